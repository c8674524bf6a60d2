"""Choice time: the engine beside a serial dictatorship, which school systems use, and CP-SAT."""

from collections.abc import Iterator
from functools import partial

from beside.engine.benches import secure_peers
from beside.engine.benches.lines import Method, Outcome
from beside.engine.sessions.generated import generated
from beside.engine.sessions.instance import Allocation, Instance
from beside.engine.sessions.model import values
from beside.engine.sessions.solve import solve
from beside.engine.sessions.verify import proven, violations
from beside.engine.solution import Solution


def instances(size: int, seed: int) -> Iterator[tuple[str, Instance]]:
    """One cycle of a school of this size."""
    yield "cycle", generated(size, seed=seed)


def weighed(instance: Instance, objective: tuple[int, ...]) -> int:
    """The objectives as one number in which an earlier one counts more than all later together."""
    weights = secure_peers.weights(instance)
    return sum(weight * value for weight, value in zip(weights, objective, strict=True))


def methods(instance: Instance, *, limit: float, seed: int, peers: bool) -> Iterator[Method]:
    """The engine, and its peers where asked for."""

    def judge(found: Allocation) -> Outcome:
        cost = weighed(instance, values(instance, found))
        return Outcome("feasible", cost, None, "none", len(violations(instance, found)))

    def judge_own(found: Solution[Allocation]) -> Outcome:
        checked = "checked" if proven(instance, found) else "none"
        is_whole = len(found.bound) == len(found.objective) > 0
        cost = weighed(instance, values(instance, found.allocation))
        least = weighed(instance, found.bound) if is_whole else None
        broken = len(violations(instance, found.allocation))
        return Outcome(found.status, cost, least, checked, broken)

    yield Method("beside", lambda: solve(instance, limit=limit, seed=seed), judge_own)
    for name, peer in secure_peers.PEERS.items() if peers else ():
        yield Method(name, partial(peer, instance, limit), judge)
