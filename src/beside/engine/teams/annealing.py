"""Swapping pupils between teams, many at once, ever more carefully.

In each round teams meet in pairs, at random; every pair weighs all swaps of one place against one
of the other, and not to swap, and takes one by its cost at the temperature of the round: heat-bath
annealing (Kirkpatrick, Gelatt and Vecchi, Optimization by simulated annealing, Science 220, 1983).
As pairs share no pupil what each takes is exact, and all are weighed in one reckoning of arrays.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from beside.engine.teams.arrays import Arrays, Ints

HOT, COLD = 5.0, 0.7
FOREVER = np.iinfo(np.int64).max // 4


class Round(NamedTuple):
    """What the best teams so far cost, who is in them, and how much of the run is over."""

    cost: int
    members: Ints
    spent: float


@dataclass(frozen=True)
class Pace:
    """How long to go on: so many rounds, but no more than so many seconds of the processor.

    Where the rounds are over first the same seed gives the same teams.
    """

    rounds: int
    limit: float

    def __iter__(self) -> Iterator[float]:
        """For every round how much of the run is over, from 0 to 1."""
        begun = time.process_time()
        for n in range(self.rounds):
            spent = max(n / self.rounds, (time.process_time() - begun) / self.limit)
            if spent >= 1:
                return
            yield spent


def anneal(arrays: Arrays, members: Ints, pace: Pace, *, seed: int) -> Iterator[Round]:
    """The best teams so far after every round; `members` is where it begins, (teams, places)."""
    chance = np.random.default_rng(seed)
    members = members.copy()
    now = int(arrays.cost(members, np.arange(len(members))).sum())
    best = Round(now, members.copy(), 0.0)
    for spent in pace:
        now += _swap(arrays, members, HOT * (COLD / HOT) ** spent, chance)
        if now < best.cost:
            best = Round(now, members.copy(), spent)
        yield best._replace(spent=spent)


def _swap(arrays: Arrays, members: Ints, temperature: float, chance: np.random.Generator) -> int:
    """Swap in every pair of teams that meet; what it changes of the cost."""
    order = chance.permutation(len(members))
    half = len(order) // 2
    teams = np.stack([order[:half], order[half : 2 * half]])
    weighed = changes(arrays, members, teams)
    noise = chance.gumbel(size=weighed.shape)
    taken = np.argmax(noise - weighed / temperature, axis=1)
    places = members.shape[1]
    swapping = np.flatnonzero(taken < places * places)
    mine, theirs = np.divmod(taken[swapping], places)
    one, other = teams[0, swapping], teams[1, swapping]
    members[one, mine], members[other, theirs] = members[other, theirs], members[one, mine]
    return int(weighed[np.arange(half), taken].sum())


def changes(arrays: Arrays, members: Ints, teams: Ints) -> Ints:
    """What each swap of two teams changes, (pairs, places x places + 1); the last is none."""
    one, other = members[teams[0]], members[teams[1]]
    both = np.concatenate([one, other]), np.concatenate([other, one])
    mine, theirs = np.split(_replacing(arrays, *both, teams.ravel()), 2)
    held = arrays.pinned[one][:, :, None] | arrays.pinned[other][:, None, :]
    changes = np.where(held, FOREVER, mine + theirs.transpose(0, 2, 1)).reshape(len(one), -1)
    return np.concatenate([changes, np.zeros((len(one), 1), dtype=np.int64)], axis=1)


def _replacing(arrays: Arrays, own: Ints, others: Ints, teams: Ints) -> Ints:
    """What it changes for teams that each of `own` is replaced by each of `others`.

    Both are (pairs, places) by number of pupil; the change is (pairs, places, places).
    """
    inside = arrays.between[own[:, :, None], own[:, None, :]]
    coming = arrays.between[others[:, :, None], own[:, None, :]]
    seen = arrays.between[own[:, :, None], others[:, None, :]]
    return (
        _shared(arrays, inside, coming)
        + _missing(arrays, own, others, inside, coming, seen)
        + arrays.wishes[others, teams[:, None]][:, None, :]
        - arrays.wishes[own, teams[:, None]][:, :, None]
        + _sizes(arrays, own, others, teams)
    )


def _shared(arrays: Arrays, inside: Ints, coming: Ints) -> Ints:
    leaving, joining = arrays.shared(inside), arrays.shared(coming)
    gained: Ints = joining.sum(-1)[:, None, :] - joining.transpose(0, 2, 1)
    lost: Ints = leaving.sum(-1)[:, :, None]
    return gained - lost


def _missing(
    arrays: Arrays, own: Ints, others: Ints, inside: Ints, coming: Ints, seen: Ints
) -> Ints:
    """Over those who stay and who comes what they then lack, less what all lack now."""
    gone = np.eye(own.shape[1], dtype=bool)
    kept = np.bitwise_or.reduce(np.where(gone[:, None, :], 0, inside[:, None]), axis=-1)
    found = np.bitwise_or.reduce(np.where(gone[:, None, :], 0, coming[:, None]), axis=-1)
    staying = arrays.missing(own[:, None, :, None], kept[..., None] | seen[:, None])
    after: Ints = np.where(gone[:, :, None], 0, staying).sum(2)
    after = after + arrays.missing(others[:, None, :], found)
    before: Ints = arrays.missing(own, np.bitwise_or.reduce(inside, axis=-1)).sum(-1)
    return after - before[:, None, None]


def _sizes(arrays: Arrays, own: Ints, others: Ints, teams: Ints) -> Ints:
    mine, theirs = own < arrays.nobody, others < arrays.nobody
    size = mine.sum(-1)[:, None, None]
    after = size - mine[:, :, None] + theirs[:, None, :]
    return arrays.sizes(teams[:, None, None], after) - arrays.sizes(teams[:, None, None], size)
