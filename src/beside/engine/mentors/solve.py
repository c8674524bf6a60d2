"""The best placement of an instance, by the method that fits it."""

from collections import Counter
from functools import partial

from beside.engine import lp
from beside.engine.certificate import bound
from beside.engine.mentors import flow
from beside.engine.mentors.instance import Allocation, Instance
from beside.engine.mentors.model import model, objective
from beside.engine.mentors.settling import settled
from beside.engine.solution import Solution, Status
from beside.engine.watching import NOBODY, Log, Watch


def solve(
    instance: Instance, *, limit: float = 60.0, seed: int = 0, watch: Watch = NOBODY
) -> Solution[Allocation]:
    """Place as many pupils as can be, at the least cost, within `limit` seconds.

    Without families it is a flow, proven best; with them a linear program. Leaving everybody out is
    always allowed, so there is always an allocation.
    """
    log, written, flowed = Log(watch), model(instance), flow.solve(instance)
    allocation, proofs = _together(instance, flowed.allocation), [*flowed.prices]
    log.tell((objective(instance, allocation),), flowed.bound)
    if instance.families and not watch.is_stopped():
        left = limit - log.seconds
        chosen = lp.solve(written, limit=left, seed=seed, is_over=log.is_over)
        allocation = _better(instance, allocation, chosen)
        proofs.append(chosen.prices)
    cost, prices = objective(instance, allocation), max(proofs, key=partial(bound, written))
    least = bound(written, prices)
    log.tell((cost,), (least,))
    status = Status.OPTIMAL if cost == least else Status.FEASIBLE
    return Solution(status, allocation, (cost,), (least,), (prices,), tuple(log.steps))


def _better(instance: Instance, allocation: Allocation, chosen: lp.Chosen) -> Allocation:
    """What was chosen, if anything was and it costs less than an allocation."""
    pairs = zip(instance.pairs, chosen.taken or (), strict=False)
    found = {pair.pupil: pair.mentor for pair, n in pairs if n}
    return settled(instance, min(allocation, found, key=partial(objective, instance)))


def _together(instance: Instance, allocation: Allocation) -> Allocation:
    """The same but for members of a family who are elsewhere than most of it: they have nobody."""
    left_out = set()
    for keys in instance.families.values():
        mentors = Counter(allocation[key] for key in keys if key in allocation)
        kept = max(sorted(mentors), key=mentors.__getitem__, default="")
        left_out |= {key for key in keys if allocation.get(key, kept) != kept}
    left = {key: mentor for key, mentor in allocation.items() if key not in left_out}
    return settled(instance, left)
