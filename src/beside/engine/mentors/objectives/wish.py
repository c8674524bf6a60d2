"""Whom a pupil would like beside them comes first: a step further down their list costs 1."""

from beside.engine.mentors.instance import Pair
from beside.engine.solution import Reason

NAME = "wish"
SENTENCE = "Whom you asked for comes first."
NOT_ASKED = 12


def cost(pair: Pair) -> int:
    """0 for a first wish, 1 for a second, up to NOT_ASKED for who was not asked for."""
    return min(pair.rank - 1, NOT_ASKED) if pair.rank else NOT_ASKED


def explain(pair: Pair) -> Reason:
    """Why somebody is proposed to a pupil, by the pupil's own list."""
    if pair.rank == 1:
        return Reason(NAME, "{mentor} is your first wish.")
    if pair.rank:
        return Reason(NAME, "{mentor} is your wish number {rank}.", {"rank": str(pair.rank)})
    return Reason(NAME, "{mentor} has room for you.")
