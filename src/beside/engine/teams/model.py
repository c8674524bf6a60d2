"""The linear model of an instance, made of what every rule and objective says of itself."""

from beside.engine.linear import Model
from beside.engine.teams.columns import Columns
from beside.engine.teams.constraints import apart, once, pinned, size, together
from beside.engine.teams.instance import Allocation, Instance
from beside.engine.teams.objectives import friend, mix, wish

CONSTRAINTS = (once, size, apart, together, pinned)
OBJECTIVES = (friend, wish, mix)


def model(instance: Instance) -> Model:
    """Every pupil in every team, at what it costs: for small instances."""
    columns = Columns(instance)
    costs: dict[int, int] = {}
    for objective in OBJECTIVES:
        costs |= objective.costs(columns)
    return Model(
        costs=tuple(costs[column] for column in range(columns.count)),
        rows=tuple(row for each in (*CONSTRAINTS, *OBJECTIVES) for row in each.terms(columns)),
    )


def objective(instance: Instance, allocation: Allocation) -> int:
    """What teams cost by all objectives."""
    return sum(each.value(instance, allocation) for each in OBJECTIVES)
