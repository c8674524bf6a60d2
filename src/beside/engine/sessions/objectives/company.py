"""Last, whoever named others is with one of them in a session that both asked for.

It comes after everything else, so that nobody goes further down their list for it. A second such
session is worth nothing. A product of two choices is linear with a choice of its own that is at
most either (Fortet, Applications de l'algebre de Boole en recherche operationnelle, Revue
francaise de recherche operationnelle 4, 1960).
"""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance
from beside.engine.solution import Reason

NAME = "company"
SENTENCE = "Last, you are with somebody you named, where nobody goes further down a list for it."
WITH = "You and {friend} were both given a place in {session}."
WITHOUT = "You were given no session with those you named: what everybody ranked came first."


def value(instance: Instance, allocation: Allocation) -> int:
    """How many pupils who named others are with none of them."""
    return sum(not any(_asked(instance, allocation, key)) for key in instance.named)


def _asked(instance: Instance, allocation: Allocation, pupil: str) -> Iterator[bool]:
    for friend, session in _shared(instance, allocation, pupil):
        yield {(pupil, session), (friend, session)} <= instance.wish.keys()


def _shared(instance: Instance, allocation: Allocation, pupil: str) -> Iterator[tuple[str, str]]:
    """Whom of those they named a pupil meets, and in which session."""
    own = allocation.get(pupil, frozenset())
    for friend in instance.named.get(pupil, ()):
        for session in sorted(own & allocation.get(friend, frozenset())):
            yield friend, session


def constant(instance: Instance) -> int:
    """The value where nobody has a place."""
    return len(instance.named)


def costs(columns: Columns) -> dict[int, int]:
    """What a column changes of it."""
    return dict.fromkeys(columns.joined.values(), -1)


def terms(columns: Columns) -> Iterator[Row]:
    """Two are together where both are, and a pupil is with somebody where they are together."""
    for (one, other, session), column in columns.together.items():
        for pupil in (one, other):
            own = [column, columns.wishes[pupil, session]]
            yield Row(NAME, f"{one} {other} {session}", own, [1, -1], 0)
    for pupil, column in columns.joined.items():
        own = columns.together_of[pupil]
        yield Row(NAME, pupil, [column, *own], [1, *[-1] * len(own)], 0)


def explain(instance: Instance, allocation: Allocation, pupil: str) -> Iterator[Reason]:
    """Where a pupil meets whom they named, or that it could not be; nothing if they named nobody.

    Whether the other asked for it, or named them too, is not said.
    """
    met = dict(reversed([*_shared(instance, allocation, pupil)]))
    for friend, session in reversed(met.items()):
        yield Reason(NAME, WITH, {"friend": friend, "session": session})
    if not met and pupil in instance.named:
        yield Reason(NAME, WITHOUT)
