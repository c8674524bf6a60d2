"""Linear models given to CP-SAT: proof for small instances, and whether rules can be kept at all.

CP-SAT of OR-Tools (Perron and Furnon) proves what swapping cannot: that nothing is better, or that
nothing is possible.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ortools.sat.python import cp_model

from beside.engine.linear import Model, Row
from beside.engine.solution import Status

STATUS = {
    cp_model.OPTIMAL: Status.OPTIMAL,
    cp_model.FEASIBLE: Status.FEASIBLE,
    cp_model.INFEASIBLE: Status.INFEASIBLE,
}


class Found(NamedTuple):
    """How far the solver came, what is taken, and what nothing can cost less than."""

    status: Status
    taken: tuple[int, ...]
    bound: int


def solve(model: Model, *, limit: float, seed: int, hint: Mapping[int, int] | None = None) -> Found:
    """The cheapest choices within `limit` seconds on one processor, beginning at `hint`."""
    program = cp_model.CpModel()
    columns = [program.new_bool_var("") for _ in model.costs]
    _limit(program, columns, model.rows)
    for column, value in (hint or {}).items():
        program.add_hint(columns[column], value)
    terms = zip(columns, model.costs, strict=True)
    program.minimize(sum(column * cost for column, cost in terms if cost) + model.constant)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, seed
    solver.parameters.max_time_in_seconds = max(0.01, limit)
    status = STATUS.get(solver.solve(program), Status.UNKNOWN)
    if status not in (Status.OPTIMAL, Status.FEASIBLE):
        return Found(status, (), 0)
    taken = tuple(int(solver.value(each)) for each in columns)
    return Found(status, taken, round(solver.best_objective_bound))


def _limit(
    program: cp_model.CpModel, columns: Sequence[cp_model.IntVar], rows: Iterable[Row]
) -> None:
    for row in rows:
        own = [columns[column] for column in row.columns]
        program.add(cp_model.LinearExpr.weighted_sum(own, row.coefficients) <= row.most)
