"""What else could form teams: simulated annealing and a plain genetic algorithm, one move a time.

Both weigh a team by the same numbers as the engine, in plain Python, which is what such code is
written in, and both run until their seconds are over.
"""

import math
import time
from collections.abc import Callable
from random import Random

from beside.engine.teams.arrays import APART, FRIEND, KIND, RULE, SHARED, Arrays
from beside.engine.teams.instance import Allocation, Instance
from beside.engine.teams.objectives import friend

Teams = list[list[int]]
HOT, COLD, LOOK = 5.0, 0.7, 200
PARENTS, CHOSEN_OF, MUTATED = 60, 3, 3


class Plain:
    """The numbers of an instance as lists, for one team at a time."""

    def __init__(self, instance: Instance) -> None:
        self.arrays = Arrays(instance)
        self.between: Teams = self.arrays.between.tolist()
        self.needs: list[int] = self.arrays.needs.tolist()
        self.wishes: Teams = self.arrays.wishes.tolist()
        self.sizes = [(each.least, each.most) for each in instance.teams]

    def cost(self, own: list[int], team: int) -> int:
        """What one team costs."""
        least, most = self.sizes[team]
        found, broken = 0, max(0, least - len(own)) + max(0, len(own) - most)
        for one in own:
            row, union = self.between[one], 0
            found += self.wishes[one][team]
            for other in own:
                bits = row[other]
                union |= bits
                found += bits & (SHARED - 1) if other > one else 0
                broken += bool(bits & APART) if other > one else 0
            missing = self.needs[one] & ~union
            found += friend.WITHOUT if missing & FRIEND else 0
            broken += missing >= KIND
        return found + broken * RULE

    def filled(self, order: list[int]) -> Teams:
        """Pupils dealt out to the teams, one each in turn."""
        return [order[team :: len(self.sizes)] for team in range(len(self.sizes))]

    def allocation(self, teams: Teams) -> Allocation:
        """The teams of pupils by their keys."""
        instance = self.arrays.instance
        return {
            instance.pupils[n].key: instance.teams[team].key
            for team, own in enumerate(teams)
            for n in own
        }


def annealing(instance: Instance, limit: float) -> Allocation:
    """Two pupils of different teams swap, or one moves, ever more carefully."""
    plain, chance, begun = Plain(instance), Random(0), time.process_time()  # noqa: S311
    teams = plain.filled(chance.sample(range(len(instance.pupils)), len(instance.pupils)))
    costs = [plain.cost(own, team) for team, own in enumerate(teams)]
    best, least, now, temperature, moves = [*teams], sum(costs), sum(costs), HOT, 0
    while (spent := (time.process_time() - begun) / limit) < 1:
        temperature = HOT * (COLD / HOT) ** spent
        for _ in range(LOOK):
            a, b = chance.sample(range(len(teams)), 2)
            one, other = _moved(chance, teams[a], teams[b])
            after = plain.cost(one, a), plain.cost(other, b)
            change = sum(after) - costs[a] - costs[b]
            moves += 1
            if change <= 0 or chance.random() < math.exp(-change / temperature):
                teams[a], teams[b], (costs[a], costs[b]) = one, other, after
                now += change
                if now < least:
                    best, least = [*teams], now
    return plain.allocation(best)


def _moved(chance: Random, mine: list[int], theirs: list[int]) -> tuple[list[int], list[int]]:
    one, other = [*mine], [*theirs]
    if one and other and chance.random() < 0.8:
        a, b = chance.randrange(len(one)), chance.randrange(len(other))
        one[a], other[b] = other[b], one[a]
    elif one:
        other.append(one.pop(chance.randrange(len(one))))
    return one, other


def genetic(instance: Instance, limit: float) -> Allocation:
    """Orders of all pupils, dealt out to teams; better ones are crossed, a few pupils swapped."""
    plain, chance, begun = Plain(instance), Random(0), time.process_time()  # noqa: S311
    pupils = range(len(instance.pupils))
    living = [_weighed(plain, chance.sample(pupils, len(pupils))) for _ in range(PARENTS)]
    while time.process_time() - begun < limit:
        mother, father = (min(chance.sample(living, CHOSEN_OF)) for _ in range(2))
        child = _crossed(chance, mother[1], father[1])
        for _ in range(chance.randrange(MUTATED)):
            a, b = chance.sample(pupils, 2)
            child[a], child[b] = child[b], child[a]
        living.remove(max(chance.sample(living, CHOSEN_OF)))
        living.append(_weighed(plain, child))
    return plain.allocation(plain.filled(min(living)[1]))


def _weighed(plain: Plain, order: list[int]) -> tuple[int, list[int]]:
    teams = plain.filled(order)
    return sum(plain.cost(own, team) for team, own in enumerate(teams)), order


def _crossed(chance: Random, mother: list[int], father: list[int]) -> list[int]:
    """A stretch of the mother's order where it stood, the others in the father's order."""
    first, last = sorted(chance.sample(range(len(mother) + 1), 2))
    kept = set(mother[first:last])
    others = [each for each in father if each not in kept]
    return [*others[:first], *mother[first:last], *others[first:]]


PEERS: dict[str, Callable[[Instance, float], Allocation]] = {
    "annealing": annealing,
    "genetic": genetic,
}
