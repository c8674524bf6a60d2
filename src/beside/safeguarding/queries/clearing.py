"""How many records were removed because their time was over: counts only."""

from datetime import date, timedelta

from django.db.models import Sum
from django.utils.translation import gettext_lazy

from beside.safeguarding import keeping
from beside.safeguarding.models import Cleared

LATELY = timedelta(days=30)
OURS = gettext_lazy("What was written to keep children safe")


def lately(today: date) -> list[tuple[str, int]]:
    """What was removed within thirty days, kind by kind in words, with how many.

    What keeps children safe is one number: that there was a case at all is for nobody to read here.
    """
    since = Cleared.objects.filter(day__gt=today - LATELY).order_by()
    counted = dict(since.values_list("kind").annotate(Sum("count")))
    found: dict[str, int] = {}
    for each in keeping.cleared():
        words = str(
            OURS if each.table.startswith("safeguarding_") else each.line.words or each.kind
        )
        found[words] = found.get(words, 0) + counted.pop(each.kind, 0)
    return [(words, count) for words, count in found.items() if count]
