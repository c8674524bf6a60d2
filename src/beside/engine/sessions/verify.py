"""Checking an allotment and its proof without a solver."""

from beside.engine import certificate
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance
from beside.engine.sessions.model import CONSTRAINTS, rows, stage, values
from beside.engine.solution import Solution, Violation


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Every rule that an allotment breaks, and for whom; none for one that stands."""
    return [each for rule in CONSTRAINTS for each in rule.violations(instance, allocation)]


def proven(instance: Instance, solution: Solution[Allocation]) -> bool:
    """Whether the allotment keeps every rule, costs what it says, and its bounds are proven."""
    columns = Columns(instance)
    kept = rows(columns)
    return (
        not violations(instance, solution.allocation)
        and values(instance, solution.allocation) == solution.objective
        and all(
            certificate.bound(stage(columns, kept, solution.objective[:n]), prices) >= bound
            for n, (prices, bound) in enumerate(zip(solution.prices, solution.bound, strict=True))
        )
    )
