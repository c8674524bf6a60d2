"""A session takes no more pupils than it has seats, and nobody sits on a seat that is not there.

For a session: the sum of its wishes and of the places lying in it is at most its seats. For a group
of pupils and a period: the places not asked for are at most those that lie in some session.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns, Group
from beside.engine.sessions.instance import Allocation, Instance, Wish
from beside.engine.solution import Reason, Violation

NAME = "seats"
SENTENCE = "A session takes as many pupils as it has seats."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Sessions with more pupils than seats."""
    taken = Counter(each for held in allocation.values() for each in held)
    return [Violation(NAME, (key,)) for key, n in taken.items() if n > instance.session[key].seats]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every session, and one for every group and period."""
    yield from _of_sessions(columns)
    yield from _of_groups(columns)


def _of_sessions(columns: Columns) -> Iterator[Row]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for (_, session), column in columns.wishes.items():
        found[session].append(column)
    for (_, _, session), column in columns.lying.items():
        found[session].append(column)
    for key, own in found.items():
        yield Row(NAME, key, own, [1] * len(own), columns.instance.session[key].seats)


def _of_groups(columns: Columns) -> Iterator[Row]:
    placed: defaultdict[tuple[str, Group], list[int]] = defaultdict(list)
    lying: defaultdict[tuple[str, Group], list[int]] = defaultdict(list)
    for (pupil, period), column in columns.places.items():
        placed[period, columns.group[pupil]].append(column)
    for (period, group, _), column in columns.lying.items():
        lying[period, group].append(column)
    for (period, group), own in placed.items():
        there = lying[period, group]
        signs = [1] * len(own) + [-1] * len(there)
        yield Row(NAME, " ".join([period, *group]), [*own, *there], signs, 0)


def explain(instance: Instance, allocation: Allocation, wish: Wish) -> Reason | None:
    """Why a wish was not met, where the session is full: how many asked for how many seats."""
    seats = instance.session[wish.session].seats
    if sum(wish.session in held for held in allocation.values()) < seats:
        return None
    return Reason(
        NAME,
        "{session} was full: {asked} asked for {seats} seats.",
        {"asked": str(instance.asked[wish.session]), "seats": str(seats)},
    )
