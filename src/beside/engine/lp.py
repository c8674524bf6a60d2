"""The best choices of a linear model: linear programming, branching on what stays fractional.

The model is solved as if choices could be taken in part. Where some are, it is solved again around
them alone with whole choices, everything else held. Where that is not as good, those alone are made
whole, and only where that leaves others in parts is every choice made whole. Its dual
values become the prices that prove a bound. Solved by HiGHS (Huangfu and Hall, Parallelizing the
dual revised simplex method, Mathematical Programming Computation 10, 2018).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

import highspy
import numpy as np
from highspy import _core
from numpy.typing import NDArray

from beside.engine.certificate import SCALE
from beside.engine.linear import Model, Row
from beside.engine.solution import Status

WHOLE = 1e-6
# A row of more columns, and of more than this share of all, ties everything to everything.
MANY, SHARE = 1000, 0.1
# So many seconds lie between two looks at whether a run shall end.
PULSE = 0.5
DUAL, PRIMAL = 1, 4
Floats = NDArray[np.float64]


class Chosen(NamedTuple):
    """How often each column is taken, or None and why; and the prices of the rows."""

    taken: list[int] | None
    prices: tuple[int, ...]
    status: Status


def never() -> bool:
    """Nobody ends the run."""
    return False


def solve(
    model: Model, *, limit: float, seed: int = 0, is_over: Callable[[], bool] = never
) -> Chosen:
    """Solve a model within `limit` seconds on one processor, or until `is_over`.

    The same seed gives the same choices wherever the limit is not reached.
    """
    return Program(model, limit=limit, seed=seed, is_over=is_over).solve(model)


class Program:
    """A model that is solved for one objective after the other, each from where the last ended.

    A basis that is best by one objective and keeps the rows is where the primal simplex method
    begins for the next (Maros, Computational Techniques of the Simplex Method, 2003, chapter 9).
    """

    def __init__(
        self, model: Model, *, limit: float, seed: int = 0, is_over: Callable[[], bool] = never
    ) -> None:
        self._until = time.monotonic() + limit
        # Highs itself prints two lines when it is made.
        self._solver = _core._Highs()
        _set(self._solver, output_flag=False, threads=1, random_seed=seed, mip_rel_gap=0.0)
        self._pulse = _Pulse(is_over)
        self._pulse.listen(self._solver)
        self._solver.passModel(_linear_program(model))
        self._rows = len(model.rows)

    def approach(self, costs: Sequence[int]) -> None:
        """Begin where these costs are least: near what comes after."""
        self._cost(costs)
        self._run()

    def solve(self, model: Model) -> Chosen:
        """The best choices of a model of the same columns, with the same rows first."""
        if not model.costs:
            return Chosen([], (0,) * len(model.rows), Status.FEASIBLE)
        self._change(model)
        values = self._run()
        prices = _prices(self._solver) if values is not None else (0,) * len(model.rows)
        if values is not None and _fractional(values):
            values = self._mended(model, values)
        for columns in _branching(model):
            split = set() if values is None else _fractional(values)
            if not split:
                break
            self._make_whole(columns or sorted(split))
            values = self._run()
        if values is None or _fractional(values):
            return Chosen(None, prices, _why_none(self._solver))
        return Chosen(np.rint(values).astype(np.int64).tolist(), prices, Status.FEASIBLE)

    def _mended(self, model: Model, values: Floats) -> Floats:
        """As good and whole by changing only what shares a row with what is in parts, or `values`.

        Where the next objective begins is where this one ended, whatever is tried here.
        """
        basis, free = self._solver.getBasis(), _beside(model, _fractional(values))
        held = np.setdiff1d(np.arange(len(values)), free)
        self._bound(held, np.rint(values[held]), np.rint(values[held]))
        self._make_whole(free.tolist())
        found = self._run()
        self._bound(held, np.zeros(len(held)), np.array(model.most, dtype=np.float64)[held])
        self._make_parts(len(values))
        self._solver.setBasis(basis)
        costs = np.array(model.costs)
        return values if found is None or costs @ found > costs @ values + WHOLE else found

    def _bound(self, columns: NDArray[np.int64], least: Floats, most: Floats) -> None:
        self._solver.changeColsBounds(len(columns), columns.astype(np.int32), least, most)

    def _make_parts(self, count: int) -> None:
        columns = np.arange(count, dtype=np.int32)
        parts = np.full(count, highspy.HighsVarType.kContinuous)
        self._solver.changeColsIntegrality(count, columns, parts)

    def _change(self, model: Model) -> None:
        _set(self._solver, simplex_strategy=PRIMAL if self._solver.getBasis().valid else DUAL)
        self._make_parts(len(model.costs))
        self._cost(model.costs)
        for row in model.rows[self._rows :]:
            self._add(row)
        self._rows = len(model.rows)

    def _cost(self, costs: Sequence[int]) -> None:
        columns = np.arange(len(costs), dtype=np.int32)
        self._solver.changeColsCost(len(costs), columns, np.array(costs, dtype=np.float64))

    def _add(self, row: Row) -> None:
        columns = np.array(row.columns, dtype=np.int32)
        coefficients = np.array(row.coefficients, dtype=np.float64)
        self._solver.addRow(-highspy.kHighsInf, row.most, len(columns), columns, coefficients)

    def _make_whole(self, columns: Sequence[int]) -> None:
        for column in columns:
            self._solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)

    def _run(self) -> Floats | None:
        left = max(0.0, self._until - time.monotonic())
        _set(self._solver, time_limit=self._solver.getRunTime() + left)
        self._solver.run()
        if self._pulse.fault:
            raise self._pulse.fault
        found = self._solver.getInfo().primal_solution_status
        if found != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return np.array(self._solver.getSolution().col_value)


def _set(solver: _core._Highs, **options: float) -> None:
    for name, value in options.items():
        solver.setOptionValue(name, value)


class _Pulse:
    """Asks every `PULSE` seconds whether a solver shall end, and has it end for good if so.

    What goes wrong while it asks is kept: no exception finds its way through the solver.
    """

    def __init__(self, is_over: Callable[[], bool]) -> None:
        self._is_over, self._asked, self._has_ended = is_over, time.monotonic(), False
        self.fault: Exception | None = None

    def __call__(self, _kind: Any, _message: str, _out: Any, answer: Any, _data: Any) -> None:
        if not self._has_ended and time.monotonic() - self._asked >= PULSE:
            self._has_ended, self._asked = self._ask(), time.monotonic()
        answer.user_interrupt = self._has_ended

    def _ask(self) -> bool:
        try:
            return self._is_over()
        except Exception as fault:
            self.fault = fault
            return True

    def listen(self, solver: _core._Highs) -> None:
        """Be asked by a solver whether it shall go on."""
        solver.setCallback(self, None)
        for kind in (
            highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt,
            highspy.cb.HighsCallbackType.kCallbackIpmInterrupt,
            highspy.cb.HighsCallbackType.kCallbackMipInterrupt,
        ):
            solver.startCallback(kind)


def _why_none(solver: _core._Highs) -> Status:
    is_infeasible = solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible
    return Status.INFEASIBLE if is_infeasible else Status.UNKNOWN


def _beside(model: Model, split: set[int]) -> NDArray[np.int64]:
    """The columns that share a row with one of `split`."""
    widest = max(MANY, SHARE * len(model.costs))
    rows = (row.columns for row in model.rows if len(row.columns) <= widest)
    found = [each for each in rows if not split.isdisjoint(each)]
    return np.unique(np.concatenate([[*split], *found])).astype(np.int64)


def _branching(model: Model) -> Iterator[range | None]:
    """Make whole what is in parts, twice, and then everything."""
    yield from (None, None, range(len(model.costs)))


def _fractional(values: Floats) -> set[int]:
    return set(np.flatnonzero(np.abs(values - np.round(values)) > WHOLE).tolist())


def _prices(solver: _core._Highs) -> tuple[int, ...]:
    duals = -np.array(solver.getSolution().row_dual)
    return tuple(np.rint(np.maximum(duals, 0) * SCALE).astype(np.int64).tolist())


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
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *(len(row.columns) for row in model.rows)])
    program.a_matrix_.index_ = _flat(row.columns for row in model.rows)
    program.a_matrix_.value_ = _flat(row.coefficients for row in model.rows).astype(np.float64)
    return program


def _flat(numbers: Iterator[Sequence[int]]) -> NDArray[np.int32]:
    return np.fromiter(chain.from_iterable(numbers), dtype=np.int32)
