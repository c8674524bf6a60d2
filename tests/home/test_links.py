"""A first page leads nowhere that its reader may not go."""

import re

import pytest
from django.test import Client

from beside.access.actor import acting
from beside.ties.actions import commitments
from tests.factories import NOW, TODAY, Small, act, sign_in
from tests.pages import ROLES
from tests.test_urls import CODE, Place, come_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())


def _led_nowhere(client: Client) -> dict[str, int]:
    """The links of the first page that are refused, or not found, with what they answer."""
    text = client.get("/", follow=True).text
    links = {link for link in re.findall(r'href="(/[^"#]*)', text) if "/static/" not in link}
    answers = {link: client.get(link, follow=True).status_code for link in links}
    return {link: status for link, status in answers.items() if status >= 400}


@pytest.mark.parametrize("who", ROLES)
def test_every_link_of_a_first_page_can_be_followed(who):
    here = Place("Hill", CODE)
    there = Place("Dale", "DDLLEE", here.small.federation)
    assert _led_nowhere(come_in(who, (here, there))) == {}


def test_a_gardener_beside_a_pupil_is_led_to_no_page_about_them(client):
    made = Small()
    dates = {"checks_expire": TODAY, "training_expires": TODAY}
    leo, gardener = made.pupil("Leo Gill"), made.adult("Joan Bell", "community", **dates)
    lead = made.adult("Ann Reid", "head_of_year", "9")
    made.settle()
    by = act(lead)
    with acting(by):
        commitments.commit(by=by, school=made.school, pupil=leo.pk, adult=gardener.pk)
    sign_in(client, gardener)
    page = client.get("/").text
    assert "Leo" in page and "Gill" not in page
    assert _led_nowhere(client) == {}
