"""Checking teams and their bound without a solver."""

from beside.engine import certificate
from beside.engine.solution import Solution, Violation
from beside.engine.teams import relaxation
from beside.engine.teams.instance import Allocation, Instance
from beside.engine.teams.model import CONSTRAINTS, objective


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Every rule that teams break, and for whom; none for teams that stand."""
    return [each for rule in CONSTRAINTS for each in rule.violations(instance, allocation)]


def proven(instance: Instance, solution: Solution[Allocation]) -> bool:
    """Whether the teams keep every rule, cost what they say, and the prices prove the bound."""
    return (
        not violations(instance, solution.allocation)
        and (objective(instance, solution.allocation),) == solution.objective
        and (certificate.bound(relaxation.model(instance), solution.prices[0]),) >= solution.bound
    )
