"""An adult who says they know a pupil goes before one who does not: half a tie is a beginning."""

from beside.engine.mentors.instance import Pair

NAME = "knows"
SENTENCE = "Somebody who knows you goes before somebody who does not."
STRANGER = 4


def cost(pair: Pair) -> int:
    """0 where the mentor knows the pupil, else STRANGER."""
    return 0 if pair.knows else STRANGER
