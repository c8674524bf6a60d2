"""Whom a pupil would like beside them comes first: a step further down their list costs 1."""

from beside.engine.mentors.instance import Pair

NAME = "wish"
SENTENCE = "Whom you asked for comes first."
NOT_ASKED = 12


def cost(pair: Pair) -> int:
    """0 for a first wish, 1 for a second, up to NOT_ASKED for who was not asked for."""
    return min(pair.rank - 1, NOT_ASKED) if pair.rank else NOT_ASKED
