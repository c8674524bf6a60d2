"""Why every wish was met or was not, for the pupil whose wish it is.

A reason says what stands in the allotment: a session that is full, another at the same time. It
says nothing of any other pupil but how many asked, and whom of those they named a pupil meets; that
one is for the pupil alone.
"""

from collections.abc import Iterator

from beside.engine.sessions.constraints import (
    after,
    away,
    blocked,
    course,
    due,
    one_at_a_time,
    seats,
    years,
)
from beside.engine.sessions.instance import Allocation, Instance, Wish
from beside.engine.sessions.objectives import company
from beside.engine.solution import Reason

MET = "met"
# The first that holds is said: what could not be at all, then what was in the way.
IN_ORDER = (blocked, years, after, away, course, one_at_a_time, seats, due)
WENT_WITHOUT = " You went without your first wish last time, and that counted for you."


def reasons(instance: Instance, allocation: Allocation, pupil: str) -> Iterator[Reason]:
    """A reason for every wish of a pupil, in the order they ranked them, and of whom they named."""
    for wish in instance.of_pupil[pupil]:
        yield reason(instance, allocation, wish)
    yield from company.explain(instance, allocation, pupil)


def is_private(reason: Reason) -> bool:
    """Whether a reason is for the pupil alone: whom they named, nobody else reads."""
    return reason.rule == company.NAME


def reason(instance: Instance, allocation: Allocation, wish: Wish) -> Reason:
    """Why this wish was met, or what was in its way."""
    if wish.session in allocation.get(wish.pupil, ()):
        return _met(instance, wish)
    found = (rule.explain(instance, allocation, wish) for rule in IN_ORDER)
    said = next(filter(None, found), None)
    if said is None:
        raise ValueError(f"Nothing was in the way of {wish.pupil} going to {wish.session}.")
    return Reason(said.rule, said.words, {**said.values, "session": wish.session})


def _met(instance: Instance, wish: Wish) -> Reason:
    values = {"session": wish.session, "rank": str(wish.rank)}
    if wish.required:
        return Reason(MET, "A teacher asked for you in {session}.", values)
    if wish.rank > 1:
        return Reason(MET, "You are in {session}, your wish number {rank}.", values)
    again = WENT_WITHOUT if instance.pupil[wish.pupil].missed else ""
    return Reason(MET, "You are in {session}, your first wish." + again, values)
