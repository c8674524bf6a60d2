"""Then nobody has little that they asked for: the more a pupil has, the less one more counts.

A k-th place that a pupil asked for and has not costs `STEEP` times as much as a k+1-th, as far as
the `LAST`, after which each costs 1. A sum of concave functions is linear with a choice for each k,
for the dearest are taken first (Dantzig, Linear Programming and Extensions, 1963, chapter 24). So
a pupil with nothing is given a first place wherever fewer than `STEEP` others are then without a
second one, and nobody keeps a second one in its stead; where more would be, it is not given.
"""

from collections import Counter
from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance

NAME = "asked"
SENTENCE = "Before anybody has a second place they asked for, everybody has a first."
STEEP, LAST = 4, 4


def cost(place: int) -> int:
    """What it costs to be without a first, second, third place that was asked for."""
    return int(STEEP ** max(0, LAST - place))


def value(instance: Instance, allocation: Allocation) -> int:
    """What all pupils are without, of as many places as are due to them."""
    met = Counter(pupil for pupil, session in instance.wish if session in allocation.get(pupil, ()))
    return sum(
        cost(place)
        for pupil in instance.pupils
        for place in range(met[pupil.key] + 1, pupil.due + 1)
    )


def constant(instance: Instance) -> int:
    """The value where nobody has a place."""
    return value(instance, {})


def costs(columns: Columns) -> dict[int, int]:
    """What a column changes of it."""
    return {column: -cost(place) for (_, place), column in columns.met.items()}


def terms(columns: Columns) -> Iterator[Row]:
    """Whoever has so many places that they asked for has that many of their wishes met."""
    for pupil, wishes in columns.instance.of_pupil.items():
        met = columns.met_of[pupil]
        own = [columns.wishes[pupil, each.session] for each in wishes]
        if met:
            signs = [1] * len(met) + [-1] * len(own)
            yield Row(NAME, pupil, [*met, *own], signs, 0)
