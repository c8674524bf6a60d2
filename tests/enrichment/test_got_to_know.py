"""Who got to know whom in a team, as the next survey shows to the pupil alone."""

from datetime import timedelta

import pytest

from beside.home.queries import got_to_know
from tests.enrichment.school import AFTER, Challenging
from tests.factories import act, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(monkeypatch) -> Challenging:
    monkeypatch.setenv("BESIDE_NOW", (AFTER + timedelta(days=40)).isoformat())
    found = Challenging()
    found.formed()
    return found


def mates(school) -> list:
    team = school.team_of(school.amina).pk
    return [p for p in school.pupils if p != school.amina and school.team_of(p).pk == team]


def survey(school, days: int, *named, question: str = "peer") -> None:
    taken = AFTER.date() + timedelta(days=days)
    round_ = school.made.round(f"Survey {days} {question}", taken_on=taken)
    for each in named:
        school.made.names(round_, school.amina, each, question)


def test_whom_they_name_for_the_first_time_since_is_said_to_them_alone(client, school):
    friend, *others = mates(school)
    outside = next(p for p in school.pupils if p not in (school.amina, friend, *others))
    survey(school, -60, friend)
    survey(school, 30, friend, outside, *others)
    title = school.team_of(school.amina).challenge.title
    assert got_to_know(act(school.amina)) == [(title, sorted(p.name for p in others))]
    for reader in (friend, school.organiser, school.tutor):
        assert got_to_know(act(reader)) == []
    sign_in(client, school.amina)
    page = client.get("/").text
    assert "People you got to know" in page and others[0].name in page


def test_where_it_is_nobody_nothing_is_said(client, school):
    survey(school, -60, *mates(school))
    survey(school, 30, *mates(school))
    survey(school, 31, *mates(school), question="wish")
    assert got_to_know(act(school.amina)) == []
    sign_in(client, school.amina)
    assert "People you got to know" not in client.get("/").text
