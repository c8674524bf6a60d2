"""Year groups of any name: with a stroke in it, in words, or none at all."""

import pytest
from django.urls import resolve, reverse

from beside.schools import queries
from beside.web.templatetags.web import year_words
from tests.factories import TODAY, Small, act, sign_in

pytestmark = pytest.mark.django_db

NAMES = ("9/10", "Reception", "9", "")


@pytest.mark.parametrize("name", NAMES)
def test_an_address_gives_its_year_group_back(name):
    made = Small()
    address = reverse("year", args=[made.school.pk, name])
    assert resolve(address).kwargs == {"pk": made.school.pk, "year_group": name}


def test_who_leads_everybody_finds_the_pupils_of_each_year_and_of_none(client):
    made = Small()
    pupils = {name: made.pupil(f"Pupil {place}", year=name) for place, name in enumerate(NAMES)}
    lead = made.adult("Joan Reid", "head_of_year")
    asker = made.adult("Ann Okafor")
    made.settle()
    round_ = made.round()
    made.asked(round_, asker, "staff_knows")
    made.reckon(round_)
    sign_in(client, lead)
    for name, pupil in pupils.items():
        page = client.get(reverse("year", args=[made.school.pk, name])).content.decode()
        assert [each.name in page for each in pupils.values()] == [
            each is pupil for each in pupils.values()
        ]
    school = client.get(reverse("school", args=[made.school.pk])).content.decode()
    assert all(words in school for words in ("Reception", "Year 9/10", "No year group yet"))
    home = client.get(reverse("home")).content.decode()
    assert all(each.name in home for each in pupils.values())


def test_years_stand_youngest_first_and_none_last():
    made = Small()
    for place, name in enumerate(("10", "", "Reception", "9", "1")):
        made.pupil(f"Pupil {place}", year=name)
    lead = made.adult("Joan Reid", "head_of_year")
    made.settle()
    act(lead)
    assert queries.year_groups_of(made.school, TODAY) == ["Reception", "1", "9", "10", ""]


@pytest.mark.parametrize(
    ("name", "words"), [("9", "Year 9"), ("Reception", "Reception"), ("", "No year group yet")]
)
def test_a_year_group_in_words(name, words):
    assert year_words(name) == words
