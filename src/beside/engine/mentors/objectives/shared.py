"""What two already share is a way in: a group, a language."""

from collections.abc import Iterator

from beside.engine.mentors.instance import Pair
from beside.engine.solution import Reason

NAME = "shared"
SENTENCE = "What you share is a way in."
APART = 2


def cost(pair: Pair) -> int:
    """APART for each of group and language that they do not share."""
    return APART * ((not pair.shares_group) + (not pair.shares_language))


def explain(pair: Pair) -> Iterator[Reason]:
    """What a pupil shares with the person proposed."""
    if pair.shares_group:
        yield Reason(NAME, "You and {mentor} are in the same group.")
    if pair.shares_language:
        yield Reason(NAME, "You and {mentor} speak the same language.")
