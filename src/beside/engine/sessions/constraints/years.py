"""A session is for the year groups it names: the choice of it by another is at most 0."""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance, Wish
from beside.engine.solution import Reason, Violation

NAME = "years"
SENTENCE = "A session is for the year groups it names."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils in a session for other year groups."""
    return [
        Violation(NAME, (key, each))
        for key, held in allocation.items()
        for each in held
        if not instance.session[each].is_for(instance.pupil[key])
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every wish of a pupil who may not come."""
    for (pupil, session), column in columns.wishes.items():
        if not columns.instance.session[session].is_for(columns.instance.pupil[pupil]):
            yield Row(NAME, f"{pupil} {session}", [column], [1], 0)


def explain(instance: Instance, _allocation: Allocation, wish: Wish) -> Reason | None:
    """Why a wish was not met, where the session is for others."""
    session = instance.session[wish.session]
    if session.is_for(instance.pupil[wish.pupil]):
        return None
    return Reason(NAME, "{session} is for year {years}.", {"years": ", ".join(session.years)})
