"""Run the queries of a table of figures, and gather what they count, cell by cell."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from beside.measures import layout
from beside.measures.layout import Cell, Cohort
from beside.measures.states import SURVEY_STATES, State

Run = Callable[[str], Sequence[Sequence[Any]]]


def cells(run: Run, question: str, need: str) -> dict[Cell, int]:
    """Count every cell of a table; `run` runs a measure by its name and gives its rows."""
    counted: dict[Cell, int] = {}
    for line in layout.lines(question, ""):
        if line.measure != "components":
            counted.update(_line_cells(run(line.measure), line))
    if question == "peer":
        found = pieces(run("members"), run("components"))
        counted |= {(cohort, "components"): len(found[cohort]) for cohort in cohorts(counted)}
    if need:
        counted.update(_state_cells(run("state")))
    return counted


def cohorts(counted: Mapping[Cell, int]) -> list[Cohort]:
    """Give the cohorts of a table: all pupils first, then by name, with 9 before 10."""
    return sorted({cohort for cohort, _ in counted}, key=_natural)


def nested_groups(run: Run, threshold: int) -> set[Cohort]:
    """Find groups that would give a few pupils away by subtraction from a larger group.

    That is a group that holds all of another (or of the roll) but for fewer than `threshold`.
    Both its figures and the other's would show what those few said, so the smaller one goes.
    """
    people: defaultdict[Cohort, set[Any]] = defaultdict(set)
    for level, cohort, person, _ in run("members"):
        people[level, cohort].add(person)
    return {
        small
        for small, few in people.items()
        for large, many in people.items()
        if few < many and len(many) - len(few) < threshold
    }


def _line_cells(rows: Sequence[Sequence[Any]], line: layout.Line) -> Iterator[tuple[Cell, int]]:
    for level, cohort, *counts in rows:
        for name, count in zip(line[1:], counts, strict=True):
            if name:
                yield ((level, cohort), name), int(count)


def _state_cells(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Cell, int]]:
    pupils: defaultdict[Cohort, Counter[str]] = defaultdict(Counter)
    for level, cohort, state, count in rows:
        pupils[level, cohort][state] = int(count)
    for cohort, counts in pupils.items():
        for state in SURVEY_STATES:
            yield (cohort, state), counts[state]
        yield (cohort, layout.ON_ROLL), counts.total()
        yield (cohort, "known"), counts.total() - counts[State.NOT_KNOWN]


def pieces(
    members: Sequence[Sequence[Any]], arcs: Sequence[Sequence[Any]]
) -> defaultdict[Cohort, list[int]]:
    """Give the sizes of the weakly connected components in each cohort, by union and find."""
    cohorts_of: defaultdict[Any, set[Cohort]] = defaultdict(set)
    parents: defaultdict[Cohort, dict[Any, Any]] = defaultdict(dict)
    for level, cohort, person, in_scope in members:
        if in_scope:
            cohorts_of[person].add((level, cohort))
            parents[level, cohort][person] = person
    for ego, alter in arcs:
        for shared in cohorts_of[ego] & cohorts_of[alter]:
            parent = parents[shared]
            parent[_root(parent, ego)] = _root(parent, alter)
    found: defaultdict[Cohort, list[int]] = defaultdict(list)
    for cohort, parent in parents.items():
        found[cohort] += Counter(_root(parent, person) for person in parent).values()
    return found


def _root(parent: dict[Any, Any], person: Any) -> Any:
    while parent[person] != person:
        parent[person] = parent[parent[person]]
        person = parent[person]
    return person


def _natural(cohort: Cohort) -> tuple[int, int, str]:
    level, name = cohort
    return level, int(name) if name.isascii() and name.isdigit() else 10**9, name
