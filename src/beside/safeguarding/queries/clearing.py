"""How many records were removed because their time was over: counts only."""

from datetime import date, timedelta

from django.db.models import Sum

from beside.safeguarding import keeping
from beside.safeguarding.models import Cleared

LATELY = timedelta(days=30)


def lately(today: date) -> list[tuple[str, int]]:
    """What was removed within thirty days, kind by kind in words, with how many."""
    since = Cleared.objects.filter(day__gt=today - LATELY).order_by()
    counted = dict(since.values_list("kind").annotate(Sum("count")))
    found: dict[str, int] = {}
    for each in keeping.cleared():
        words = str(each.line.words or each.kind)
        found[words] = found.get(words, 0) + counted.pop(each.kind, 0)
    return [(words, count) for words, count in found.items() if count]
