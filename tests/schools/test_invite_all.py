"""Everybody on the staff who cannot sign in is invited at one press, but for those who are left out."""

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from beside.access import scopes
from beside.access.actor import role
from beside.rights import Role
from beside.schools.models import Held, Person
from beside.schools.queries import desk
from tests.factories import NOW, Small, act, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def hill(monkeypatch) -> Small:
    """Okafor can be invited; Bell has an account, Lee no address, two share one, Boyd is held."""
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    made = Small()
    made.kaur = made.adult("Simran Kaur", "office")
    for name in ("Okafor", "Bell", "Lee", "Twin", "Other", "Boyd"):
        setattr(made, name.lower(), made.adult(f"Ify {name}"))
    addresses = {"okafor": "o@x.example", "bell": "b@x.example", "boyd": "boyd@x.example"}
    addresses |= {"twin": "office@x.example", "other": "Office@x.example"}
    with role(Role.ROLL):
        for who, address in addresses.items():
            Person.objects.filter(pk=getattr(made, who).pk).update(email=address)
        Held.objects.create(
            school=made.school,
            scope_id=scopes.adults(made.school.pk),
            held_key="grant:boyd",
            rule="grant",
            post="head_of_year",
            people=[made.boyd.pk],
            asked_at=NOW,
        )
    made.settle()
    sign_in(Client(), made.bell)
    return made


def test_who_may_be_invited_and_why_not(hill):
    rows = {
        each.person.family_name: (each.has_account, each.why_not)
        for each in desk.colleagues(act(hill.kaur), hill.school)
    }
    assert rows == {
        "Kaur": (False, "no_address"),
        "Okafor": (False, ""),
        "Bell": (True, ""),
        "Lee": (False, "no_address"),
        "Twin": (False, "shared_address"),
        "Other": (False, "shared_address"),
        "Boyd": (False, "held"),
    }


def test_one_press_invites_them_and_nobody_else(hill):
    client = Client()
    sign_in(client, hill.kaur)
    assert client.post(reverse("invite_all")).status_code == 302
    jobs = ProcrastinateJob.objects.filter(task_name="schools.mail_invitation")
    assert [job.args["person"] for job in jobs] == [str(hill.okafor.pk)]
