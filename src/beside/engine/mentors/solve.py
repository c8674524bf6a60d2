"""The best placement of an instance, by the method that fits it."""

from collections import Counter

from beside.engine import certificate, lp
from beside.engine.mentors import flow
from beside.engine.mentors.instance import Allocation, Instance
from beside.engine.mentors.model import model, objective
from beside.engine.solution import Solution, Status


def solve(instance: Instance, *, limit: float = 60.0, seed: int = 0) -> Solution[Allocation]:
    """Place as many pupils as can be, at the least cost, within `limit` seconds.

    Without families it is a flow, proven best; with them a linear program. Leaving everybody out is
    always allowed, so there is always an allocation.
    """
    return _with_families(instance, limit, seed) if instance.families else flow.solve(instance)


def _with_families(instance: Instance, limit: float, seed: int) -> Solution[Allocation]:
    written = model(instance)
    chosen = lp.solve(written, limit=limit, seed=seed)
    if chosen.taken is None:
        allocation = _together(instance, flow.solve(instance).allocation)
    else:
        pairs = zip(instance.pairs, chosen.taken, strict=False)
        allocation = {pair.pupil: pair.mentor for pair, n in pairs if n}
    cost, least = objective(instance, allocation), certificate.bound(written, chosen.prices)
    status = Status.OPTIMAL if cost == least else Status.FEASIBLE
    return Solution(status, allocation, (cost,), (least,), (chosen.prices,))


def _together(instance: Instance, allocation: Allocation) -> Allocation:
    """The same but for members of a family who are elsewhere than most of it: they have nobody."""
    left_out = set()
    for keys in instance.families.values():
        mentors = Counter(allocation[key] for key in keys if key in allocation)
        kept = max(sorted(mentors), key=mentors.__getitem__, default="")
        left_out |= {key for key in keys if allocation.get(key, kept) != kept}
    return {key: mentor for key, mentor in allocation.items() if key not in left_out}
