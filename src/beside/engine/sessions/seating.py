"""Who sits where of those who were given a place in some open session."""

from collections import defaultdict
from collections.abc import Sequence

from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation


def seated(columns: Columns, taken: Sequence[int]) -> Allocation:
    """The allotment that the columns taken say.

    The model says how many of a year group sit in each open session; who of them sits where makes
    no difference to anybody, so they sit down in the order of the roll.
    """
    held: defaultdict[str, set[str]] = defaultdict(set)
    for (pupil, session), column in columns.wishes.items():
        if taken[column]:
            held[pupil].add(session)
    seats = _seats(columns, taken)
    for (pupil, period), column in columns.places.items():
        if taken[column]:
            held[pupil].add(seats[period, columns.instance.pupil[pupil].year].pop())
    return {pupil: frozenset(sessions) for pupil, sessions in held.items()}


def _seats(columns: Columns, taken: Sequence[int]) -> dict[tuple[str, str], list[str]]:
    """By period and year group one session for each place that lies there."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for (period, year, session), column in columns.lying.items():
        found[period, year] += [session] * taken[column]
    return found
