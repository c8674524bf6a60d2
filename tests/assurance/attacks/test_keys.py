"""Whoever makes a key for somebody reads nothing by it of what that person said before."""

import re

import pytest

from tests.assurance.attacks.doors import card, group_id, letter, round_id

pytestmark = pytest.mark.assurance


def named_by(school, name: str) -> set[str]:
    """The full names of those whom a pupil sees on the page of their own people."""
    page = school.visitor(name).get("/my-people/").text
    known = school.sql("SELECT given_name || ' ' || family_name FROM schools_person")
    return {each for (each,) in known if each in page and not each.lower().startswith(name)}


@pytest.mark.parametrize("maker", ["patel", "reid"])
def test_a_card_shows_its_maker_nothing_that_the_pupil_said(school, maker):
    named = named_by(school, "amina")
    assert len(named) > 3
    other = school.visitor()
    other.open(f"/card/{card(school, school.visitor(maker), school.person('amina'))}/")
    shown = " ".join(other.get(path).text for path in ("/", "/my-people/", "/past/"))
    assert not [each for each in named if each in shown]


@pytest.mark.parametrize("victim", ["amina", "shah"])
def test_an_invitation_takes_nobodys_account(school, victim):
    made = school.visitor("kaur").post(f"/roll/people/{school.person(victim)}/invite/")
    link = re.search(r"/invitation/([^/\s\"]+)/", made.source)
    other = school.visitor()
    if link:
        other.open(link[0], username=victim, password="three quiet willow trees")
    assert other.get("/who-looked/").path != "/who-looked/"
    assert other.get("/concerns/").path != "/concerns/"
    assert school.visitor(victim)


WORDS = "Only the nurse, about his father"


def test_a_new_letter_shows_its_maker_nothing_that_the_parent_wrote(school):
    hughes, hodan = school.visitor("hughes"), school.person("hodan")
    asking, group = round_id(school, "Who is beside"), group_id(school, "9KP")
    parent = school.visitor()
    page = parent.open(f"/family/{letter(hughes, asking, group, carer=hodan)}/")
    page = parent.post(page.path, words=WORDS, next=1)
    while "/check/" not in page.path:
        page = parent.post(page.path, skip=1)
    assert WORDS in page.text

    assert parent.post("/family/form/send/").path == "/family/sent/"
    assert WORDS not in _read(school, letter(hughes, asking, group, anew=hodan))


def _read(school, code: str) -> str:
    """What somebody reads who opens a letter on a browser of their own."""
    other = school.visitor()
    first = other.open(f"/family/{code}/")
    return first.text + first.source + other.get("/family/form/check/").text
