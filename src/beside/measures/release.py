"""Decide which cells of a table may be published, so that no small count can be worked out."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import chain
from typing import NamedTuple

from beside.measures import layout, network_cells, suppression
from beside.measures.layout import Cell, Cohort


class Table(NamedTuple):
    """A table of figures: question, need, what it is broken down by, and every counted cell."""

    question: str
    need: str
    by: str
    cells: Mapping[Cell, int]


def released(table: Table, nested: Collection[Cohort], threshold: int) -> dict[Cell, int]:
    """Give the cells of a table that may be published, with their counts.

    `nested` are groups left out because subtracting them from a larger group would reveal a few
    pupils, see `counting.nested_groups`. Counts below `threshold` are small.
    """
    cells = _shown(table.cells, nested)
    kept = [_released(each, table, threshold) for each in _tables(cells, table.by)]
    return {cell: cells[cell] for cell in chain.from_iterable(kept)}


def released_beside(
    further: Mapping[Cell, int],
    table: Table,
    left: Collection[Cell],
    nested: Collection[Cohort],
    threshold: int,
) -> set[Cell]:
    """Give the `further` cells (of network measures) that may be published beside those `left`.

    `left` are the cells of the table that are published already; they are part of the result. They
    are decided first, so that they do not depend on whether network measures are asked for.
    """
    cells = _shown({**table.cells, **further}, nested)
    kept = [_beside(each, table, left, threshold) for each in _tables(cells, table.by)]
    return set(left).union(*kept)


def _shown(counted: Mapping[Cell, int], nested: Collection[Cohort]) -> dict[Cell, int]:
    return {
        (cohort, name): count
        for (cohort, name), count in counted.items()
        if cohort not in nested and name != layout.ON_ROLL
    }


def _tables(cells: dict[Cell, int], by: str) -> list[dict[Cell, int]]:
    """Groups overlap, so their figures do not add up to anything: each is a table by itself."""
    if by != "group":
        return [cells]
    tables: defaultdict[Cohort, dict[Cell, int]] = defaultdict(dict)
    for cell, count in cells.items():
        tables[cell[0]][cell] = count
    return list(tables.values())


def _released(cells: dict[Cell, int], table: Table, threshold: int) -> set[Cell]:
    sums = _sums(cells, table)
    withheld = _withheld(cells, table.question, threshold)
    return suppression.publishable(cells, sums, threshold, withheld=withheld)


def _beside(
    cells: dict[Cell, int], table: Table, left: Collection[Cell], threshold: int
) -> set[Cell]:
    decided = {cell: cell in left for cell in cells if cell in table.cells}
    sums = _sums(cells, table) + network_cells.sums(cells, table.by)
    further = cells.keys() - decided
    withheld = _withheld(cells, table.question, threshold)
    withheld |= network_cells.withheld(further, cells, _few(cells, threshold), threshold)
    return suppression.publishable(cells, sums, threshold, withheld=withheld, decided=decided)


def _withheld(cells: Mapping[Cell, int], question: str, threshold: int) -> set[Cell]:
    few = _few(cells, threshold)
    return {(cohort, name) for cohort in few for name in layout.respondent_cells(question)}


def _few(cells: Mapping[Cell, int], threshold: int) -> set[Cohort]:
    return {
        cohort for cohort, name in cells if name == "people" and cells[cohort, name] < threshold
    }


def _sums(cells: Mapping[Cell, int], table: Table) -> list[suppression.Sum[Cell]]:
    question, need = table.question, table.need
    cohorts = sorted({cohort for cohort, _ in cells})
    return layout.sums(question, need, cohorts) + [
        _difference(cohort, larger, smaller)
        for larger, smaller in layout.differences(question, need)
        for cohort in cohorts
        if cells[cohort, larger] != cells[cohort, smaller]
    ]


def _difference(cohort: Cohort, larger: str, smaller: str) -> suppression.Sum[Cell]:
    rest = (cohort, f"{larger} less {smaller}")
    return suppression.Sum((cohort, larger), ((cohort, smaller), rest))
