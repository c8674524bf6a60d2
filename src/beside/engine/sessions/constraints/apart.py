"""Two who are kept apart are in no session together: of each session at most one of them.

One of them may ask for a session, or lie in an open one; each of them is a group of their own, so
that the model says in which.
"""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance, Wish
from beside.engine.solution import Reason, Violation

NAME = "apart"
SENTENCE = "Two who are kept apart are in no session together."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Two who are kept apart, and a session in which both are."""
    return [
        Violation(NAME, (two.one, two.other, session))
        for two in instance.apart
        for session in sorted(_of(allocation, two.one) & _of(allocation, two.other))
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for two who are kept apart and a session to which both could come."""
    for two in columns.instance.apart:
        for session in columns.instance.sessions:
            one, other = (_columns(columns, key, session.key) for key in (two.one, two.other))
            if one and other:
                own = [*one, *other]
                yield Row(NAME, f"{two.one} {two.other} {session.key}", own, [1] * len(own), 1)


def explain(instance: Instance, allocation: Allocation, wish: Wish) -> Reason | None:
    """Why a wish was not met, where somebody is there; neither who nor what for is said."""
    others = instance.apart_from.get(wish.pupil, ())
    if not any(wish.session in _of(allocation, other) for other in others):
        return None
    return Reason(NAME, "{session} was not possible for you this time.", {})


def _of(allocation: Allocation, pupil: str) -> frozenset[str]:
    return allocation.get(pupil, frozenset())


def _columns(columns: Columns, pupil: str, session: str) -> list[int]:
    """The columns that put a pupil who is kept apart from somebody into a session."""
    period = columns.instance.session[session].period
    found = (
        columns.wishes.get((pupil, session)),
        columns.lying.get((period, columns.group[pupil], session)),
    )
    return [column for column in found if column is not None]
