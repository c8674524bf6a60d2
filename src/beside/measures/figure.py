"""Figures about the ties of a round: numerator, denominator, and how many are not known."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from beside.measures import counting, layout, query, suppression
from beside.measures.layout import Cell, Cohort, Line
from beside.measures.states import Execute

QUESTIONS = ("peer", "adult", "family", "outside")


@dataclass(frozen=True)
class Figure:
    """One figure of one cohort; `not_known` is how many of its pupils it cannot speak of.

    Counts stand in `numerator` and `value` and have no denominator. What was suppressed is None.
    `value` is a count, or a share between 0 and 1 rounded to four places (None of nobody).
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
    dialect: query.Dialect,
) -> list[Figure]:
    """Measure what the rounds say about one question, for all pupils and then by cohort.

    `execute` runs a query over the plain tables of `tables.py` and gives its rows. Several rounds
    pool: any yes counts. With `suppress`, every cell below it is removed, and with it as many
    others as keep it from being worked out. The order is always the same: measures as in
    the manual, all pupils first, then cohorts by name. Raises `ValueError` in plain words.
    """
    _check(rounds, question, rings, by)
    need = question if question in query.QUESTIONS_OF_NEED else ""
    chosen = None if rings is None else set(rings)
    values = query.parameters(rounds=rounds, question=question, rings=chosen, by=by, need=need)

    def run(name: str) -> Sequence[Sequence[Any]]:
        text = query.sql(name, dialect=dialect, rounds=len(rounds), rings=len(chosen or ()))
        return execute(text, values)

    counted = counting.cells(run, question, need)
    shown = counted
    if suppress:
        nested = counting.nested_groups(run, suppress) if by == "group" else set()
        shown = _suppressed(counted, question, need, nested, by, suppress)
    return [
        _figure(line, cohort, shown)
        for line in layout.lines(question, need)
        for cohort in counting.cohorts(counted)
    ]


def _check(rounds: Sequence[str], question: str, rings: Collection[int] | None, by: str) -> None:
    if not rounds:
        raise ValueError("Say which round to measure: at least one is needed.")
    if question not in QUESTIONS:
        raise ValueError(f"{question!r} is not a question. Choose one of {', '.join(QUESTIONS)}.")
    if rings is not None and not set(rings) <= {1, 2, 3}:
        raise ValueError("Rings are 1, 2 and 3. Choose among those, or leave them out.")
    if by and by not in query.COHORTS:
        raise ValueError(f"Cannot measure by {by!r}. Choose one of {', '.join(query.COHORTS)}.")


def _suppressed(
    counted: Mapping[Cell, int],
    question: str,
    need: str,
    nested: set[Cohort],
    by: str,
    threshold: int,
) -> dict[Cell, int]:
    cells = {
        (cohort, name): count
        for (cohort, name), count in counted.items()
        if cohort not in nested and name != layout.ON_ROLL
    }
    tables = _tables(cells, by)
    kept = [_publishable(each, question, need, threshold) for each in tables]
    return {cell: cells[cell] for cell in set[Cell]().union(*kept)}


def _tables(cells: dict[Cell, int], by: str) -> list[dict[Cell, int]]:
    """Groups overlap, so their figures do not add up to anything: each is a table by itself."""
    if by != "group":
        return [cells]
    tables: defaultdict[Cohort, dict[Cell, int]] = defaultdict(dict)
    for cell, count in cells.items():
        tables[cell[0]][cell] = count
    return list(tables.values())


def _publishable(cells: dict[Cell, int], question: str, need: str, threshold: int) -> set[Cell]:
    cohorts = sorted({cohort for cohort, _ in cells})
    sums = layout.sums(question, need, cohorts)
    sums += [
        _difference(cohort, larger, smaller)
        for larger, smaller in layout.differences(question, need)
        for cohort in cohorts
        if cells[cohort, larger] != cells[cohort, smaller]
    ]
    few = {cohort for cohort in cohorts if cells[cohort, "people"] < threshold}
    withheld = {(cohort, name) for cohort in few for name in layout.about_ties(question)}
    return suppression.publishable(cells, sums, threshold, withheld=withheld)


def _difference(cohort: Cohort, larger: str, smaller: str) -> suppression.Sum[Cell]:
    rest = (cohort, f"{larger} less {smaller}")
    return suppression.Sum((cohort, larger), ((cohort, smaller), rest))


def _figure(line: Line, cohort: Cohort, cells: Mapping[Cell, int]) -> Figure:
    numerator = cells.get((cohort, line.numerator))
    denominator = cells.get((cohort, line.denominator)) if line.denominator else None
    value: float | int | None = None if line.denominator else numerator
    if numerator is not None and denominator:
        value = round(numerator / denominator, 4)
    not_known = cells.get((cohort, line.not_known))
    return Figure(line.measure, cohort[1], numerator, denominator, not_known, value)
