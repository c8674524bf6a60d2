"""Which cells of a table of figures may leave the school: how they add up, and what is guarded."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import chain
from typing import NamedTuple

from beside.measures import layout, network_cells, suppression
from beside.measures.layout import Cell, Cohort


class Table(NamedTuple):
    """A table of figures: the question and its need, by what, and every cell that was counted."""

    question: str
    need: str
    by: str
    cells: Mapping[Cell, int]


def released(table: Table, nested: Collection[Cohort], threshold: int) -> dict[Cell, int]:
    """Give the cells of a table that may leave.

    `nested` are groups that would give a few pupils away by subtraction, see `counting`.
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
    """Say which `further` cells, of network measures, may leave next to those that have `left`.

    Which cells of the table itself leave does not depend on whether somebody asked for more.
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
    return {(cohort, name) for cohort in few for name in layout.about_ties(question)}


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
