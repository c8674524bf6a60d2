"""The best choices of a linear model: linear programming, branching on what stays fractional.

The model is solved as if choices could be taken in part. Where some are, those alone are made whole
and it is solved again; only where that leaves others in parts is every choice made whole. Its dual
values become the prices that prove a bound. Solved by HiGHS (Huangfu and Hall, Parallelizing the
dual revised simplex method, Mathematical Programming Computation 10, 2018).
"""

import time
from collections.abc import Iterator
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

from beside.engine.certificate import SCALE
from beside.engine.linear import Model
from beside.engine.solution import Status

WHOLE = 1e-6
Floats = NDArray[np.float64]


class Chosen(NamedTuple):
    """How often each column is taken, or None and why; and the prices of the rows."""

    taken: list[int] | None
    prices: tuple[int, ...]
    status: Status


def solve(model: Model, *, limit: float, seed: int = 0) -> Chosen:
    """Solve a model within `limit` seconds on one processor.

    The same seed gives the same choices wherever the limit is not reached.
    """
    if not model.costs:
        return Chosen([], (0,) * len(model.rows), Status.FEASIBLE)
    until = time.monotonic() + limit
    solver = _solver(model, seed)
    values = _run(solver, until)
    prices = _prices(solver) if values is not None else (0,) * len(model.rows)
    for columns in _branching(model):
        split = set() if values is None else _fractional(values)
        if not split:
            break
        for column in columns or sorted(split):
            solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        values = _run(solver, until)
    if values is None or _fractional(values):
        return Chosen(None, prices, _why_none(solver))
    return Chosen(np.rint(values).astype(np.int64).tolist(), prices, Status.FEASIBLE)


def _why_none(solver: highspy.Highs) -> Status:
    is_infeasible = solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible
    return Status.INFEASIBLE if is_infeasible else Status.UNKNOWN


def _branching(model: Model) -> Iterator[range | None]:
    """Make whole what is in parts, twice, and then everything."""
    yield from (None, None, range(len(model.costs)))


def _fractional(values: Floats) -> set[int]:
    return set(np.flatnonzero(np.abs(values - np.round(values)) > WHOLE).tolist())


def _run(solver: highspy.Highs, until: float) -> Floats | None:
    solver.setOptionValue("time_limit", solver.getRunTime() + max(0.0, until - time.monotonic()))
    solver.run()
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    return np.array(solver.getSolution().col_value)


def _prices(solver: highspy.Highs) -> tuple[int, ...]:
    duals = -np.array(solver.getSolution().row_dual)
    return tuple(np.rint(np.maximum(duals, 0) * SCALE).astype(np.int64).tolist())


def _solver(model: Model, seed: int) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", seed),
        ("mip_rel_gap", 0.0),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_linear_program(model))
    return solver


def _linear_program(model: Model) -> highspy.HighsLp:
    """Rows upon rows, each at most its limit; every column between 0 and its limit."""
    program = highspy.HighsLp()
    columns, rows = len(model.costs), len(model.rows)
    program.num_col_, program.num_row_ = columns, rows
    program.col_cost_ = np.array(model.costs, dtype=np.float64)
    program.col_lower_, program.col_upper_ = (
        np.zeros(columns),
        np.array(model.most, dtype=np.float64),
    )
    program.row_lower_ = np.full(rows, -highspy.kHighsInf)
    program.row_upper_ = np.array([row.most for row in model.rows], dtype=np.float64)
    starts = np.cumsum([0, *(len(row.columns) for row in model.rows)])
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = starts
    program.a_matrix_.index_ = np.array([c for row in model.rows for c in row.columns])
    program.a_matrix_.value_ = np.array(
        [c for row in model.rows for c in row.coefficients], dtype=np.float64
    )
    return program
