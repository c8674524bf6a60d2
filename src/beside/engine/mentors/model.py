"""The linear model of an instance, made of what every rule and objective says of itself."""

from beside.engine.linear import Model
from beside.engine.mentors.columns import Columns
from beside.engine.mentors.constraints import (
    checks,
    chosen,
    ended,
    older,
    one_each,
    room,
    siblings,
    veto,
)
from beside.engine.mentors.instance import Allocation, Instance, Pair
from beside.engine.mentors.objectives import knows, shared, wish

CONSTRAINTS = (one_each, room, checks, older, veto, ended, siblings, chosen)
OBJECTIVES = (wish, knows, shared)
DEAREST = wish.NOT_ASKED + knows.STRANGER + 2 * shared.APART


def pair_cost(pair: Pair) -> int:
    """What a pair costs by all objectives, between 0 and `DEAREST`."""
    return sum(objective.cost(pair) for objective in OBJECTIVES)


def alone_cost(instance: Instance) -> int:
    """What it costs to leave one pupil out: more than the dearest pairs of all pupils together."""
    return DEAREST * len(instance.pupils) + 1


def model(instance: Instance) -> Model:
    """The pairs come first, in their order; taking none costs `alone_cost` for each pupil."""
    alone, columns = alone_cost(instance), Columns(instance)
    pairs = tuple(pair_cost(pair) - alone for pair in instance.pairs)
    return Model(
        costs=pairs + (0,) * len(columns.families),
        rows=tuple(row for rule in CONSTRAINTS for row in rule.terms(columns)),
        constant=alone * len(instance.pupils),
    )


def objective(instance: Instance, allocation: Allocation) -> int:
    """What an allocation costs: first pupils left out, then what its pairs cost."""
    paid = sum(pair_cost(instance.pair[pair]) for pair in allocation.items())
    return paid + alone_cost(instance) * (len(instance.pupils) - len(allocation))
