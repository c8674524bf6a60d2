"""Nobody is in two places at once: the sum of a pupil's places in a period is at most 1."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance, Wish
from beside.engine.solution import Reason, Violation

NAME = "one_at_a_time"
SENTENCE = "Nobody is in two places at once."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils with two sessions in one period."""
    return [
        Violation(NAME, (key, period))
        for key, held in allocation.items()
        for period, n in Counter(instance.session[each].period for each in held).items()
        if n > 1
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every pupil and period."""
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for (pupil, session), column in columns.wishes.items():
        found[pupil, columns.instance.session[session].period].append(column)
    for key, column in columns.places.items():
        found[key].append(column)
    for (pupil, period), own in found.items():
        if len(own) > 1:
            yield Row(NAME, f"{pupil} {period}", own, [1] * len(own), 1)


def explain(instance: Instance, allocation: Allocation, wish: Wish) -> Reason | None:
    """Why a wish was not met, where the pupil is somewhere else at that time."""
    period = instance.session[wish.session].period
    held = allocation.get(wish.pupil, frozenset())
    other = next((each for each in sorted(held) if instance.session[each].period == period), "")
    return Reason(NAME, "You are in {other} at that time.", {"other": other}) if other else None
