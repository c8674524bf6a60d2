"""Network measures of the peer question: how ties close, and how they cross between groups.

They stand next to the figures of `figure.py`, which ask less of the ties. `by` an attribute, its
values are the groups; without one, or by groups that overlap, only the measures of a whole speak.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from beside.measures import counting, homophily, nearness, transitivity
from beside.measures.counting import Run
from beside.measures.homophily import Mixing
from beside.measures.layout import ALL, ON_ROLL, Cell, Cohort
from beside.measures.nearness import Near
from beside.measures.network_cells import NOT_RECORDED, to
from beside.measures.transitivity import Triads

MEASURES = (
    "small_pieces",
    "transitivity",
    "transitivity_directed",
    "density",
    "same_group",
    "same_group_expected",
    "homophily",
    "e_i",
    "assortativity",
    "density_between",
    "near_named",
    "near_any",
)
SMALL_PIECES = (2, 3)
INDICES = ("same_group_expected", "homophily", "e_i", "assortativity")


class Shown(NamedTuple):
    """A number that a reading shows, and the cells that it gives away."""

    number: int
    of: frozenset[Cell]


class Reading(NamedTuple):
    """One network measure of one cohort, exact; an index has neither numerator nor denominator.

    `value_of` are all the cells that went into the value.
    """

    measure: str
    cohort: str
    numerator: Shown | None
    denominator: Shown | None
    not_known: Shown
    value: Fraction | None
    value_of: frozenset[Cell]


@dataclass(frozen=True)
class Network:
    """What was counted of the ties between pupils.

    `counted` are the cells of the other figures; `possible` ties are those that pupils in scope
    could have named inside their cohort. `small` are the pupils in pieces of two or three.
    """

    counted: Mapping[Cell, int]
    small: Mapping[Cohort, int]
    threes: Mapping[Cohort, Triads]
    inside: Mapping[Cohort, int]
    possible: Mapping[Cohort, int]
    mixing: Mixing
    near: Near = Near()

    @cached_property
    def groups(self) -> list[str]:
        """The groups of the attribute, in the order of the figures."""
        found = [cohort for cohort in counting.cohorts(self.counted) if cohort != ALL]
        return [name for _, name in found if name in self.mixing.people]

    @cached_property
    def cells(self) -> dict[Cell, int]:
        """Every count that a reading shows or rests on, besides those `counted`."""
        found: dict[Cell, int] = {(each, "inside"): ties for each, ties in self.inside.items()}
        found |= {(each, "small_pieces"): people for each, people in self.small.items()}
        for cohort, threes in self.threes.items():
            found |= {(cohort, name): count for name, count in threes._asdict().items()}
        if self.near.wore:
            found |= {(ALL, f"worn {name}"): n for name, n in self.near._asdict().items()}
        return found | (self._cells_of_groups() if self.mixing.people else {})

    def _cells_of_groups(self) -> dict[Cell, int]:
        mixing, groups = self.mixing, self.mixing.people
        found = {((1, each), "placed"): mixing.sent([each]) for each in groups}
        found |= {
            ((1, one), to(two)): mixing.ties.get((one, two), 0)
            for one in groups
            for two in groups
            if one != two
        }
        found[ALL, "same"], found[ALL, "placed"] = mixing.same(groups), mixing.sent(groups)
        found[ALL, "recorded"] = mixing.recorded
        found[ALL, "unplaced"] = self.counted[ALL, ON_ROLL] - mixing.recorded
        return found


def counted(run: Run, cells: Mapping[Cell, int], by: str) -> Network:
    """Count the network next to the `cells` of the other figures; `run` gives a measure's rows."""
    density = {(level, cohort): counts for level, cohort, *counts in run("density")}
    members, arcs = run("members"), run("components")
    pieces = counting.pieces(members, arcs)
    return Network(
        cells,
        {cohort: _in_small(pieces[cohort]) for cohort in counting.cohorts(cells)},
        transitivity.triads(members, arcs),
        {cohort: int(counts[0]) for cohort, counts in density.items()},
        {cohort: int(counts[1]) for cohort, counts in density.items()},
        _mixing(run("mixing"), cells) if by not in ("", "group") else Mixing({}, {}),
        nearness.near(run("wearers"), run("near"), arcs),
    )


def _in_small(sizes: Sequence[int]) -> int:
    return sum(size for size in sizes if size in SMALL_PIECES)


def readings(network: Network) -> list[Reading]:
    """Give every network measure, measures in the order of the manual, all pupils first."""
    cohorts = counting.cohorts(network.counted)
    found = [each for cohort in cohorts for each in _of_cohort(network, cohort)]
    if network.mixing.people:
        for each in (None, *network.groups):
            found += _of_group(network, each)
        found.append(_assortativity(network))
        found += _between(network)
    if network.near.wore:
        found += _near(network)
    return sorted(found, key=lambda each: MEASURES.index(each.measure))


def _mixing(rows: Sequence[Sequence[Any]], cells: Mapping[Cell, int]) -> Mixing:
    people = {
        cohort[1]: count
        for (cohort, name), count in cells.items()
        if name == "people" and cohort not in (ALL, NOT_RECORDED)
    }
    return Mixing(people, {(one, two): int(ties) for one, two, ties in rows})


def _of_cohort(network: Network, cohort: Cohort) -> Iterator[Reading]:
    threes = network.threes[cohort]
    unheard = _not_known(network, (cohort, "unheard"))
    people = Shown(network.counted[cohort, "people"], frozenset({(cohort, "people")}))
    small = Shown(network.small[cohort], frozenset({(cohort, "small_pieces")}))
    yield _share("small_pieces", cohort[1], small, people, unheard)
    for measure, part, whole in (
        ("transitivity", "closed", "triples"),
        ("transitivity_directed", "transitive", "two_paths"),
    ):
        counts = threes._asdict()
        numerator = Shown(counts[part], frozenset({(cohort, part)}))
        denominator = Shown(counts[whole], frozenset({(cohort, whole)}))
        yield _share(measure, cohort[1], numerator, denominator, unheard)
    inside = Shown(network.inside[cohort], frozenset({(cohort, "inside")}))
    possible = Shown(network.possible[cohort], frozenset({(cohort, "people")}))
    yield _share("density", cohort[1], inside, possible, unheard)


def _of_group(network: Network, group: str | None) -> Iterator[Reading]:
    """The measures of one group, or of all of them together."""
    mixing, groups = network.mixing, network.groups if group is None else [group]
    cohort = ALL if group is None else (1, group)
    same = frozenset({(cohort, "same" if group is None else "inside")})
    sent = frozenset({(cohort, "placed")})
    sizes = frozenset({(ALL, "recorded")}) | _cells(groups, "people") | _cells(groups, "placed")
    missing = _not_known(network, (cohort, "unplaced" if group is None else "unheard"))
    within, whole = Shown(mixing.same(groups), same), Shown(mixing.sent(groups), sent)
    yield _share("same_group", cohort[1], within, whole, missing)
    for measure, value, of in (
        ("same_group_expected", homophily.expected_share(mixing, groups), sizes),
        ("homophily", homophily.coleman(mixing, groups), sizes | same | sent),
        ("e_i", homophily.e_i(mixing, groups), same | sent),
    ):
        yield Reading(measure, cohort[1], None, None, missing, value, of)


def _assortativity(network: Network) -> Reading:
    """It rests on the whole mixing matrix, and leaves only with all of it."""
    groups = network.groups
    of = _cells(groups, "inside") | _cells(groups, "placed")
    of |= {((1, one), to(two)) for one in groups for two in groups if one != two}
    missing = _not_known(network, (ALL, "unplaced"))
    value = homophily.assortativity(network.mixing)
    return Reading("assortativity", "all", None, None, missing, value, of)


def _between(network: Network) -> Iterator[Reading]:
    people = network.mixing.people
    for one in network.groups:
        for two in network.groups:
            if one != two:
                ties = network.mixing.ties.get((one, two), 0)
                tied = Shown(ties, frozenset({((1, one), to(two))}))
                possible = Shown(people[one] * people[two], _cells([one, two], "people"))
                missing = _not_known(network, ((1, one), "unheard"), ((1, two), "unheard"))
                yield _share("density_between", f"{one} → {two}", tied, possible, missing)


def _near(network: Network) -> Iterator[Reading]:
    """Of pairs of whom one named the other, and of all pairs, those who were near each other."""
    near = {
        name: Shown(count, frozenset({(ALL, f"worn {name}")}))
        for name, count in network.near._asdict().items()
    }
    bare = network.counted[ALL, ON_ROLL] - network.near.wore
    missing = Shown(bare, near["wore"].of)
    yield _share("near_named", "all", near["named_near"], near["named"], missing)
    yield _share("near_any", "all", near["near"], near["pairs"], missing)


def _share(
    measure: str, cohort: str, numerator: Shown, denominator: Shown, not_known: Shown
) -> Reading:
    value = Fraction(numerator.number, denominator.number) if denominator.number else None
    of = numerator.of | denominator.of
    return Reading(measure, cohort, numerator, denominator, not_known, value, of)


def _not_known(network: Network, *cells: Cell) -> Shown:
    counts = [network.cells.get(cell, network.counted.get(cell, 0)) for cell in cells]
    return Shown(sum(counts), frozenset(cells))


def _cells(groups: Sequence[str], name: str) -> frozenset[Cell]:
    return frozenset(((1, group), name) for group in groups)
