"""Whoever named friends has one of them in their team: a pupil who has none there costs `WITHOUT`.

A second friend is worth nothing: a team is for getting to know others too.
"""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.teams.columns import Columns
from beside.engine.teams.instance import Allocation, Instance

NAME = "friend"
SENTENCE = "Whoever named friends has one of them in the team."
WITHOUT = 24


def value(instance: Instance, allocation: Allocation) -> int:
    """What pupils without a friend cost."""
    return WITHOUT * sum(
        all(allocation.get(each) != allocation.get(key) for each in friends)
        for key, friends in instance.named.items()
    )


def costs(columns: Columns) -> dict[int, int]:
    """What a column costs by it."""
    return dict.fromkeys(columns.friendless.values(), WITHOUT)


def terms(columns: Columns) -> Iterator[Row]:
    """Whoever is in a team is there with somebody they named, or friendless."""
    for (key, team), column in columns.friendless.items():
        friends = set(columns.instance.named[key])
        own = [columns.places[each, team] for each in sorted(friends)]
        yield Row(
            NAME, key, [columns.places[key, team], column, *own], [1, -1, *[-1] * len(own)], 0
        )
