"""How a colleague comes into a staff meeting: the code on the screen, and the one in their mail."""

import re

from django.core import mail
from django.test import Client
from django.urls import reverse

from beside.access.actor import role
from beside.rights import Role
from beside.ties import jobs
from beside.ties.models import Round
from tests.factories import act


def mailed_code(round_: Round, person, commit) -> str:
    """Have the worker mail a colleague their code, and read it there."""
    before = len(mail.outbox)
    with commit(execute=True):
        jobs.mail_door_code(round_id=str(round_.pk), person=str(person.pk), address="http://b/")
    act(None)
    assert len(mail.outbox) == before + 1, "no mail went out"
    found = mail.outbox[-1]
    assert found.to == [person.email]
    return re.search(r": ([A-Z2-9]{6})\n", found.body)[1]


def confirm(client: Client, round_: Round, person, key: str):
    """Type a code at the door of a meeting."""
    round_.refresh_from_db()
    address = reverse("join_confirm", args=[round_.door_code, person.pk])
    return client.post(address, {"key": key})


def join(client: Client, round_: Round, person, commit):
    """Come in by one's own mail."""
    return confirm(client, round_, person, mailed_code(round_, person, commit))


def give_address(*people) -> None:
    with role(Role.ROLL):
        for person in people:
            person.email = f"{person.given_name.lower()}@hill.example"
            person.save(update_fields=["email"])
