"""A file with many pupils in it leaves only with a second person's yes, once, within a day."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from beside.access.actor import role
from beside.audit.models import Seen
from beside.rights import Role
from beside.schools.models import Person, Release
from beside.schools.rules import releases as rules
from tests.factories import NOW, Small, act, sign_in

pytestmark = pytest.mark.django_db
ME, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("by", "decided", "refused"),
    [(OTHER, False, ""), (ME, False, "Somebody else"), (OTHER, True, "decided already")],
)
def test_who_decides(by, decided, refused):
    if not refused:
        rules.check_decide(by=by, asked_by=ME, decided=decided)
        return
    with pytest.raises(rules.NotReleased, match=refused):
        rules.check_decide(by=by, asked_by=ME, decided=decided)


@pytest.mark.parametrize(
    ("allowed_at", "fetched_at", "may"),
    [
        (None, None, False),
        (NOW - HOUR, None, True),
        (NOW - 25 * HOUR, None, False),
        (NOW - HOUR, NOW, False),
    ],
)
def test_it_is_fetched_once_within_a_day(allowed_at, fetched_at, may):
    assert rules.may_fetch(allowed_at=allowed_at, fetched_at=fetched_at, now=NOW) == may


class School(Small):
    def __init__(self):
        super().__init__()
        self.isla = self.pupil("Isla Young")
        self.office = self.adult("Kiran Kaur", "office")
        self.head = self.adult("Ruth Head", "head")
        self.lead = self.adult("Nadia Shah", "safeguarding_lead")
        self.year = self.adult("Joan Reid", "head_of_year", "9")
        self.settle()


@pytest.fixture
def school(monkeypatch) -> School:
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    return School()


def come(person) -> Client:
    client = Client()
    sign_in(client, person)
    return client


def test_the_roll_leaves_once_after_somebody_elses_yes(school, monkeypatch):
    office, page = come(school.office), reverse("roll_export")
    assert office.get(page)["Content-Type"].startswith("text/html")
    assert office.post(page, {"do": "fetch"}).status_code == 302
    office.post(page, {"do": "ask", "why": "The MIS supplier"})
    office.post(page, {"do": "ask", "why": "The MIS supplier"})
    act(school.head)
    asked = Release.objects.get()
    assert come(school.office).post(reverse("release_decide", args=[asked.pk])).status_code == 404
    assert office.post(page, {"do": "fetch"}).status_code == 422
    come(school.lead).post(reverse("release_decide", args=[asked.pk]), {"say": "yes"})
    file = office.post(page, {"do": "fetch"})
    assert file["Content-Type"] == "application/zip"
    act(school.isla)
    assert [(row.reader, row.what) for row in Seen.objects.all()] == [
        (school.office.pk, "roll_file")
    ]
    assert office.post(page, {"do": "fetch"}).status_code == 422


def test_a_day_later_it_does_not(school, monkeypatch):
    office, page = come(school.office), reverse("roll_export")
    office.post(page, {"do": "ask", "why": "?"})
    act(school.head)
    decide = reverse("release_decide", args=[Release.objects.get().pk])
    come(school.head).post(decide, {"say": "yes"})
    monkeypatch.setenv("BESIDE_NOW", (NOW + 25 * HOUR).isoformat())
    assert office.post(page, {"do": "fetch"}).status_code == 422


def test_after_a_no_nothing_is_fetched(school):
    office, page = come(school.office), reverse("roll_export")
    office.post(page, {"do": "ask", "why": "?"})
    act(school.head)
    come(school.head).post(
        reverse("release_decide", args=[Release.objects.get().pk]), {"say": "no"}
    )
    assert office.post(page, {"do": "fetch"}).status_code == 422
    assert "said no" in office.get(page).content.decode()


@pytest.mark.parametrize("who", ["office", "year"])
def test_nobody_else_decides(school, who):
    come(school.office).post(reverse("roll_export"), {"do": "ask", "why": "?"})
    act(school.head)
    decide = reverse("release_decide", args=[Release.objects.get().pk])
    assert come(getattr(school, who)).post(decide, {"say": "yes"}).status_code == 404


def test_the_database_lets_nobody_let_out_what_they_asked_for(school):
    come(school.office).post(reverse("roll_export"), {"do": "ask", "why": "?"})
    for values in (
        {"decided_by": school.office.pk, "decided_at": NOW, "is_allowed": True},
        {"decided_by": school.head.pk, "decided_at": NOW, "is_allowed": True},
        {"is_allowed": True},
        {"fetched_at": NOW},
        {"asked_by": school.head.pk},
    ):
        act(school.office)
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.update(**values)


def test_on_the_command_line_it_is_recorded_and_told_to_the_head(
    school, tmp_path, django_capture_on_commit_callbacks
):
    with role(Role.ROLL):
        Person.objects.filter(pk=school.head.pk).update(email="head@hill.example")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("export_roll", str(tmp_path / "out"))
    assert [message.to for message in mail.outbox] == [["head@hill.example"]]
    assert "Isla" not in mail.outbox[0].body
