"""What two already share is a way in: a group, a language."""

from beside.engine.mentors.instance import Pair

NAME = "shared"
SENTENCE = "What you share is a way in."
APART = 2


def cost(pair: Pair) -> int:
    """APART for each of group and language that they do not share."""
    return APART * ((not pair.shares_group) + (not pair.shares_language))
