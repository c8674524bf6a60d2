"""Checking an allocation and its proof without a solver."""

from beside.engine import certificate
from beside.engine.mentors.instance import Allocation, Instance
from beside.engine.mentors.model import CONSTRAINTS, model, objective
from beside.engine.solution import Solution, Violation


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Every rule that an allocation breaks, and for whom; none for one that stands."""
    return [each for rule in CONSTRAINTS for each in rule.violations(instance, allocation)]


def proven(instance: Instance, solution: Solution[Allocation]) -> bool:
    """Whether the solution keeps every rule, costs what it says, and its prices prove its bound."""
    return (
        not violations(instance, solution.allocation)
        and (objective(instance, solution.allocation),) == solution.objective
        and (certificate.bound(model(instance), solution.prices[0]),) >= solution.bound
    )
