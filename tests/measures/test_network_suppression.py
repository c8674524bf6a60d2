"""Network measures that leave have no small cell, and give none away, alone or with the others."""

from math import isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beside.measures import counting, figures, network_cells
from beside.measures.layout import sums
from beside.measures.release import Table, released, released_beside
from beside.measures.tables import Membership
from tests import drawn
from tests.realdata import networks

from . import databases
from .test_network_library import counted

COUNTS = ("numerator", "denominator", "not_known")


@st.composite
def schools(draw):
    people = [f"p{number:02}" for number in range(draw(st.integers(6, 14)))]
    person = st.sampled_from(people)
    ties = draw(st.sets(st.tuples(person, person), min_size=8, max_size=70))
    silent = dict.fromkeys(draw(st.sets(person, max_size=5)), "")
    houses = {each: draw(st.sampled_from(["red", "red", "blue", "gold", None])) for each in people}
    school = networks.network(people, ties, silent=silent, attributes={"house": houses})
    members = st.sets(st.tuples(person, st.sampled_from(["choir", "band"])), max_size=20)
    school.membership.extend(Membership(*each) for each in sorted(draw(members)))
    return school


@pytest.fixture(scope="module")
def sqlite():
    with databases.sqlite() as found:
        yield found


def fixed(ways, cells, shown):
    """The cells that follow from those shown: they are the same in every solution of the sums."""
    hidden = {cell for total, parts in ways for cell in (total, *parts)} | cells.keys()
    places = {cell: place for place, cell in enumerate(sorted(hidden - shown, key=str))}
    equations = np.zeros((len(ways), len(places)))
    for row, (total, parts) in enumerate(ways):
        for cell, sign in [(total, -1), *((part, 1) for part in parts)]:
            if cell in places:
                equations[row, places[cell]] += sign
    _, strengths, directions = np.linalg.svd(equations)
    free = directions[(strengths > 1e-9).sum() :]
    return {cell for cell, at in places.items() if cell in cells and not free[:, at].round(9).any()}


@pytest.mark.worlds
@settings(max_examples=drawn.worlds(40, 1000), deadline=None)
@given(school=schools(), threshold=st.integers(2, 6))
def test_no_network_gives_a_small_cell_away(sqlite, school, threshold):
    found = counted(sqlite, school, "house")
    table = Table("peer", "peer", "house", found.counted)
    left = released(table, set(), threshold)
    shown = released_beside(found.cells, table, left, set(), threshold)
    cells = {**found.counted, **found.cells}
    assert shown & found.counted.keys() == left.keys()
    assert all(cells[cell] >= threshold for cell in shown)
    ways = sums("peer", "peer", counting.cohorts(found.counted))
    ways += network_cells.sums(cells, "house")
    assert not {cell for cell in fixed(ways, cells, shown) if cells[cell] < threshold}


@settings(max_examples=25, deadline=None)
@given(school=schools())
def test_what_is_said_to_add_up_does(sqlite, school):
    found = counted(sqlite, school, "house")
    cells = {**found.counted, **found.cells}
    for total, parts in network_cells.sums(cells, "house"):
        if total in cells:
            known = sum(cells[part] for part in parts if part in cells)
            hidden = any(part not in cells for part in parts)
            assert known <= cells[total] if hidden else known == cells[total]


@settings(max_examples=25, deadline=None)
@given(school=schools(), threshold=st.integers(2, 6), by=st.sampled_from(["", "house", "group"]))
def test_an_index_leaves_only_with_what_it_is_made_of(sqlite, school, threshold, by):
    sqlite.hold(school)
    asked = {"rounds": [networks.ROUND], "by": by, "attributes": ["house"], "dialect": "sqlite"}
    plain = figures(sqlite.execute, **asked, suppress=threshold)
    exact = figures(sqlite.execute, **asked, network=True)
    found = figures(sqlite.execute, **asked, suppress=threshold, network=True)
    assert found[: len(plain)] == plain
    shown = {(each.measure, each.cohort): each for each in found[len(plain) :]}
    for each in exact[len(plain) :]:
        left = shown[each.measure, each.cohort]
        assert all(getattr(left, name) in (None, getattr(each, name)) for name in COUNTS)
        assert left.value is None or isclose(left.value, each.value)
        assert left.numerator is None or left.numerator >= threshold
        if each.measure in {"homophily", "e_i"} and left.value is not None:
            assert shown["same_group", each.cohort].value is not None
