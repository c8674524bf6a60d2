"""Who has not done what comes before a session may not come: that choice is at most 0."""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance, Wish
from beside.engine.solution import Reason, Violation

NAME = "after"
SENTENCE = "A session that comes after another is for who has done that one."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils in a session that comes after one they have not done."""
    return [
        Violation(NAME, (key, each))
        for key, held in allocation.items()
        for each in held
        if not instance.session[each].follows(instance.pupil[key])
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every wish of a pupil who has not done what comes before."""
    for (pupil, session), column in columns.wishes.items():
        if not columns.instance.session[session].follows(columns.instance.pupil[pupil]):
            yield Row(NAME, f"{pupil} {session}", [column], [1], 0)


def explain(instance: Instance, _allocation: Allocation, wish: Wish) -> Reason | None:
    """Why a wish was not met, where something comes before the session."""
    session = instance.session[wish.session]
    if session.follows(instance.pupil[wish.pupil]):
        return None
    return Reason(NAME, "{session} comes after {after}.", {"after": session.after})
