"""Whom staff keep apart are in different teams: of two places in a team one is taken at most."""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.solution import Violation
from beside.engine.teams.columns import Columns
from beside.engine.teams.instance import Allocation, Instance

NAME = "apart"
SENTENCE = "Some pupils work better in different teams."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pairs who are in a team all the same."""
    return [
        Violation(NAME, (each.one, each.other))
        for each in instance.apart
        if each.one in allocation and allocation[each.one] == allocation.get(each.other)
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every such pair and team."""
    for each in columns.instance.apart:
        for team in columns.instance.teams:
            own = [columns.places[key, team.key] for key in (each.one, each.other)]
            yield Row(NAME, f"{each.one} {each.other}", own, [1, 1], 1)
