"""Every pupil is in one team. For every pupil: the sum of their places is 1."""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.solution import Violation
from beside.engine.teams.columns import Columns
from beside.engine.teams.instance import Allocation, Instance

NAME = "once"
SENTENCE = "Everybody is in one team."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils who are in no team, and whoever is in a team and is no pupil of these."""
    lost = [each.key for each in instance.pupils if allocation.get(each.key) not in instance.team]
    return [
        Violation(NAME, (key,)) for key in [*lost, *(allocation.keys() - instance.pupil.keys())]
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """Two rows for every pupil: at most once, and at least once."""
    for pupil in columns.instance.pupils:
        own = [columns.places[pupil.key, team.key] for team in columns.instance.teams]
        yield Row(NAME, pupil.key, own, [1] * len(own), 1)
        yield Row(NAME, pupil.key, own, [-1] * len(own), -1)
