"""Whom an organiser has put in a team stays there: their places elsewhere are at most 0."""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.solution import Violation
from beside.engine.teams.columns import Columns
from beside.engine.teams.instance import Allocation, Instance

NAME = "pinned"
SENTENCE = "Whoever was put in a team stays in it."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils who are elsewhere."""
    return [
        Violation(NAME, (each.key,))
        for each in instance.pupils
        if each.team and allocation.get(each.key, each.team) != each.team
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every such pupil."""
    for each in columns.instance.pupils:
        if each.team:
            teams = [team.key for team in columns.instance.teams if team.key != each.team]
            own = [columns.places[each.key, team] for team in teams]
            yield Row(NAME, each.key, own, [1] * len(own), 0)
