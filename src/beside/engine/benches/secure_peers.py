"""What else could allot sessions: one pupil after the other, and CP-SAT."""

from collections.abc import Callable
from random import Random

from ortools.sat.python import cp_model

from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance
from beside.engine.sessions.model import OBJECTIVES, rows
from beside.engine.sessions.objectives.ranks import LAST
from beside.engine.sessions.seating import seated
from beside.engine.sessions.serial import serial


def serial_dictatorship(instance: Instance, _limit: float) -> Allocation:
    """Pupils in any order, each takes what is free of their list, then open sessions."""
    return serial(instance, Random(0).sample(instance.pupils, len(instance.pupils)))  # noqa: S311


def weights(instance: Instance) -> tuple[int, ...]:
    """How much each objective counts where they are one number: more than all later together."""
    found = [1, LAST * sum(each.due for each in instance.pupils) + 1]
    for objective in reversed(OBJECTIVES[1:-1]):
        found.append(found[-1] * (objective.constant(instance) + 1))
    return tuple(reversed(found))


def cp_sat(instance: Instance, limit: float) -> Allocation:
    """The linear rows as they are and the objectives as one, given to CP-SAT on one processor.

    Its 64 bits hold that number up to some 4,000 pupils; for more it gives nothing.
    """
    columns, solver = Columns(instance), cp_model.CpSolver()
    program = cp_model.CpModel()
    taken = [program.new_int_var(0, most, "") for most in columns.limits]
    for row in rows(columns):
        terms = zip(row.columns, row.coefficients, strict=True)
        program.add(sum(taken[c] * coefficient for c, coefficient in terms) <= row.most)
    costs = [each.costs(columns) for each in OBJECTIVES]
    program.minimize(
        sum(
            weight * sum(taken[c] * cost for c, cost in each.items())
            for weight, each in zip(weights(instance), costs, strict=True)
        )
    )
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = limit, 1
    if solver.solve(program) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}
    return seated(columns, [solver.value(each) for each in taken])


PEERS: dict[str, Callable[[Instance, float], Allocation]] = {
    "serial-dictatorship": serial_dictatorship,
    "cp-sat": cp_sat,
}
