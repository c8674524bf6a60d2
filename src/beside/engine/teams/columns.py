"""The choices of the linear model of an instance, by number.

A pupil is in a team; a pupil is in a team without a friend; two who share a value are in a team.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from beside.engine.teams.instance import Instance


@dataclass(frozen=True)
class Columns:
    """Numbers of columns: places first, then friendless places, then pairs."""

    instance: Instance

    @cached_property
    def places(self) -> dict[tuple[str, str], int]:
        """By pupil and team."""
        pupils, teams = self.instance.pupils, self.instance.teams
        keys = [(pupil.key, team.key) for pupil in pupils for team in teams]
        return {key: n for n, key in enumerate(keys)}

    @cached_property
    def friendless(self) -> dict[tuple[str, str], int]:
        """By pupil, of those who named somebody, and team."""
        keys = [key for key in self.places if key[0] in self.instance.named]
        return {key: n for n, key in enumerate(keys, len(self.places))}

    @cached_property
    def pairs(self) -> dict[tuple[str, str, str], int]:
        """By two pupils who share a value that is to be mixed, and team."""
        teams = self.instance.teams
        keys = [(*pair, team.key) for pair in self.shared for team in teams]
        return {key: n for n, key in enumerate(keys, len(self.places) + len(self.friendless))}

    @cached_property
    def shared(self) -> dict[tuple[str, str], int]:
        """What it costs to have two pupils in a team, where it costs something."""
        found: defaultdict[tuple[str, str], int] = defaultdict(int)
        for trait, kinds in zip(self.instance.traits, self.instance.kinds, strict=True):
            for keys in kinds.values() if trait.mix else ():
                for pair in combinations(keys, 2):
                    found[pair] += trait.mix
        return dict(found)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.places) + len(self.friendless) + len(self.pairs)
