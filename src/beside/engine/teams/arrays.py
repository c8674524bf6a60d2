"""An instance as arrays, and what many teams cost at once.

A place that nobody has is held by nobody, who is one more pupil: number `len(pupils)`.
"""

from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from beside.engine.teams.columns import Columns
from beside.engine.teams.instance import Allocation, Instance
from beside.engine.teams.objectives import friend, wish

Ints = NDArray[Any]
# What two pupils are to each other, in one number: below SHARED what they cost in a team, then a
# bit each for being kept apart, a friend named, and every trait of which nobody may be alone.
SHARED: Final = 1 << 12
APART: Final = SHARED
FRIEND: Final = SHARED << 1
KIND: Final = SHARED << 2
# More than anything that may be kept costs in one team.
RULE: Final = 10_000


class Arrays:
    """The numbers of one instance."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.number = {each.key: n for n, each in enumerate(instance.pupils)}
        self.nobody = len(instance.pupils)
        self.least = np.array([each.least for each in instance.teams])
        self.most = np.array([each.most for each in instance.teams])
        self.pinned = np.array([bool(each.team) for each in instance.pupils] + [False])

    @cached_property
    def between(self) -> Ints:
        """What every two pupils are to each other."""
        found = np.zeros((self.nobody + 1, self.nobody + 1), dtype=np.int32)
        for (one, other), cost in Columns(self.instance).shared.items():
            self._set_both(found, one, other, cost)
        for each in self.instance.apart:
            self._set_both(found, each.one, each.other, APART)
        for wanted in self.instance.friends:
            found[self.number[wanted.pupil], self.number[wanted.friend]] |= FRIEND
        for bit, keys in self._kinds:
            own = np.array([self.number[key] for key in keys])
            found[np.ix_(own, own)] |= bit
        np.fill_diagonal(found, 0)
        return found

    def _set_both(self, found: Ints, one: str, other: str, bits: int) -> None:
        a, b = self.number[one], self.number[other]
        found[a, b] |= bits
        found[b, a] |= bits

    @cached_property
    def _kinds(self) -> list[tuple[int, list[str]]]:
        traits = zip(self.instance.traits, self.instance.kinds, strict=True)
        wanted = [kinds for trait, kinds in traits if trait.together]
        return [(KIND << n, keys) for n, kinds in enumerate(wanted) for keys in kinds.values()]

    @cached_property
    def needs(self) -> Ints:
        """The bits that each pupil needs of somebody in their team."""
        found = np.zeros(self.nobody + 1, dtype=np.int32)
        for key in self.instance.named:
            found[self.number[key]] |= FRIEND
        for bit, keys in self._kinds:
            found[[self.number[key] for key in keys]] |= bit
        return found

    @cached_property
    def wishes(self) -> Ints:
        """What the challenge of every team costs each pupil, by pupil and team."""
        challenges = list(dict.fromkeys(each.challenge for each in self.instance.teams))
        of_pupil = [
            [wish.cost(self.instance, each.key, challenge) for challenge in challenges]
            for each in self.instance.pupils
        ]
        table = np.array([*of_pupil, [0] * len(challenges)], dtype=np.int32)
        return table[:, [challenges.index(each.challenge) for each in self.instance.teams]]

    @cached_property
    def penalty(self) -> Ints:
        """What it costs to miss these bits, by the bits divided by `FRIEND`."""
        missing = np.arange(2 << sum(trait.together for trait in self.instance.traits))
        broken = sum(missing >> n & 1 for n in range(1, missing.size.bit_length()))
        return friend.WITHOUT * (missing & 1) + RULE * broken

    def missing(self, pupils: Ints, bits: Ints) -> Ints:
        """What it costs pupils to have only these bits of the others in their team."""
        found: Ints = self.penalty[(self.needs[pupils] & ~bits) // FRIEND]
        return found

    def sizes(self, teams: Ints, size: Ints) -> Ints:
        """What it costs teams to be of these sizes."""
        under, over = self.least[teams] - size, size - self.most[teams]
        found: Ints = RULE * (np.maximum(0, under) + np.maximum(0, over))
        return found

    def shared(self, bits: Ints) -> Ints:
        """What two who are this to each other cost in a team."""
        return (bits & (SHARED - 1)) + (bits & APART) // APART * RULE

    def cost(self, members: Ints, teams: Ints) -> Ints:
        """What teams cost: `members` (…, places) by number of pupil, `teams` (…) by number."""
        bits = self.between[members[..., :, None], members[..., None, :]]
        missing = self.missing(members, np.bitwise_or.reduce(bits, axis=-1)).sum(-1)
        size = self.sizes(teams, (members < self.nobody).sum(-1))
        wishes = self.wishes[members, teams[..., None]].sum(-1)
        found: Ints = self.shared(bits).sum((-1, -2)) // 2 + missing + size + wishes
        return found

    def allocation(self, members: Ints) -> Allocation:
        """The teams of pupils by their keys."""
        return {
            self.instance.pupils[n].key: self.instance.teams[team].key
            for team, own in enumerate(members.tolist())
            for n in own
            if n < self.nobody
        }

    def members(self, allocation: Allocation) -> Ints:
        """The numbers of the pupils of every team, nobody in the places left."""
        found = np.full((len(self.least), int(self.most.max(initial=1))), self.nobody)
        held = self.instance.members(allocation)
        for n, team in enumerate(self.instance.teams):
            own = [self.number[key] for key in held[team.key]]
            found[n, : len(own)] = own
        return found
