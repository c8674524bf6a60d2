"""Then nobody who asked for something has nothing of it: pupils with none of their wishes."""

from beside.engine.sessions.columns import Columns
from beside.engine.sessions.figures import nothing_asked
from beside.engine.sessions.instance import Allocation, Instance

NAME = "nothing"
SENTENCE = "Before anybody gets what they like best, everybody gets something they asked for."


def value(instance: Instance, allocation: Allocation) -> int:
    """How many pupils who asked for something have no place that they asked for."""
    return nothing_asked(instance, allocation)


def constant(instance: Instance) -> int:
    """The value where nobody has a place."""
    return value(instance, {})


def costs(columns: Columns) -> dict[int, int]:
    """What a column changes of it: a first wish met is one pupil less with nothing."""
    return {column: -1 for (_, place), column in columns.met.items() if place == 1}
