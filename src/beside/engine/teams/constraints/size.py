"""A team is neither too small nor too large: the sum of its places is from `least` to `most`."""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.solution import Violation
from beside.engine.teams.columns import Columns
from beside.engine.teams.instance import Allocation, Instance

NAME = "size"
SENTENCE = "No team is too small or too large for its challenge."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Teams of another size."""
    held = instance.members(allocation)
    return [
        Violation(NAME, (team.key,))
        for team in instance.teams
        if not team.least <= len(held[team.key]) <= team.most
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """Two rows for every team."""
    for team in columns.instance.teams:
        own = [columns.places[pupil.key, team.key] for pupil in columns.instance.pupils]
        yield Row(NAME, team.key, own, [1] * len(own), team.most)
        yield Row(NAME, team.key, own, [-1] * len(own), -team.least)
