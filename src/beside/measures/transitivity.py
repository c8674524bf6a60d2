"""How often a friend of a friend is a friend, within a cohort.

Of the undirected graph, where a tie joins two whoever named whom, `transitivity` is three times
the triangles of all connected triples (Wasserman and Faust, Social Network Analysis, 1994, chapter
6; so written by Newman, Watts and Strogatz, Random graph models of social networks, PNAS 99, 2002).
Of the directed graph, `transitivity_directed` is the share of two-paths (i names j, j names k, who
is not i) where i names k too (Holland and Leinhardt, Transitivity in structural models of
small groups, Comparative Group Studies 2, 1971). Both are counted over rows, with sets of
neighbours: joining a large school's ties to themselves in SQL takes ten times as long.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from beside.measures.layout import Cohort

Neighbours = Mapping[Any, set[Any]]


class Triads(NamedTuple):
    """What there is of threes: `closed` is three times the triangles, of so many `triples`.

    `transitive` are those of the directed `two_paths` whose ends are tied from first to last.
    """

    closed: int
    triples: int
    transitive: int
    two_paths: int


def triads(members: Sequence[Sequence[Any]], arcs: Sequence[Sequence[Any]]) -> dict[Cohort, Triads]:
    """Count the threes inside every cohort.

    `members` are rows of level, cohort, person and whether in scope; `arcs` of who named whom.
    """
    cohorts: defaultdict[Cohort, set[Any]] = defaultdict(set)
    for level, cohort, person, in_scope in members:
        cohorts[level, cohort] |= {person} if in_scope else set()
    named: defaultdict[Any, set[Any]] = defaultdict(set)
    for ego, other in arcs:
        named[ego].add(other)
    return {cohort: _inside(people, named) for cohort, people in cohorts.items()}


def _inside(people: set[Any], named: Neighbours) -> Triads:
    names = {person: named.get(person, set()) & people for person in people}
    named_by: dict[Any, set[Any]] = {person: set() for person in people}
    for ego, others in names.items():
        for other in others:
            named_by[other].add(ego)
    joined = {person: names[person] | named_by[person] for person in people}
    return Triads(*_undirected(joined), *_directed(names, named_by))


def _undirected(joined: Neighbours) -> tuple[int, int]:
    """Every triangle is met once from each end of its three sides: six times."""
    met = sum(len(joined[one] & joined[two]) for one in joined for two in joined[one])
    return met // 2, sum(len(near) * (len(near) - 1) // 2 for near in joined.values())


def _directed(names: Neighbours, named_by: Neighbours) -> tuple[int, int]:
    """A tie that is returned would be a two-path back to where it began, which is none."""
    transitive = sum(len(names[ego] & named_by[other]) for ego in names for other in names[ego])
    through = (len(names[each]) * len(named_by[each]) for each in names)
    returned = sum(len(names[each] & named_by[each]) for each in names)
    return transitive, sum(through) - returned
