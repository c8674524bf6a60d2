"""The counts a page may say of ties between pupils: those of the figures, and guarded together."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beside.measures import between, figures
from beside.measures.tables import Pupil
from tests import drawn
from tests.realdata import networks

from . import databases
from .test_network_library import graph, near


def placed(people, ties, silent=(), years=None, groups=None, schools=None):
    """A network whose pupils have a year, a tutor group and a previous school, or none."""
    held = networks.network(people, ties, silent=dict.fromkeys(silent, ""))
    columns = (years or {}, groups or {}, schools or {})
    held.roll[:] = [Pupil(each, *(column.get(each) for column in columns)) for each in people]
    return held


def measured(database, held, threshold=0):
    database.hold(held)
    found = between.between(
        database.execute, rounds=[networks.ROUND], threshold=threshold, dialect=database.dialect
    )
    return {each[:4]: each for each in found}


def two_years():
    people = [f"{year}{n:02}" for year in "789" for n in range(12)]
    ties = [(one, two) for one in people for two in people if (int(one) * int(two)) % 17 < 4]
    within = [(one, two) for one, two in ties if one[0] == two[0] or int(one) % 3 == 0]
    return placed(
        people,
        within,
        silent=["703", "911"],
        years={each: each[0] for each in people},
        groups={each: f"{each[0]}{'AB'[int(each) % 2]}" for each in people},
        schools={each: "Elm" if int(each) % 5 else "Oak" for each in people if each != "802"},
    )


def test_they_are_those_of_the_figures(database):
    held = two_years()
    found = measured(database, held)
    database.hold(held)
    asked = {"rounds": [networks.ROUND], "network": True, "dialect": database.dialect}
    whole = {f.measure: f for f in figures(database.execute, **asked)}
    for measure in between.OF_ALL:
        each, other = found[measure, "", "", ""], whole[measure]
        assert each.numerator == other.numerator
        assert each.denominator == other.denominator
        assert each.not_known == other.not_known
    for by in between.CUTS:
        cut = {(f.measure, f.cohort): f for f in figures(database.execute, **asked, by=by)}
        each, other = found["same_group", by, "", ""], cut["same_group", "all"]
        assert (each.numerator, each.denominator) == (other.numerator, other.denominator)
        assert each.not_known == other.not_known
        assert each.expected == cut["same_group_expected", "all"].value
        if by == between.MATRIX:
            for (_m, _by, one, two), row in found.items():
                if one != two and two:
                    assert row.numerator == cut["density_between", f"{one} → {two}"].numerator
                    assert row.denominator == cut["same_group", one].denominator


def test_they_are_those_of_a_graph_library(database):
    held = two_years()
    made, found = graph(held), measured(database, held)
    returned = found["reciprocity", "", "", ""]
    assert returned.numerator / returned.denominator == near(nx.overall_reciprocity(made))
    closed = found["transitivity", "", "", ""]
    assert closed.numerator / closed.denominator == near(nx.transitivity(made.to_undirected()))
    years = {each.person: each.year_group for each in held.roll if each.person in made}
    nx.set_node_attributes(made, years, "year")
    matrix = nx.attribute_mixing_dict(made, "year")
    for (measure, _by, one, two), row in found.items():
        if measure == "towards":
            assert row.numerator == matrix.get(one, {}).get(two, 0)


@st.composite
def schools(draw):
    people = [f"p{number:02}" for number in range(draw(st.integers(8, 20)))]
    person = st.sampled_from(people)
    ties = draw(st.sets(st.tuples(person, person), min_size=8, max_size=90))
    years = {each: draw(st.sampled_from(["7", "7", "8", "8", "9"])) for each in people}
    groups = {each: f"{year}{draw(st.sampled_from('AB'))}" for each, year in years.items()}
    elms = {each: draw(st.sampled_from(["Elm", "Elm", "Oak", None])) for each in people}
    return placed(people, ties, draw(st.sets(person, max_size=5)), years, groups, elms)


@pytest.fixture(scope="module")
def sqlite():
    with databases.sqlite() as found:
        yield found


@pytest.mark.worlds
@settings(max_examples=drawn.worlds(80, 1000), deadline=None)
@given(school=schools(), threshold=st.integers(2, 4))
def test_nothing_small_is_shown_or_follows_from_what_is(sqlite, school, threshold):
    exact, shown = measured(sqlite, school), measured(sqlite, school, threshold)
    assert exact.keys() == shown.keys()
    held = {}
    for key, each in shown.items():
        for name in ("numerator", "denominator", "not_known"):
            count = getattr(each, name)
            assert count is None or count == getattr(exact[key], name)
            assert count is None or count >= threshold
            held[key, name] = (getattr(exact[key], name), count is not None)
    assert not small_that_follow(held, threshold)


def small_that_follow(held, threshold):
    """Small counts of the year groups' matrix that its margins fix, by linear algebra of our own."""
    cells = {}
    for (key, name), (count, is_shown) in held.items():
        if count is not None and key[0] in ("towards", "same_group") and key[1] == between.MATRIX:
            cell = ("sent", key[2]) if name == "denominator" and key[2] else (key[2:], name)
            cells[cell] = (count, is_shown)
    groups = sorted({key[2] for key, _name in held if key[0] == "towards"})
    equations = [
        [(("sent", one), -1), *((((one, two), "numerator"), 1) for two in groups)] for one in groups
    ]
    equations.append(
        [((("", ""), "numerator"), -1), *((((one, one), "numerator"), 1) for one in groups)]
    )
    equations.append([((("", ""), "denominator"), -1), *((("sent", one), 1) for one in groups)])
    hidden = [cell for cell, (_count, is_shown) in cells.items() if not is_shown]
    if not groups or not hidden:
        return []
    matrix = np.array(
        [[dict(each).get(cell, 0) for cell in hidden] for each in equations], dtype=float
    )
    _, strengths, directions = np.linalg.svd(matrix)
    free = directions[(strengths > 1e-9).sum() :]
    fixed = [cell for at, cell in enumerate(hidden) if not free[:, at].round(9).any()]
    return [cell for cell in fixed if cells[cell][0] < threshold]


def test_a_tutor_group_never_gives_a_year_away(database):
    """Four of year 9 answered; what is said by tutor group speaks of all groups at once."""
    held = two_years()
    for row in list(held.respondents):
        if row.person[0] == "9" and int(row.person) >= 904:
            held.respondents.remove(row)
    found = measured(database, held, 5)
    assert all(each.group == "" for each in found.values() if each.by == "tutor_group")
    assert all(
        each.numerator is None for each in found.values() if "9" in (each.group, each.towards)
    )
    years = [found["people", "year_group", year, ""].numerator for year in "78"]
    assert found["people", "", "", ""].numerator is None or None in years
