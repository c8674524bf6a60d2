"""The linear models of an instance, one a stage: what earlier objectives reached is kept."""

from collections.abc import Sequence
from typing import Protocol

from beside.engine.linear import Model, Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.constraints import (
    after,
    away,
    blocked,
    course,
    due,
    offered,
    one_at_a_time,
    required,
    seats,
    years,
)
from beside.engine.sessions.instance import Allocation, Instance
from beside.engine.sessions.objectives import asked, company, first, nothing, ranks, short


class Objective(Protocol):
    """What a file of `objectives` says of itself."""

    NAME: str

    def value(self, instance: Instance, allocation: Allocation, /) -> int:
        """What an allotment costs by it."""

    def constant(self, instance: Instance, /) -> int:
        """The value where nobody has a place."""

    def costs(self, columns: Columns, /) -> dict[int, int]:
        """What a column changes of it."""


CONSTRAINTS = (
    *(due, one_at_a_time, seats, blocked, years),
    *(after, away, offered, course, required),
)
OBJECTIVES: tuple[Objective, ...] = (short, nothing, first, asked, ranks)
# Where all objectives weighed like this are least it is near where each before the next is.
WEIGHTS = (9000, 3000, 1000, 4, 1)


def objectives(instance: Instance) -> tuple[Objective, ...]:
    """The objectives of an instance: company is one of them where somebody named somebody."""
    return (*OBJECTIVES, company) if instance.friends else OBJECTIVES


def rows(columns: Columns) -> tuple[Row, ...]:
    """What every rule says of itself, and the objective that has choices of its own."""
    return tuple(row for each in (*CONSTRAINTS, asked) for row in each.terms(columns))


def stage(columns: Columns, kept: tuple[Row, ...], reached: Sequence[int]) -> Model:
    """The model of the objective after those that are `reached`, which it may not worsen.

    What company says of itself is there in its own stage alone: so what proves the others tells
    nothing of who named whom.
    """
    earlier = zip(OBJECTIVES, reached, strict=False)
    own = [_held(columns, objective, value) for objective, value in earlier]
    objective = objectives(columns.instance)[len(reached)]
    if objective is company:
        own += company.terms(columns)
    costs = objective.costs(columns)
    return Model(
        costs=tuple(costs.get(column, 0) for column in range(len(columns.limits))),
        rows=(*kept, *own),
        constant=objective.constant(columns.instance),
        limits=columns.limits,
    )


def near(columns: Columns) -> list[int]:
    """What every column costs by all objectives together, an earlier one weighing more."""
    found = [0] * len(columns.limits)
    for weight, objective in zip(WEIGHTS, OBJECTIVES, strict=True):
        for column, cost in objective.costs(columns).items():
            found[column] += weight * cost
    return found


def _held(columns: Columns, objective: Objective, value: int) -> Row:
    costs = objective.costs(columns)
    most = value - objective.constant(columns.instance)
    return Row(objective.NAME, "", tuple(costs), tuple(costs.values()), most)


def values(instance: Instance, allocation: Allocation) -> tuple[int, ...]:
    """What an allotment costs by each objective, the first first."""
    return tuple(each.value(instance, allocation) for each in objectives(instance))
