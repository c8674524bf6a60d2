"""Allotting the sessions of a cycle, one objective after the other."""

from collections.abc import Iterator
from typing import NamedTuple

from beside.engine import certificate, lp
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance
from beside.engine.sessions.model import near, objectives, rows, stage, values
from beside.engine.sessions.seating import seated
from beside.engine.sessions.serial import begun
from beside.engine.sessions.verify import violations
from beside.engine.solution import Solution, Status
from beside.engine.watching import NOBODY, Log, Watch


class Stage(NamedTuple):
    """What one objective came to, with those before it held: what was chosen, and its bound."""

    allocation: Allocation
    prices: tuple[int, ...]
    bound: int
    status: Status


def solve(
    instance: Instance, *, limit: float = 120.0, seed: int = 0, watch: Watch = NOBODY
) -> Solution[Allocation]:
    """Allot seats: nobody short, nobody with nothing, first wishes, second places, ranks, company.

    Within `limit` seconds; where they run out or the watch stops it, the later objectives have no
    bound yet. Not all rules can be kept at once where the status is `INFEASIBLE`.
    """
    log, first = Log(watch), begun(instance)
    found = [] if violations(instance, first) else [first]
    for each in found:
        log.tell(values(instance, each), ())
    stages = list(_stages(instance, limit, seed, log))
    solved = [each for each in stages if each.status == Status.FEASIBLE]
    found += [each.allocation for each in solved]
    if not found:
        return Solution(stages[-1].status, {}, (), ())
    allocation = min(reversed(found), key=lambda each: values(instance, each))
    cost, bounds = values(instance, allocation), tuple(each.bound for each in solved)
    status = Status.OPTIMAL if cost == bounds else Status.FEASIBLE
    prices = tuple(each.prices for each in solved)
    return Solution(status, allocation, cost, bounds, prices, tuple(log.steps))


def _stages(instance: Instance, limit: float, seed: int, log: Log) -> Iterator[Stage]:
    """Each objective in turn, from where all of them weighed together are least."""
    columns = Columns(instance)
    kept, reached, bounds = rows(columns), list[int](), list[int]()
    model = stage(columns, kept, ())
    program = lp.Program(model, limit=limit - log.seconds, seed=seed, is_over=log.is_over)
    program.approach(near(columns))
    for _ in objectives(instance):
        model = stage(columns, kept, reached)
        taken, prices, status = program.solve(model)
        bounds.append(certificate.bound(model, prices))
        allocation = {} if taken is None else seated(columns, taken)
        yield Stage(allocation, prices, bounds[-1], status)
        if taken is None:
            return
        cost = values(instance, allocation)
        reached.append(cost[len(reached)])
        log.tell(cost, tuple(bounds))
        if log.watch.is_stopped():
            return
