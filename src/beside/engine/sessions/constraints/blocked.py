"""Nobody is where they may never be: that choice is at most 0.

Of open sessions there is no such choice in the model: see `Columns.group`.
"""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance, Wish
from beside.engine.solution import Reason, Violation

NAME = "blocked"
SENTENCE = "Nobody is placed where they may never be."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils in a session where they may never be."""
    return [
        Violation(NAME, (key, each))
        for key, held in allocation.items()
        for each in held
        if instance.session[each].blocks(instance.pupil[key])
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every wish of a pupil who may never be there."""
    for (pupil, session), column in columns.wishes.items():
        if columns.instance.session[session].blocks(columns.instance.pupil[pupil]):
            yield Row(NAME, f"{pupil} {session}", [column], [1], 0)


def explain(instance: Instance, _allocation: Allocation, wish: Wish) -> Reason | None:
    """Why a wish was not met, where the pupil may never be there; not what for."""
    if not instance.session[wish.session].blocks(instance.pupil[wish.pupil]):
        return None
    return Reason(NAME, "{session} was not possible for you this time.", {})
