"""Figures about the ties of a round: numerator, denominator, and how many are not known."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from beside.measures import counting, layout, query
from beside.measures.layout import Cell, Cohort, Line
from beside.measures.network import Reading, Shown, counted, readings
from beside.measures.release import Table, released, released_beside
from beside.measures.states import Execute

QUESTIONS = ("peer", "adult", "family", "outside")


@dataclass(frozen=True)
class Figure:
    """One figure of one cohort; `not_known` is how many of its pupils it cannot speak of.

    Counts stand in `numerator` and `value` and have no denominator. What was suppressed is None.
    `value` is a count, or a share between 0 and 1 rounded to four places (None of nobody), or such
    an index as homophily, between -1 and 1, with neither numerator nor denominator.
    """

    measure: str
    cohort: str
    numerator: int | None
    denominator: int | None
    not_known: int | None
    value: float | int | None


def figures(
    execute: Execute,
    *,
    rounds: Sequence[str],
    question: str = "peer",
    rings: Collection[int] | None = None,
    by: str = "",
    suppress: int = 0,
    attributes: Collection[str] = (),
    network: bool = False,
    dialect: query.Dialect,
) -> list[Figure]:
    """Measure what the rounds say about one question, for all pupils and then by cohort.

    `execute` runs a query over the plain tables of `tables.py` and gives its rows. Several rounds
    pool: any yes counts. With `suppress`, every cell below it is removed, and with it as many
    others as keep it from being worked out. The order is always the same: measures as in
    the manual, all pupils first, then cohorts by name. `by` may be one of `attributes`: those that
    the caller has bound, with the plain table of that name. With `network` the measures of how the
    ties between pupils close and cross follow. Raises `ValueError` in plain words.
    """
    _check(rounds, question, rings, by, attributes, network)
    need = question if question in query.QUESTIONS_OF_NEED else ""
    chosen = None if rings is None else set(rings)
    values = query.parameters(rounds=rounds, question=question, rings=chosen, by=by, need=need)

    def run(name: str) -> Sequence[Sequence[Any]]:
        text = query.sql(
            name,
            dialect=dialect,
            rounds=len(rounds),
            rings=len(chosen or ()),
            attributes=by in set(attributes) - {*query.COHORTS},
        )
        return execute(text, values)

    table = Table(question, need, by, counting.cells(run, question, need))
    nested = counting.nested_groups(run, suppress) if suppress and by == "group" else set()
    shown = released(table, nested, suppress) if suppress else table.cells
    found = _of_table(table, shown)
    if network:
        ties = counted(run, table.cells, by)
        leaving = released_beside(ties.cells, table, shown, nested, suppress) if suppress else None
        found += [_network_figure(each, leaving) for each in readings(ties)]
    return found


def _of_table(table: Table, shown: Mapping[Cell, int]) -> list[Figure]:
    return [
        _figure(line, cohort, shown)
        for line in layout.lines(table.question, table.need)
        for cohort in counting.cohorts(table.cells)
    ]


def _check(
    rounds: Sequence[str],
    question: str,
    rings: Collection[int] | None,
    by: str,
    attributes: Collection[str],
    network: bool,
) -> None:
    if not rounds:
        raise ValueError("Say which round to measure: at least one is needed.")
    if question not in QUESTIONS:
        raise ValueError(f"{question!r} is not a question. Choose one of {', '.join(QUESTIONS)}.")
    if rings is not None and not set(rings) <= {1, 2, 3}:
        raise ValueError("Rings are 1, 2 and 3. Choose among those, or leave them out.")
    cohorts = (*query.COHORTS, *attributes)
    if by and by not in cohorts:
        raise ValueError(f"Cannot measure by {by!r}. Choose one of {', '.join(cohorts)}.")
    if network and question != "peer":
        raise ValueError("Network measures are of ties between pupils: the question is peer.")


def _figure(line: Line, cohort: Cohort, cells: Mapping[Cell, int]) -> Figure:
    numerator = cells.get((cohort, line.numerator))
    denominator = cells.get((cohort, line.denominator)) if line.denominator else None
    value: float | int | None = None if line.denominator else numerator
    if numerator is not None and denominator:
        value = round(numerator / denominator, 4)
    not_known = cells.get((cohort, line.not_known))
    return Figure(line.measure, cohort[1], numerator, denominator, not_known, value)


def _network_figure(reading: Reading, shown: Set[Cell] | None) -> Figure:
    """Without `shown`, everything is; a value leaves only with all that it was worked out from."""
    left = reading.value is not None and (shown is None or reading.value_of <= shown)
    value = round(float(reading.value), 4) if left and reading.value is not None else None
    numerator, denominator = _count(reading.numerator, shown), _count(reading.denominator, shown)
    not_known = _count(reading.not_known, shown)
    return Figure(reading.measure, reading.cohort, numerator, denominator, not_known, value)


def _count(counted: Shown | None, shown: Set[Cell] | None) -> int | None:
    if counted is None or (shown is not None and not counted.of <= shown):
        return None
    return counted.number
