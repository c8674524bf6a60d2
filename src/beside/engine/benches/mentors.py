"""Mentors: the engine beside SciPy's assignment, stable matching, and CP-SAT at equal time."""

from collections.abc import Iterator
from functools import partial

from beside.engine.benches import mentor_peers
from beside.engine.benches.lines import Method, Outcome
from beside.engine.mentors.generated import generated
from beside.engine.mentors.instance import Allocation, Instance
from beside.engine.mentors.model import objective
from beside.engine.mentors.solve import solve
from beside.engine.mentors.verify import proven, violations
from beside.engine.solution import Solution

PUPILS_OF_A_MENTOR = 23 / 3


def instances(size: int, seed: int) -> Iterator[tuple[str, Instance]]:
    """By name: pairs alone, and with families, vetoes and checks."""
    mentors = round(size / PUPILS_OF_A_MENTOR)
    for name, rules in (("pairs", False), ("rules", True)):
        yield name, generated(size, mentors, rules=rules, seed=seed)


def methods(instance: Instance, *, limit: float, seed: int, peers: bool) -> Iterator[Method]:
    """The engine, and its peers where asked for."""

    def judge(found: Allocation) -> Outcome:
        broken = len(violations(instance, found))
        return Outcome("feasible", objective(instance, found), None, "none", broken)

    def judge_own(found: Solution[Allocation]) -> Outcome:
        checked = "checked" if proven(instance, found) else "none"
        broken = len(violations(instance, found.allocation))
        return Outcome(found.status, found.objective[0], found.bound[0], checked, broken)

    yield Method("beside", lambda: solve(instance, limit=limit, seed=seed), judge_own)
    for name, peer in mentor_peers.PEERS.items() if peers else ():
        yield Method(name, partial(peer, instance, limit), judge)
