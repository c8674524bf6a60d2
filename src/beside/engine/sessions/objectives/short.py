"""First, nobody goes short: the periods due to pupils that have no place, counted."""

from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance

NAME = "short"
SENTENCE = "Before anybody gets what they like best, everybody gets what is due to them."


def value(instance: Instance, allocation: Allocation) -> int:
    """How many periods due are without a place."""
    return sum(each.due - len(allocation.get(each.key, ())) for each in instance.pupils)


def constant(instance: Instance) -> int:
    """The value where nobody has a place."""
    return sum(each.due for each in instance.pupils)


def costs(columns: Columns) -> dict[int, int]:
    """What a column changes of it: each place of a pupil is one period less."""
    return {column: -1 for own in columns.of_pupil.values() for column in own}
