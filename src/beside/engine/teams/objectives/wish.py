"""What pupils would like to do: each step down their list costs `STEP`, up to `NOT_ASKED`."""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.teams.columns import Columns
from beside.engine.teams.instance import Allocation, Instance

NAME = "wish"
SENTENCE = "The challenges you ranked higher come before those you ranked lower."
STEP, NOT_ASKED = 3, 24


def cost(instance: Instance, pupil: str, challenge: str) -> int:
    """What it costs that a pupil takes on a challenge."""
    wish = instance.wish.get((pupil, challenge))
    return min(STEP * (wish.rank - 1), NOT_ASKED) if wish else NOT_ASKED


def value(instance: Instance, allocation: Allocation) -> int:
    """What all challenges together cost."""
    return sum(
        cost(instance, key, instance.team[team].challenge) for key, team in allocation.items()
    )


def costs(columns: Columns) -> dict[int, int]:
    """What a column costs by it."""
    instance = columns.instance
    return {
        column: cost(instance, key, instance.team[team].challenge)
        for (key, team), column in columns.places.items()
    }


def terms(_columns: Columns) -> Iterator[Row]:
    """It needs no rows."""
    return iter(())
