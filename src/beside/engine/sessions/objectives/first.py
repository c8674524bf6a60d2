"""Then most first wishes, those who went without before counting for more.

A first wish that is not met costs 1 and 1 more for each cycle in which the pupil's was not either.
"""

from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance

NAME = "first"
SENTENCE = "As many first wishes as can be, and whoever went without before comes first."


def value(instance: Instance, allocation: Allocation) -> int:
    """What the first wishes that are not met cost."""
    return sum(
        1 + instance.pupil[wish.pupil].missed
        for wish in instance.wishes
        if wish.rank == 1 and wish.session not in allocation.get(wish.pupil, ())
    )


def constant(instance: Instance) -> int:
    """The value where nobody has a place."""
    return value(instance, {})


def costs(columns: Columns) -> dict[int, int]:
    """What a column changes of it."""
    instance = columns.instance
    return {
        column: -1 - instance.pupil[key[0]].missed
        for key, column in columns.wishes.items()
        if instance.wish[key].rank == 1
    }
