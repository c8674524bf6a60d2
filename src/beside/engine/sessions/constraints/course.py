"""Nobody goes to the same course twice in a cycle: the sum of a pupil's wishes of it is at
most 1."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance, Wish
from beside.engine.solution import Reason, Violation

NAME = "course"
SENTENCE = "What is offered twice is there for more pupils, not twice for one."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils twice in the same course."""
    return [
        Violation(NAME, (key, course))
        for key, held in allocation.items()
        for course, n in Counter(instance.session[each].course for each in held).items()
        if course and n > 1
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every pupil and course of which they would like more than one session."""
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for (pupil, session), column in columns.wishes.items():
        found[pupil, columns.instance.session[session].course].append(column)
    for (pupil, course), own in found.items():
        if course and len(own) > 1:
            yield Row(NAME, f"{pupil} {course}", own, [1] * len(own), 1)


def explain(instance: Instance, allocation: Allocation, wish: Wish) -> Reason | None:
    """Why a wish was not met, where the pupil goes to that course at another time."""
    course = instance.session[wish.session].course
    held = allocation.get(wish.pupil, frozenset())
    other = next((e for e in sorted(held) if course and instance.session[e].course == course), "")
    return (
        Reason(NAME, "You go to {other}, which is the same.", {"other": other}) if other else None
    )
