"""What a page may say of the ties between pupils: a few fixed counts, guarded all together.

The counts are those of `figures` and `network`, of all pupils and by several cuts at once. Whoever
sees them beside each other could subtract one from another, so that what may be shown is decided
over all of them in one go (`suppression`). By year group the whole mixing matrix stands here; by
tutor group and previous school only how many ties stay within, of all groups together, as tutor
groups lie inside year groups and would give these away. What is told of all pupils is decided
first, so that no cut takes it away.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from beside.measures import counting, homophily, network, query
from beside.measures.layout import ALL, ON_ROLL
from beside.measures.network import Network
from beside.measures.network_cells import NOT_RECORDED
from beside.measures.states import Execute
from beside.measures.suppression import Sum, publishable

MATRIX = "year_group"
CUTS = (MATRIX, "tutor_group", "previous_school")
OF_ALL = {
    "people": ("people", ""),
    "reciprocity": ("returned", "ties"),
    "no_tie_either_way": ("no_tie_either_way", "people"),
    "small_pieces": ("small_pieces", "people"),
    "transitivity": ("closed", "triples"),
}
OF_BADGES = {
    "near_named": ("worn named_near", "worn named"),
    "near_any": ("worn near", "worn pairs"),
}


class Cell(NamedTuple):
    """One count: of all pupils, or by a cut, of a group of it, of what goes to another group."""

    name: str
    by: str = ""
    group: str = ""
    towards: str = ""


class Kept(NamedTuple):
    """One figure as it may be shown; what is kept back is None.

    `towards` gives, of the ties that the pupils of `group` named, those to pupils of `towards`.
    `expected` is the share that chance and the sizes of the groups would give.
    """

    measure: str
    by: str
    group: str
    towards: str
    numerator: int | None
    denominator: int | None
    not_known: int | None
    expected: float | None = None


class Line(NamedTuple):
    """A figure by the cells it shows; `expected` is shown where numerator and denominator are."""

    measure: str
    numerator: Cell
    denominator: Cell | None
    not_known: Cell | None
    expected: float | None = None


Counts = dict[Cell, int]
Sums = list[Sum[Cell]]


def between(
    execute: Execute, *, rounds: Sequence[str], threshold: int, dialect: query.Dialect
) -> list[Kept]:
    """Measure what pupils said of each other in these rounds, by every cut of `CUTS`.

    `execute` is that of `figures`. With a `threshold` of 0 nothing is kept back.
    """
    by_cut = {by: _counted(execute, rounds, by, dialect) for by in CUTS}
    lines, counts = list(_lines(by_cut, threshold)), _counts(by_cut)
    cells = {cell: counts[cell] for line in lines for cell in line[1:4] if cell}
    withheld = _withheld(cells, counts, threshold)
    whole = {cell: count for cell, count in cells.items() if not cell.by}
    told = publishable(whole, _of_all(by_cut[MATRIX]), threshold, withheld=withheld)
    shown = publishable(
        cells,
        _sums(by_cut),
        threshold,
        withheld=withheld,
        decided={cell: cell in told for cell in whole},
    )
    return [_kept(line, cells, shown) for line in lines]


def _counted(execute: Execute, rounds: Sequence[str], by: str, dialect: query.Dialect) -> Network:
    values = query.parameters(rounds=rounds, question="peer", by=by, need="peer")
    known: dict[str, Sequence[Sequence[object]]] = {}

    def run(name: str) -> Sequence[Sequence[object]]:
        if name not in known:
            known[name] = execute(query.sql(name, dialect=dialect, rounds=len(rounds)), values)
        return known[name]

    return network.counted(run, counting.cells(run, "peer", "peer"), by)


def _lines(by_cut: dict[str, Network], threshold: int) -> Iterator[Line]:
    whole = by_cut[MATRIX]
    for measure, (numerator, denominator) in OF_ALL.items():
        below = Cell(denominator) if denominator else None
        yield Line(measure, Cell(numerator), below, Cell("unheard"))
    if whole.near.wore:
        for measure, (numerator, denominator) in OF_BADGES.items():
            yield Line(measure, Cell(numerator), Cell(denominator), Cell("bare"))
    for by, found in by_cut.items():
        if _is_cut(found):
            same, placed = Cell("same", by), Cell("placed", by)
            yield Line(
                "same_group", same, placed, Cell("unplaced", by), _expected(found, threshold)
            )
    if _is_cut(whole):
        yield from _of_matrix(whole)


def _is_cut(found: Network) -> bool:
    """Within one group alone every tie stays by nature, which says nothing."""
    return len(found.groups) > 1


def _of_matrix(whole: Network) -> Iterator[Line]:
    for one in whole.groups:
        yield Line("people", Cell("people", MATRIX, one), None, Cell("unheard", MATRIX, one))
        for two in whole.groups:
            sent = Cell("sent", MATRIX, one)
            yield Line("towards", Cell("ties", MATRIX, one, two), sent, None)


def _expected(found: Network, threshold: int) -> float | None:
    """It rests on the size of each group and what it named, and is told where none is small."""
    if any(min(found.mixing.people[g], found.mixing.sent([g])) < threshold for g in found.groups):
        return None
    share = homophily.expected_share(found.mixing, found.groups)
    return None if share is None else round(float(share), 4)


def _counts(by_cut: dict[str, Network]) -> Counts:
    whole = by_cut[MATRIX]
    found = {Cell(name): count for (cohort, name), count in whole.counted.items() if cohort == ALL}
    found |= {Cell(name): count for (cohort, name), count in whole.cells.items() if cohort == ALL}
    found[Cell("bare")] = found[Cell(ON_ROLL)] - whole.near.wore
    for by, each in by_cut.items():
        if _is_cut(each):
            for name in ("same", "placed", "recorded", "unplaced"):
                found[Cell(name, by)] = each.cells[ALL, name]
    for one in whole.groups:
        for name in ("people", "unheard"):
            found[Cell(name, MATRIX, one)] = whole.counted[(1, one), name]
        found[Cell("sent", MATRIX, one)] = whole.mixing.sent([one])
        for two in whole.groups:
            found[Cell("ties", MATRIX, one, two)] = whole.mixing.ties.get((one, two), 0)
    return found


def _withheld(cells: Counts, counts: Counts, threshold: int) -> set[Cell]:
    """Whatever speaks of a group of few pupils who answered, and triangles where there are few."""
    few = {each.group for each, n in counts.items() if each.name == "people" and n < threshold}
    found = {cell for cell in cells if few & {cell.group, cell.towards or cell.group, ""}}
    triangles = Cell("closed")
    return found | ({triangles} if counts[triangles] < 3 * threshold else set())


def _sums(by_cut: dict[str, Network]) -> Sums:
    found = _of_all(by_cut[MATRIX])
    for by, each in by_cut.items():
        if _is_cut(each):
            found += _of_cut(by, each)
    whole = by_cut[MATRIX]
    return found + _of_groups(whole) if _is_cut(whole) else found


def _of_all(whole: Network) -> Sums:
    """Who of those who answered wore no badge is not guarded: it says nothing of their ties."""
    found = [
        _sum("people", "small_pieces", "no_tie_either_way", "in a larger piece"),
        _sum(ON_ROLL, "people", "unheard"),
        _sum("ties", "returned", "not returned"),
        _sum("triples", "closed", "open"),
    ]
    if whole.near.wore:
        found += [
            _sum(ON_ROLL, "worn wore", "bare"),
            _sum("worn named", "worn named_near", "named and apart"),
            _sum("worn pairs", "worn near", "apart"),
            _sum("worn near", "worn named_near", "near and not named"),
        ]
    return found


def _of_cut(by: str, found: Network) -> Sums:
    """Where everybody on roll is in a group, every tie is placed and every pupil recorded."""
    apart = _has_not_recorded(found)
    return [
        Sum(Cell("placed", by), (Cell("same", by), Cell("away", by))),
        Sum(Cell(ON_ROLL), (Cell("recorded", by), Cell("unplaced", by))),
        Sum(Cell("ties"), (Cell("placed", by), *apart * [Cell("not placed", by)])),
        Sum(Cell("people"), (Cell("recorded", by), *apart * [Cell("not recorded", by)])),
    ]


def _of_groups(found: Network) -> Sums:
    groups, by = found.groups, MATRIX
    unheard = [Cell("unheard", by, each) for each in groups]
    ties = {(one, two): Cell("ties", by, one, two) for one in groups for two in groups}
    sums = [
        Sum(Cell("recorded", by), tuple(Cell("people", by, each) for each in groups)),
        Sum(Cell("placed", by), tuple(Cell("sent", by, each) for each in groups)),
        Sum(Cell("same", by), tuple(ties[each, each] for each in groups)),
        Sum(Cell("unplaced", by), (*unheard, *_has_not_recorded(found) * [Cell("nowhere", by)])),
    ]
    for each in groups:
        inside, sent = ties[each, each], Cell("sent", by, each)
        sums += [
            Sum(sent, tuple(ties[each, two] for two in groups)),
            Sum(sent, (inside, Cell("away", by, each))),
            Sum(Cell("received", by, each), tuple(ties[one, each] for one in groups)),
        ]
    return sums


def _has_not_recorded(found: Network) -> bool:
    return (NOT_RECORDED, "people") in found.counted


def _sum(total: str, *parts: str) -> Sum[Cell]:
    return Sum(Cell(total), tuple(map(Cell, parts)))


def _kept(line: Line, cells: Counts, shown: set[Cell]) -> Kept:
    _name, by, group, towards = line.numerator
    numerator, denominator, not_known = (
        cells[cell] if cell in shown else None for cell in line[1:4]
    )
    expected = line.expected if {line.numerator, line.denominator} <= shown else None
    return Kept(line.measure, by, group, towards, numerator, denominator, not_known, expected)
