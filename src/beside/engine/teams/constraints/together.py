"""Nobody is the only one of their kind in a team, by each trait that says so.

For a pupil, a team and such a trait: the pupil's place is at most the sum of the places there of
all others of the same value. Whoever has no other of their kind anywhere is left out of it.
"""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.solution import Violation
from beside.engine.teams.columns import Columns
from beside.engine.teams.instance import Allocation, Instance

NAME = "together"
SENTENCE = "Nobody is the only one of their kind in a team."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils who are the only one, though there are others of their kind."""
    held = instance.members(allocation)
    return [
        Violation(NAME, (key,))
        for keys in _kinds(instance)
        for team in held.values()
        for key in _only(keys, team)
    ]


def _kinds(instance: Instance) -> Iterator[list[str]]:
    for trait, kinds in zip(instance.traits, instance.kinds, strict=True):
        yield from kinds.values() if trait.together else ()


def _only(keys: list[str], team: list[str]) -> list[str]:
    own = set(keys) & set(team)
    return list(own) if len(own) == 1 else []


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every pupil, team and such a trait."""
    for keys in _kinds(columns.instance):
        for key in keys:
            for team in columns.instance.teams:
                own = [columns.places[other, team.key] for other in keys]
                signs = [1 if other == key else -1 for other in keys]
                yield Row(NAME, key, own, signs, 0)
