"""What is known of two real schools, from their files to the figures."""

from collections import Counter

import pytest

from beside.measures import figures, reference, states
from beside.measures.figure import Figure
from tests.realdata import mcfarland, primary2009

from . import real


@pytest.fixture(scope="module")
def magnet(tmp_path_factory):
    paths = mcfarland.write(tmp_path_factory.mktemp("magnet"))
    return real.plain(paths.roll, *paths.rounds)


@pytest.fixture(scope="module")
def primary(tmp_path_factory):
    paths = primary2009.write(tmp_path_factory.mktemp("primary"))
    return real.plain(paths.roll, paths.round)


def _measured(database, given, **asked):
    database.hold(given)
    found = figures(database.execute, **asked, dialect=database.dialect)
    return {each.measure: each for each in found if each.cohort == "all"}


def test_friends_of_the_second_round(database, magnet):
    found = _measured(database, magnet, rounds=["Round 2"], question="peer", rings={1, 2})
    assert [found[name] for name in list(found)[:6]] == [
        Figure("people", "all", 182, None, 745, 182),
        Figure("ties", "all", 1525, None, 745, 1525),
        Figure("reciprocity", "all", 1012, 1525, 745, 0.6636),
        Figure("named_by_nobody", "all", 3, 182, 745, 0.0165),
        Figure("names_nobody", "all", 7, 182, 745, 0.0385),
        Figure("no_tie_either_way", "all", 1, 182, 745, 0.0055),
    ]


@pytest.mark.parametrize(
    ("rounds", "none", "answered"),
    [(["Round 1"], 40, 215), (["Round 2"], 46, 183), (["Round 1", "Round 2"], 31, 223)],
)
def test_pupils_who_name_no_adult(rounds, none, answered, database, magnet):
    found = _measured(database, magnet, rounds=rounds, question="adult")["names_nobody"]
    assert (found.numerator, found.denominator) == (none, answered)
    assert found.not_known == 927 - answered


@pytest.mark.parametrize(
    ("rounds", "not_asked"),
    [(["Round 1"], 700), (["Round 2"], 736), (["Round 1", "Round 2"], 694)],
)
def test_whoever_was_not_asked_is_not_known(rounds, not_asked, database, magnet):
    database.hold(magnet)
    found = states.of_pupils(
        database.execute, rounds=rounds, need="adult", dialect=database.dialect
    )
    reasons = Counter((each.state, each.reason) for each in found)
    assert reasons["not_known", "not_asked"] == not_asked
    assert {state for state, _ in reasons} == {"pupil_only", "nobody", "not_known"}


def test_a_class_of_year_groups_adds_up_to_the_school(database, magnet):
    database.hold(magnet)
    found = figures(database.execute, rounds=["Round 2"], by="year_group", dialect=database.dialect)
    people = {each.cohort: each.numerator for each in found if each.measure == "people"}
    assert list(people) == ["all", "9", "10", "11", "12", "13", "not recorded"]
    assert people.pop("all") == sum(people.values())


def test_the_three_pupils_never_near_a_teacher(database, primary):
    database.hold(primary)
    found = states.of_pupils(
        database.execute, rounds=["Badges"], need="contact", dialect=database.dialect
    )
    assert Counter(each.state for each in found) == {"some": 229, "none_measured": 3}
    none = {each.person for each in found if each.state == "none_measured"}
    assert none == {"1766", "1775", "1799"}


def test_the_reference_agrees_on_a_real_round(database, magnet):
    found = reference.figures(magnet, rounds=["Round 2"], question="adult", by="year_group")
    database.hold(magnet)
    asked = {"rounds": ["Round 2"], "question": "adult", "by": "year_group"}
    assert found == figures(database.execute, **asked, dialect=database.dialect)
