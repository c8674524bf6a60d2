"""Teams: the engine beside simulated annealing and a genetic algorithm, at equal processor time."""

from collections.abc import Iterator
from functools import partial

from beside.engine.benches import team_peers
from beside.engine.benches.lines import Method, Outcome
from beside.engine.solution import Solution
from beside.engine.teams.generated import generated
from beside.engine.teams.instance import Allocation, Instance
from beside.engine.teams.model import objective
from beside.engine.teams.solve import solve
from beside.engine.teams.verify import proven, violations

WITHOUT_END = 10**9


def instances(size: int, seed: int) -> Iterator[tuple[str, Instance]]:
    """A year group of this size."""
    yield "season", generated(size, seed=seed)


def methods(instance: Instance, *, limit: float, seed: int, peers: bool) -> Iterator[Method]:
    """The engine, and its peers where asked for."""

    def judge(found: Allocation) -> Outcome:
        broken = len(violations(instance, found))
        return Outcome("feasible", objective(instance, found), None, "none", broken)

    def judge_own(found: Solution[Allocation]) -> Outcome:
        checked = "checked" if proven(instance, found) else "none"
        broken = len(violations(instance, found.allocation))
        return Outcome(found.status, found.objective[0], found.bound[0], checked, broken)

    def own() -> Solution[Allocation]:
        return solve(instance, limit=limit, seed=seed, rounds=WITHOUT_END)

    yield Method("beside", own, judge_own)
    for name, peer in team_peers.PEERS.items() if peers else ():
        yield Method(name, partial(peer, instance, limit), judge)
