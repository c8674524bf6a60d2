"""Whatever was said, the queries and the slow reference say the same of it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beside.measures import figures, reference, states
from beside.measures.query import COHORTS
from beside.measures.tables import (
    Adult,
    Asking,
    Attribute,
    Membership,
    Nomination,
    Pupil,
    Respondent,
    Tables,
)

PUPILS, STAFF, CARERS = ("p1", "p2", "p3", "p4"), ("s1", "s2"), ("c1",)
ROUNDS = ("autumn", "spring")
PLACES = {
    "peer": (PUPILS, PUPILS),
    "adult": (PUPILS, STAFF),
    "family": (PUPILS, (*CARERS, None)),
    "outside": (PUPILS, (None, *CARERS)),
    "staff_knows": (STAFF, PUPILS),
    "carer_staff": (CARERS, PUPILS),
    "contact": ((*PUPILS, *STAFF), (*PUPILS, *STAFF)),
    "care": (PUPILS, (*STAFF, *PUPILS, None)),
    "mentor": (PUPILS, STAFF),
}
REASONS = ("", "", "", "absent", "declined", "left", "new", "not_on_roll")


@st.composite
def a_nomination(draw):
    question = draw(st.sampled_from(sorted(PLACES)))
    egos, alters = PLACES[question]
    ego = draw(st.sampled_from(egos))
    return Nomination(
        draw(st.sampled_from(ROUNDS)),
        ego,
        draw(st.sampled_from([alter for alter in alters if alter != ego])),
        question,
        draw(st.sampled_from(["yes", "yes", "no"])),
        draw(st.sampled_from([None, 1, 2, 3])),
    )


@st.composite
def a_respondent(draw):
    question = draw(st.sampled_from(sorted(PLACES)))
    return Respondent(
        draw(st.sampled_from(ROUNDS)),
        draw(st.sampled_from(PLACES[question][0])),
        question,
        draw(st.sampled_from([True, True, False])),
        draw(st.booleans()),
        draw(st.sampled_from(REASONS)),
    )


def _some(of, key, size):
    return st.lists(of, max_size=size, unique_by=key)


NAMES = st.sampled_from([None, "7", "10", "7A"])
WORLDS = st.builds(
    Tables,
    roll=st.lists(
        st.builds(Pupil, st.sampled_from(PUPILS), NAMES, NAMES, NAMES),
        min_size=1,
        max_size=4,
        unique_by=lambda pupil: pupil.person,
    ),
    staff=_some(st.builds(Adult, st.sampled_from(STAFF)), lambda adult: adult, 2),
    membership=_some(
        st.builds(Membership, st.sampled_from([*PUPILS, *STAFF]), st.sampled_from("abc")),
        lambda row: row,
        6,
    ),
    nominations=_some(a_nomination(), lambda row: row[:4], 14),
    respondents=_some(a_respondent(), lambda row: row[:3], 14),
    asking=_some(
        st.builds(Asking, st.sampled_from(ROUNDS), st.sampled_from(PUPILS), st.booleans()),
        lambda row: row[:2],
        6,
    ),
    attributes=_some(
        st.builds(Attribute, st.sampled_from(PUPILS), st.sampled_from(["sex", "house"]), NAMES),
        lambda row: row[:2],
        6,
    ),
)
ASKED = st.lists(st.sampled_from(ROUNDS), min_size=1, max_size=2, unique=True)
RINGS = st.none() | st.sets(st.sampled_from([1, 2, 3]), min_size=1)
QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("question", ["peer", "adult", "family", "outside"])
@QUICK
@given(world=WORLDS, rounds=ASKED, rings=RINGS, by=st.sampled_from(["", *COHORTS]))
def test_figures_agree(question, world, rounds, rings, by, database):
    database.hold(world)
    asked = {"rounds": rounds, "question": question, "rings": rings, "by": by}
    measured = figures(database.execute, **asked, dialect=database.dialect)
    assert measured == reference.figures(world, **asked)


@QUICK
@given(world=WORLDS, rounds=ASKED, rings=RINGS, by=st.sampled_from(["", *COHORTS, "sex"]))
def test_network_measures_agree(world, rounds, rings, by, database):
    database.hold(world)
    asked = {"rounds": rounds, "rings": rings, "by": by, "network": True}
    measured = figures(database.execute, **asked, attributes=["sex"], dialect=database.dialect)
    assert measured == reference.figures(world, **asked)


@pytest.mark.parametrize("need", ["adult", "peer", "family", "contact", "care", "mentor"])
@QUICK
@given(world=WORLDS, rounds=ASKED)
def test_states_agree(need, world, rounds, database):
    database.hold(world)
    found = states.of_pupils(database.execute, rounds=rounds, need=need, dialect=database.dialect)
    assert found == reference.findings(world, rounds=rounds, need=need)
