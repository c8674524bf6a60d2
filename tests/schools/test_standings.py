"""Who stands where by the roll: what is no standing, and what does not come back with somebody."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from beside.access.actor import role
from beside.rights import Role
from beside.schools import leaving
from beside.schools.models import Enrolment
from beside.ties.actions import sharing
from beside.ties.models import Nomination
from tests.factories import NOW, TODAY, Small, act, sign_in
from tests.ties.survey import Survey

pytestmark = pytest.mark.django_db


def test_a_brother_or_sister_at_the_school_is_no_standing(client, monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    made = Small()
    isla, max_ = made.pupil("Isla Young"), made.pupil("Max Young", "11")
    made.carer("Rachel Young", isla, max_)
    made.settle()
    sign_in(client, max_)
    assert client.get(reverse("pupil", args=[isla.pk])).status_code == 404
    act(max_)
    assert not Enrolment.objects.filter(person=isla.pk).exists()


@pytest.fixture
def opened() -> Survey:
    """Isla let her tutor and head of year, and the adult she named, read that name."""
    made = Survey("choose")
    made.start(made.isla)
    made.add(made.isla, "adult", made.ann)
    made.send(made.isla)
    act(made.isla)
    name = Nomination.objects.select_related("round").get()
    for audience in ("staff", "named"):
        sharing.choose(by=act(made.isla), nomination=name, audience=audience, opened=True, now=NOW)
    return made


def readers(survey: Survey, on: date) -> list[str]:
    found = []
    for who in (survey.ann, survey.lead, survey.isla):
        act(who, on)
        found += [who.given_name] * Nomination.objects.filter(question="adult").count()
    return found


def test_what_a_leaver_had_opened_stays_shut_when_they_come_back(opened):
    assert readers(opened, TODAY) == ["Ann", "Joan", "Isla"]
    left, back = TODAY + timedelta(days=10), TODAY + timedelta(days=300)
    with role(Role.ROLL):
        Enrolment.objects.filter(person=opened.isla.pk).update(ends=left)
        leaving.people_leave(by=act(None, left), people=[opened.isla.pk])
    opened.made.settle(left)
    assert readers(opened, left + timedelta(days=1)) == ["Isla"]
    with role(Role.ROLL):
        Enrolment.objects.filter(person=opened.isla.pk).update(starts=back, ends=None)
    opened.made.settle(back)
    assert readers(opened, back) == ["Isla"]
