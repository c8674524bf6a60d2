"""Small numbers stay inside: remove small cells, and enough others that nobody can subtract.

First every cell below the threshold goes. Then, wherever a published total less its published
parts would leave a remainder below the threshold, another part goes. Last, the linear equations
that tie the table together are solved: a small cell that they still determine takes a further
cell with it. What is left cannot be turned back into a small cell by any adding or subtracting.
(Complementary suppression with an audit of linear disclosure: Willenborg and de Waal,
Elements of Statistical Disclosure Control, 2001, chapter 5.)
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

C = TypeVar("C")
Equation = dict[C, Fraction]


class Sum(NamedTuple, Generic[C]):
    """A total and the parts that make it up."""

    total: C
    parts: tuple[C, ...]


def publishable(
    cells: Mapping[C, int],
    sums: Sequence[Sum[C]],
    threshold: int,
    *,
    withheld: Collection[C] = (),
    decided: Mapping[C, bool] | None = None,
) -> set[C]:
    """Say which cells may leave the school: none below `threshold`, and none that gives one away.

    `cells` are the counts that would be shown. A total or part of `sums` that is not among them
    is a count that is never shown; where all the other terms are there, it is guarded as well.
    `withheld` are cells to guard whatever their size. `decided` are cells that have left already,
    or have stayed: that stands, and only others are taken away.
    """
    counts, stands = _with_hidden(cells, sums), decided or {}
    small = {cell for cell, count in counts.items() if count < threshold} | set(withheld)
    published = {cell for cell in cells if stands.get(cell, cell not in small)}
    while True:
        _remove_small_remainders(counts, sums, threshold, published, stands)
        determined = _determined(sums, published)
        exposed, free = determined & small, published - stands.keys()
        if not exposed or not free:
            return published
        published.remove(_smallest(_beside(exposed, sums, determined, free), counts))


def _beside(
    exposed: set[C], sums: Sequence[Sum[C]], determined: set[C], free: set[C]
) -> Collection[C]:
    """The cells that may go and stand in a sum with an exposed one, or with what gave it away."""
    reached = set(exposed)
    while True:
        terms = {cell for each in sums for cell in _terms_if_any(each, reached)}
        wider = reached | terms & determined
        if terms & free or wider == reached:
            return terms & free or free
        reached = wider


def _with_hidden(cells: Mapping[C, int], sums: Sequence[Sum[C]]) -> dict[C, int]:
    counts = dict(cells)
    for total, parts in sums:
        absent = [part for part in parts if part not in counts]
        known = sum(counts[part] for part in parts if part in counts)
        if total not in counts and not absent:
            counts[total] = known
        elif total in counts and len(absent) == 1:
            counts[absent[0]] = counts[total] - known
    return counts


def _remove_small_remainders(
    counts: Mapping[C, int],
    sums: Sequence[Sum[C]],
    threshold: int,
    published: set[C],
    decided: Mapping[C, bool],
) -> None:
    settled = False
    while not settled:
        settled = True
        for total, parts in sums:
            kept = [part for part in parts if part in published]
            remainder = counts[total] - sum(counts[part] for part in kept)
            free = [cell for cell in kept or [total] if cell not in decided]
            free = free or [cell for cell in [total] if cell not in decided]
            shown = total in published and len(kept) < len(parts)
            if free and shown and remainder < threshold:
                published.remove(_smallest(free, counts))
                settled = False


def _smallest(cells: Collection[C], counts: Mapping[C, int]) -> C:
    return min(cells, key=lambda cell: (counts[cell], str(cell)))


def _terms_if_any(sum_: Sum[C], wanted: set[C]) -> set[C]:
    terms = {sum_.total, *sum_.parts}
    return terms if terms & wanted else set()


def _determined(sums: Sequence[Sum[C]], published: set[C]) -> set[C]:
    """The unpublished cells that the published ones fix, by Gauss-Jordan elimination."""
    rows: dict[C, Equation[C]] = {}
    for sum_ in sums:
        row = _reduced(_unknowns(sum_, published), rows)
        if not row:
            continue
        pivot = min(row, key=str)
        row = {cell: value / row[pivot] for cell, value in row.items()}
        for other in [key for key, each in rows.items() if pivot in each]:
            rows[other] = _minus(rows[other], row, rows[other][pivot])
        rows[pivot] = row
    return {pivot for pivot, row in rows.items() if len(row) == 1}


def _unknowns(sum_: Sum[C], published: set[C]) -> Equation[C]:
    row: Equation[C] = {part: Fraction(1) for part in sum_.parts if part not in published}
    return row if sum_.total in published else row | {sum_.total: Fraction(-1)}


def _reduced(row: Equation[C], rows: Mapping[C, Equation[C]]) -> Equation[C]:
    for pivot in [cell for cell in row if cell in rows]:
        row = _minus(row, rows[pivot], row[pivot])
    return row


def _minus(row: Equation[C], other: Equation[C], times: Fraction) -> Equation[C]:
    left = dict(row)
    for cell, value in other.items():
        left[cell] = left.get(cell, Fraction(0)) - times * value
    return {cell: value for cell, value in left.items() if value}
