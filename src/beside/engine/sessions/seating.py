"""Who sits where of those who were given a place in some open session."""

from collections import defaultdict
from collections.abc import Sequence

from beside.engine.sessions.columns import Columns, Group
from beside.engine.sessions.instance import Allocation


def seated(columns: Columns, taken: Sequence[int]) -> Allocation:
    """The allotment that the columns taken say.

    The model says how many of a group sit in each open session; who of them sits where makes no
    difference to anybody, so they sit down in the order of the roll.
    """
    held: defaultdict[str, set[str]] = defaultdict(set)
    for (pupil, session), column in columns.wishes.items():
        if taken[column]:
            held[pupil].add(session)
    seats = _seats(columns, taken)
    for (pupil, period), column in columns.places.items():
        if taken[column]:
            held[pupil].add(seats[period, columns.group[pupil]].pop())
    return {pupil: frozenset(sessions) for pupil, sessions in held.items()}


def _seats(columns: Columns, taken: Sequence[int]) -> dict[tuple[str, Group], list[str]]:
    """By period and group one session for each place that lies there."""
    found: defaultdict[tuple[str, Group], list[str]] = defaultdict(list)
    for (period, group, session), column in columns.lying.items():
        found[period, group] += [session] * taken[column]
    return found
