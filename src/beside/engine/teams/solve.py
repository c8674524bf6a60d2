"""The best teams of an instance: proven where it is small, else by swapping, with a bound."""

import time
from collections import defaultdict
from random import Random

from beside.engine import certificate, lp
from beside.engine.linear import Model
from beside.engine.solution import Solution, Status, Step
from beside.engine.teams import exact, relaxation
from beside.engine.teams.annealing import Pace, anneal
from beside.engine.teams.arrays import Arrays
from beside.engine.teams.columns import Columns
from beside.engine.teams.instance import Allocation, Instance
from beside.engine.teams.model import CONSTRAINTS, model, objective
from beside.engine.teams.settling import settled
from beside.engine.teams.verify import violations
from beside.engine.watching import NOBODY, Watch

# So many places of pupils in teams are proven best in a moment.
SMALL = 40
# After so many rounds longer swapping finds little more.
ROUNDS = 20_000
STEPS = 50
# Of the time that is left, the rest is for settling.
SWAPPING = 0.9


def solve(
    instance: Instance,
    *,
    limit: float = 60.0,
    seed: int = 0,
    rounds: int = ROUNDS,
    watch: Watch = NOBODY,
) -> Solution[Allocation]:
    """Form teams at the least cost, within `limit` seconds of the processor.

    The same seed and rounds give the same teams wherever the limit is not reached. Not all rules
    can be kept at once where the status is `INFEASIBLE`.
    """
    begun = time.monotonic()
    written = relaxation.model(instance)
    relaxed = lp.solve(written, limit=limit, seed=seed)
    if relaxed.taken is None:
        return Solution(relaxed.status, {}, (), ())
    least = certificate.bound(written, relaxed.prices)
    if len(instance.pupils) * len(instance.teams) <= SMALL:
        return _small(instance, limit, seed, relaxed.prices)
    run = _Run(instance, seed, least, watch, begun, limit)
    allocation = run.swapped(_dealt(instance, relaxed.taken, seed), rounds)
    if violations(instance, allocation):
        found = _possible(instance, allocation, run.left, seed)
        if not found.taken:
            return Solution(found.status, {}, (), ())
        allocation = run.swapped(_taken(instance, found.taken), rounds)
    cost = objective(instance, allocation)
    status = Status.OPTIMAL if cost == least else Status.FEASIBLE
    return Solution(status, allocation, (cost,), (least,), (relaxed.prices,), tuple(run.steps))


class _Run:
    """Swapping, told to a watch as it goes on."""

    def __init__(
        self, instance: Instance, seed: int, least: int, watch: Watch, begun: float, limit: float
    ) -> None:
        self.arrays, self.seed, self.least, self.watch = Arrays(instance), seed, least, watch
        self.begun, self.limit, self.steps = begun, limit, list[Step]()

    @property
    def left(self) -> float:
        return max(0.1, self.limit - (time.monotonic() - self.begun))

    def swapped(self, allocation: Allocation, rounds: int) -> Allocation:
        members, told = self.arrays.members(allocation), 0
        for each in anneal(
            self.arrays, members, Pace(rounds, SWAPPING * self.left), seed=self.seed
        ):
            members = each.members
            if each.spent * STEPS >= told:
                told += 1
                self._tell(each.cost)
                if self.watch.is_stopped():
                    break
        return self.arrays.allocation(settled(self.arrays, members))

    def _tell(self, cost: int) -> None:
        step = Step(time.monotonic() - self.begun, (cost,), (self.least,))
        self.steps.append(step)
        self.watch.tell(step)


def _small(
    instance: Instance, limit: float, seed: int, prices: tuple[int, ...]
) -> Solution[Allocation]:
    found = exact.solve(model(instance), limit=limit, seed=seed)
    if not found.taken:
        return Solution(found.status, {}, (), ())
    allocation = _taken(instance, found.taken)
    cost = objective(instance, allocation)
    return Solution(found.status, allocation, (cost,), (found.bound,), (prices,))


def _possible(instance: Instance, near: Allocation, limit: float, seed: int) -> exact.Found:
    """Whether every rule can be kept at all, beginning at teams that keep most of them."""
    columns = Columns(instance)
    hint = {column: int(near.get(key) == team) for (key, team), column in columns.places.items()}
    return exact.solve(rules(instance), limit=limit, seed=seed, hint=hint)


def rules(instance: Instance) -> Model:
    """The rules alone: places of pupils in teams, at no cost."""
    columns = Columns(instance)
    kept = tuple(row for rule in CONSTRAINTS for row in rule.terms(columns))
    return Model(costs=(0,) * len(columns.places), rows=kept)


def _taken(instance: Instance, taken: tuple[int, ...]) -> Allocation:
    return {key: team for (key, team), n in Columns(instance).places.items() if taken[n]}


def _dealt(instance: Instance, taken: list[int], seed: int) -> Allocation:
    """Pupils of every challenge dealt out to its teams, fewest members first."""
    found = {each.key: each.team for each in instance.pupils if each.team}
    held: defaultdict[str, int] = defaultdict(int)
    for pinned in found.values():
        held[pinned] += 1
    pairs = [pair for pair, n in zip(relaxation.columns(instance), taken, strict=True) if n]
    Random(seed).shuffle(pairs)  # noqa: S311
    for pupil, challenge in (each for each in pairs if each[0] not in found):
        teams = [each for each in instance.teams if each.challenge == challenge]
        team = min(teams, key=lambda each: (held[each.key] >= each.most, held[each.key]))
        found[pupil] = team.key
        held[team.key] += 1
    return found
