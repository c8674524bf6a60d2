"""Who leads a session is placed in no other at that time: that choice is at most 0."""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance, Wish
from beside.engine.solution import Reason, Violation

NAME = "away"
SENTENCE = "Whoever leads a session at that time is not placed in another."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils in a session at a time when they lead one."""
    return [
        Violation(NAME, (key, each))
        for key, held in allocation.items()
        for each in held
        if instance.session[each].period in instance.pupil[key].away
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every wish at a time when the pupil leads a session."""
    for (pupil, session), column in columns.wishes.items():
        if columns.instance.session[session].period in columns.instance.pupil[pupil].away:
            yield Row(NAME, f"{pupil} {session}", [column], [1], 0)


def explain(instance: Instance, _allocation: Allocation, wish: Wish) -> Reason | None:
    """Why a wish was not met, where the pupil leads a session at that time."""
    if instance.session[wish.session].period not in instance.pupil[wish.pupil].away:
        return None
    return Reason(NAME, "You help to lead a session when {session} is on.", {})
