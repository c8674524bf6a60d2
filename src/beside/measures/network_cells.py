"""The cells of the network measures, and how they add up with each other and with the ties.

Of every cohort `inside` counts the ties within it, and `closed`, `triples`, `transitive` and
`two_paths` its triads (sets of three pupils). Of a group of an attribute `placed` counts the ties
to anybody whose attribute is recorded, and `to X` those to another group. Of all, `same` counts the
ties within any group, `recorded` the pupils who answered and are in one, and `unplaced` the other
pupils on roll. `small_pieces` counts pupils in components of two or three; where badges were worn,
the cells that begin with `worn` are those of `nearness`.
"""

from collections.abc import Collection, Iterator, Mapping

from beside.measures.layout import ALL, ON_ROLL, Cell, Cohort
from beside.measures.suppression import Sum

NOT_RECORDED: Cohort = (1, "not recorded")
TRIADS = {"triples": "closed", "two_paths": "transitive"}
_TO = "to "


def to(group: str) -> str:
    """Name the cell of ties that go to another group."""
    return _TO + group


def sums(cells: Mapping[Cell, int], by: str) -> list[Sum[Cell]]:
    """Give every sum that holds between these cells. Groups overlap, so none holds across them."""
    cohorts = [cohort for cohort, name in cells if name == "inside"]
    found = [each for cohort in cohorts for each in _within(cells, cohort)]
    if by != "group" and ALL in cohorts:
        parts = [cohort for cohort in cohorts if cohort != ALL]
        found += _over_cohorts(parts)
        found += _over_groups(cells, [each for each in parts if (each, "placed") in cells])
    return found


def withheld(
    names: Collection[Cell], cells: Mapping[Cell, int], few: Collection[Cohort], threshold: int
) -> set[Cell]:
    """Give the cells to protect whatever their size: of few pupils, or of few triangles."""
    found = {cell for cell in names if not _cohorts(cell).isdisjoint(few)}
    for cohort, name in names:
        if name == "closed" and cells[cohort, name] < 3 * threshold:
            found |= {(cohort, name), (cohort, "transitive")}
    return found


def _cohorts(cell: Cell) -> set[Cohort]:
    cohort, name = cell
    return {cohort, (1, name.removeprefix(_TO))} if name.startswith(_TO) else {cohort}


def _within(cells: Mapping[Cell, int], cohort: Cohort) -> Iterator[Sum[Cell]]:
    for whole, part in TRIADS.items():
        yield _sum(cohort, whole, part, f"not {part}")
    yield _sum(cohort, "people", "small_pieces", "not small_pieces")
    if cohort == ALL:
        yield _sum(cohort, "people", "small_pieces", "no_tie_either_way", "in a larger piece")
        yield _sum(cohort, "ties", "inside")
        yield from _near(cells)
        return
    yield _sum(cohort, "ties", "inside", "outside")
    if (cohort, "placed") in cells:
        others = [name for each, name in cells if each == cohort and name.startswith(_TO)]
        yield _sum(cohort, "placed", "inside", "away")
        yield _sum(cohort, "placed", "inside", *others)
        yield from _to_not_recorded(cells, cohort)


def _near(cells: Mapping[Cell, int]) -> Iterator[Sum[Cell]]:
    """Sums of badge measures. How many wore no badge is not protected: it tells nothing of ties."""
    if (ALL, "worn wore") in cells:
        yield _sum(ALL, "worn named", "worn named_near", "not worn named_near")
        yield _sum(ALL, "worn pairs", "worn near", "not worn near")
        yield _sum(ALL, "worn near", "worn named_near", "worn near, not named")


def _over_cohorts(cohorts: Collection[Cohort]) -> Iterator[Sum[Cell]]:
    for name in ("inside", *TRIADS, *TRIADS.values()) if cohorts else ():
        across = (ALL, f"{name} across")
        yield Sum((ALL, name), (*((cohort, name) for cohort in cohorts), across))


def _over_groups(cells: Mapping[Cell, int], groups: Collection[Cohort]) -> Iterator[Sum[Cell]]:
    if not groups:
        return
    for whole, part in {"same": "inside", "placed": "placed", "recorded": "people"}.items():
        yield Sum((ALL, whole), tuple((group, part) for group in groups))
    yield _sum(ALL, "placed", "same", "away")
    yield _sum(ALL, ON_ROLL, "recorded", "unplaced")
    yield from _to_not_recorded(cells, ALL)


def _to_not_recorded(cells: Mapping[Cell, int], cohort: Cohort) -> Iterator[Sum[Cell]]:
    """The ties to people in no recorded group; there are none where everybody is in one."""
    if (NOT_RECORDED, "people") in cells:
        yield _sum(cohort, "ties", "placed", "not placed")
    else:
        yield _sum(cohort, "ties", "placed")


def _sum(cohort: Cohort, total: str, *parts: str) -> Sum[Cell]:
    return Sum((cohort, total), tuple((cohort, part) for part in parts))
