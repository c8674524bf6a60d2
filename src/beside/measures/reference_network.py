"""The judge of the network measures: each straight from its definition, over sets of people."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations

from beside.measures.figure import Figure

Cohorts = Sequence[tuple[str, set[str]]]
Counts = tuple[int | None, int | None, Fraction | None]


@dataclass(frozen=True)
class Ties:
    """The ties between pupils in scope, and everybody on roll by their recorded group."""

    scope: set[str]
    arcs: Collection[tuple[str, str]]
    groups: dict[str, set[str]]
    wore: frozenset[str] = frozenset()
    near: frozenset[frozenset[str]] = frozenset()

    def among(self, people: Collection[str]) -> list[tuple[str, str]]:
        """Which ties are among these people."""
        return [(ego, alter) for ego, alter in self.arcs if ego in people and alter in people]

    def group(self, person: str) -> str:
        """Say in which group a person is who is in one."""
        return next(name for name, people in self.groups.items() if person in people)

    def recorded(self) -> set[str]:
        """Who answered and is in a group."""
        return self.scope.intersection(set().union(*self.groups.values()))


def figures(ties: Ties, cohorts: Cohorts) -> list[Figure]:
    """Work out the network measures, in the order `figures` of the queries gives."""
    found = [
        _figure(measure, name, count(people & ties.scope, ties), len(people - ties.scope))
        for measure, count in _OF_COHORTS.items()
        for name, people in cohorts
    ]
    if not ties.groups:
        return found + _near(ties, cohorts)
    everybody = dict(cohorts)["all"]
    together = [("all", everybody), *ties.groups.items()]
    for measure, count in _OF_GROUPS.items():
        for name, people in together:
            inside = people & ties.recorded()
            found.append(_figure(measure, name, count(inside, ties), len(people - inside)))
    unplaced = len(everybody - ties.recorded())
    found.append(_figure("assortativity", "all", _assortativity(ties), unplaced))
    found += [_between(ties, one, two) for one, two in permutations(ties.groups, 2)]
    return found + _near(ties, cohorts)


def _figure(measure: str, name: str, counts: Counts, not_known: int) -> Figure:
    numerator, denominator, value = counts
    rounded = None if value is None else round(float(value), 4)
    return Figure(measure, name, numerator, denominator, not_known, rounded)


def _share(numerator: int, denominator: int) -> Counts:
    return numerator, denominator, Fraction(numerator, denominator) if denominator else None


def _small_pieces(people: set[str], ties: Ties) -> Counts:
    """Whoever reaches one or two others, however often they go on from there."""
    joined = {frozenset(arc) for arc in ties.among(people)}
    count = 0
    for person in people:
        reached = {person}
        while more := {each for pair in joined if pair & reached for each in pair} - reached:
            reached |= more
        count += len(reached) in (2, 3)
    return _share(count, len(people))


def _near(ties: Ties, cohorts: Cohorts) -> list[Figure]:
    worn = ties.wore & ties.scope
    if not worn:
        return []
    pairs = {frozenset(pair) for pair in combinations(worn, 2)}
    named = {frozenset(arc) for arc in ties.among(worn)}
    missing = len(dict(cohorts)["all"] - worn)
    return [
        _figure("near_named", "all", _share(len(named & ties.near), len(named)), missing),
        _figure("near_any", "all", _share(len(pairs & ties.near), len(pairs)), missing),
    ]


def _transitivity(people: set[str], ties: Ties) -> Counts:
    joined = {frozenset(arc) for arc in ties.among(people)}
    triples = [
        ends
        for middle in people
        for ends in combinations([each for each in people if {each, middle} in joined], 2)
    ]
    return _share(sum(set(ends) in joined for ends in triples), len(triples))


def _transitivity_directed(people: set[str], ties: Ties) -> Counts:
    arcs = set(ties.among(people))
    paths = [
        (first, last)
        for first, middle in arcs
        for start, last in arcs
        if middle == start and first != last
    ]
    return _share(sum(path in arcs for path in paths), len(paths))


def _density(people: set[str], ties: Ties) -> Counts:
    return _share(len(ties.among(people)), len([*permutations(people, 2)]))


def _sent(people: set[str], ties: Ties) -> list[tuple[str, str]]:
    return [(ego, alter) for ego, alter in ties.among(ties.recorded()) if ego in people]


def _same(people: set[str], ties: Ties) -> int:
    return sum(ties.group(ego) == ties.group(alter) for ego, alter in _sent(people, ties))


def _chance(people: set[str], ties: Ties) -> Fraction:
    """How likely each tie would stay within, if its alter were any other pupil in a group."""
    total = Fraction(0)
    for ego, _ in _sent(people, ties):
        others = ties.recorded() - {ego}
        total += Fraction(len(others & ties.groups[ties.group(ego)]), len(others))
    return total


def _same_group(people: set[str], ties: Ties) -> Counts:
    return _share(_same(people, ties), len(_sent(people, ties)))


def _expected(people: set[str], ties: Ties) -> Counts:
    sent = len(_sent(people, ties))
    return None, None, _chance(people, ties) / sent if sent else None


def _homophily(people: set[str], ties: Ties) -> Counts:
    same, chance = _same(people, ties), _chance(people, ties)
    most = len(_sent(people, ties)) if same >= chance else 0
    return None, None, (same - chance) / abs(most - chance) if most != chance else None


def _e_i(people: set[str], ties: Ties) -> Counts:
    signs = [-1 if ties.group(e) == ties.group(a) else 1 for e, a in _sent(people, ties)]
    return None, None, Fraction(sum(signs), len(signs)) if signs else None


def _assortativity(ties: Ties) -> Counts:
    pairs = [(ties.group(ego), ties.group(alter)) for ego, alter in ties.among(ties.recorded())]
    if not pairs:
        return None, None, None
    chance = Fraction(sum(one == two for one, _ in pairs for _, two in pairs), len(pairs) ** 2)
    within = Fraction(sum(one == two for one, two in pairs), len(pairs))
    return None, None, (within - chance) / (1 - chance) if chance != 1 else None


def _between(ties: Ties, one: str, two: str) -> Figure:
    egos, alters = ties.groups[one] & ties.scope, ties.groups[two] & ties.scope
    tied = sum(ego in egos and alter in alters for ego, alter in ties.arcs)
    missing = len((ties.groups[one] | ties.groups[two]) - ties.scope)
    counts = _share(tied, len(egos) * len(alters))
    return _figure("density_between", f"{one} → {two}", counts, missing)


_OF_COHORTS: dict[str, Callable[[set[str], Ties], Counts]] = {
    "small_pieces": _small_pieces,
    "transitivity": _transitivity,
    "transitivity_directed": _transitivity_directed,
    "density": _density,
}
_OF_GROUPS: dict[str, Callable[[set[str], Ties], Counts]] = {
    "same_group": _same_group,
    "same_group_expected": _expected,
    "homophily": _homophily,
    "e_i": _e_i,
}
