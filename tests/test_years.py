"""A head of year runs what is about their own year; of another year there is no such page."""

import pytest
from django.urls import reverse

from beside.access.actor import role
from beside.enrichment.models import Season
from beside.rights import Role
from beside.ties.models import Round
from beside.timetable.models import Cycle
from tests.factories import act
from tests.pages import GETS
from tests.test_urls import address, come_in, places  # noqa: F401

# Whose addresses lead to a survey, choice time or a season about a year.
OF_A_YEAR = ("round", "survey", "choosing", "given", "season", "teamrun", "run", "session")


LISTED = (
    ("rounds", "round", "round"),
    ("choice_time", "cycle", "choosing"),
    ("challenges", "season", "season"),
)


def runs(page) -> bool:
    """Whether whoever organises has this page, and staff without a year have not."""
    return page.answers["organiser"] == 200 and page.answers["staff"] == 404


def given_to(places, years: list[str]) -> None:  # noqa: F811
    """Let everything of the school be about these years."""
    here, _there = places
    act(here.people["organiser"])
    Cycle.objects.filter(school=here.small.school).update(year_groups=years)
    Season.objects.filter(school=here.small.school).update(year_groups=years)
    with role(Role.ROLL):
        Round.objects.filter(school=here.small.school).update(year_groups=years)


PAGES = [page for page in GETS if runs(page) and set(page.args) & set(OF_A_YEAR)]


@pytest.mark.parametrize("years", [["10"], [], ["9", "10"]])
def test_of_another_year_there_is_no_such_page(places, years):  # noqa: F811
    given_to(places, years)
    client = come_in("head_of_year", places)
    got = {page.name: client.get(address(page, places[0].ids)).status_code for page in PAGES}
    assert len(got) > 15
    assert set(got.values()) == {404}, {name: code for name, code in got.items() if code != 404}


def test_of_their_own_year_there_is(places):  # noqa: F811
    client = come_in("head_of_year", places)
    got = {page.name: client.get(address(page, places[0].ids)).status_code for page in PAGES}
    assert set(got.values()) == {200}, {name: code for name, code in got.items() if code != 200}


def test_whoever_organises_the_school_has_all(places):  # noqa: F811
    given_to(places, [])
    client = come_in("organiser", places)
    got = {page.name: client.get(address(page, places[0].ids)).status_code for page in PAGES}
    assert set(got.values()) == {200}, {name: code for name, code in got.items() if code != 200}


def test_their_lists_hold_their_own_years_alone(places):  # noqa: F811
    ids = places[0].ids
    own = come_in("head_of_year", places)
    for name, page, key in LISTED:
        assert link(page, ids[key]) in own.get(reverse(name)).content.decode(), name
    given_to(places, ["10"])
    for name, page, key in LISTED:
        assert link(page, ids[key]) not in own.get(reverse(name)).content.decode(), name


def link(page: str, pk) -> str:
    return f'"{reverse(page, args=[pk])}"'


def test_a_survey_that_they_open_is_about_their_own_year(places):  # noqa: F811
    client = come_in("head_of_year", places)
    client.post(reverse("round_new"), {"name": "Ours", "year_groups": ["9"]})
    act(places[0].people["organiser"])
    made = Round.objects.get(name="Ours")
    assert made.year_groups == ["9"]
    refused = client.post(reverse("round_new"), {"name": "Theirs", "year_groups": ["11"]})
    assert refused.status_code == 422
