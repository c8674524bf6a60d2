"""Teams are mixed: two of the same tutor group, or of another trait, in a team cost its `mix`.

The sum over pairs is least where every value is spread evenly over the teams.
"""

from collections import Counter
from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.teams.columns import Columns
from beside.engine.teams.instance import Allocation, Instance

NAME = "mix"
SENTENCE = "Teams are mixed, so that you get to know people you do not know yet."


def value(instance: Instance, allocation: Allocation) -> int:
    """What all pairs together cost."""
    return sum(
        trait.mix * _pairs(Counter(allocation.get(key) for key in keys))
        for trait, kinds in zip(instance.traits, instance.kinds, strict=True)
        for keys in kinds.values()
    )


def _pairs(held: Counter[str | None]) -> int:
    return sum(n * (n - 1) // 2 for team, n in held.items() if team)


def costs(columns: Columns) -> dict[int, int]:
    """What a column costs by it."""
    return {column: columns.shared[one, other] for (one, other, _), column in columns.pairs.items()}


def terms(columns: Columns) -> Iterator[Row]:
    """Two who are both in a team are a pair there."""
    for (one, other, team), column in columns.pairs.items():
        own = [columns.places[one, team], columns.places[other, team], column]
        yield Row(NAME, f"{one} {other}", own, [1, 1, -1], 1)
