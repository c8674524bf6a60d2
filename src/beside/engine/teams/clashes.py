"""What cannot all be kept: a smallest set of rules that no teams keep together.

Rules are left out one after the other, and only those put back without which teams are possible:
deletion filtering (Chinneck and Dravnieks, Locating minimal infeasible constraint sets in linear
programs, ORSA Journal on Computing 3, 1991).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from beside.engine.linear import Model, Row
from beside.engine.solution import Status
from beside.engine.teams import exact
from beside.engine.teams.columns import Columns
from beside.engine.teams.constraints import once
from beside.engine.teams.instance import Instance
from beside.engine.teams.model import CONSTRAINTS


@dataclass(frozen=True)
class Clash:
    """One rule of those that clash, and whom it is about."""

    rule: str
    sentence: str
    who: str


def clash(instance: Instance, *, limit: float = 20.0) -> list[Clash]:
    """A smallest set of rules that cannot all be kept; empty where all can.

    That every pupil is in a team is always kept. Each solve has `limit` seconds; a rule whose solve
    ran out of them stays in the set.
    """
    columns = Columns(instance)
    units = _units(columns)
    if _possible(columns, list(units.values()), limit):
        return []
    for name in list(units):
        rows = units.pop(name)
        if _possible(columns, list(units.values()), limit):
            units[name] = rows
    return [Clash(rule, sentence, who) for rule, sentence, who in units]


def _units(columns: Columns) -> dict[tuple[str, str, str], list[Row]]:
    """The rows of every rule about somebody, by rule, sentence and who."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for rule in CONSTRAINTS:
        for row in rule.terms(columns) if rule is not once else ():
            found.setdefault((rule.NAME, rule.SENTENCE, row.who), []).append(row)
    return found


def _possible(columns: Columns, rows: Sequence[list[Row]], limit: float) -> bool:
    kept = (*once.terms(columns), *(row for own in rows for row in own))
    model = Model(costs=(0,) * len(columns.places), rows=kept)
    return exact.solve(model, limit=limit, seed=0).status == Status.OPTIMAL
