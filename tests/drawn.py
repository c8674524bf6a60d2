"""How many worlds a test draws: few in `make test`, as many as BESIDE_WORLDS in `make assurance`."""

import os


def worlds(few: int, most: int = 10_000) -> int:
    """How many examples to draw: `few`, or what BESIDE_WORLDS says but no more than `most`."""
    return min(int(os.environ.get("BESIDE_WORLDS", few)), most)
