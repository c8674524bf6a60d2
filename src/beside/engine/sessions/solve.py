"""Allotting the sessions of a cycle, one objective after the other."""

import time
from collections.abc import Iterator
from typing import NamedTuple

from beside.engine import certificate, lp
from beside.engine.linear import Model
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance
from beside.engine.sessions.model import OBJECTIVES, rows, stage, values
from beside.engine.sessions.seating import seated
from beside.engine.solution import Solution, Status, Step


class Stage(NamedTuple):
    """What one objective came to, with those before it held, after so many seconds."""

    model: Model
    chosen: lp.Chosen
    seconds: float


def solve(instance: Instance, *, limit: float = 120.0, seed: int = 0) -> Solution[Allocation]:
    """Allot seats: nobody short, then most first wishes, then what was ranked higher.

    Within `limit` seconds; where they run out, the later objectives have no bound yet. Not all
    rules can be kept at once where the status is `INFEASIBLE`.
    """
    columns = Columns(instance)
    stages = list(_stages(columns, limit, seed))
    solved = [each for each in stages if each.chosen.taken is not None]
    if not solved:
        return Solution(stages[-1].chosen.status, {}, (), ())
    allocation = seated(columns, solved[-1].chosen.taken or [])
    bounds = tuple(certificate.bound(each.model, each.chosen.prices) for each in solved)
    cost = values(instance, allocation)
    return Solution(
        Status.OPTIMAL if cost == bounds else Status.FEASIBLE,
        allocation,
        cost,
        bounds,
        tuple(each.chosen.prices for each in solved),
        tuple(_steps(solved, bounds)),
    )


def _stages(columns: Columns, limit: float, seed: int) -> Iterator[Stage]:
    begun, kept, reached = time.monotonic(), rows(columns), list[int]()
    for _ in OBJECTIVES:
        model = stage(columns, kept, reached)
        chosen = lp.solve(model, limit=limit - (time.monotonic() - begun), seed=seed)
        yield Stage(model, chosen, time.monotonic() - begun)
        if chosen.taken is None:
            return
        reached.append(model.cost(chosen.taken))


def _steps(solved: list[Stage], bounds: tuple[int, ...]) -> Iterator[Step]:
    reached = tuple(each.model.cost(each.chosen.taken or ()) for each in solved)
    for n, each in enumerate(solved, 1):
        yield Step(each.seconds, reached[:n], bounds[:n])
