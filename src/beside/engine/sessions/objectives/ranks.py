"""Then what pupils ranked higher: a place costs 1 for each step down their list.

A place that a pupil did not ask for costs as much as the step after the `LAST`.
"""

from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance

NAME = "ranks"
SENTENCE = "Then what you ranked higher before what you ranked lower."
LAST = 12


def value(instance: Instance, allocation: Allocation) -> int:
    """The steps down their lists of all places together."""
    ranks = {key: min(wish.rank, LAST) for key, wish in instance.wish.items()}
    return sum(
        ranks.get((key, each), LAST + 1) - 1 for key, held in allocation.items() for each in held
    )


def constant(_instance: Instance) -> int:
    """The value where nobody has a place."""
    return 0


def costs(columns: Columns) -> dict[int, int]:
    """What a column changes of it."""
    asked = {
        column: min(columns.instance.wish[key].rank, LAST) - 1
        for key, column in columns.wishes.items()
    }
    return asked | dict.fromkeys(columns.places.values(), LAST)
