"""A forgotten password: whoever asks is answered alike, and those who have an account get a mail."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from beside.access.actor import role
from beside.rights import Role
from beside.schools.models import Person
from tests.access.test_sign_in import PASSWORD, invite
from tests.factories import NOW, Small

pytestmark = pytest.mark.django_db

NEW = "four loud willow trees"


@pytest.fixture
def ann(client, monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    made = Small()
    ann = made.adult("Ann Okafor")
    with role(Role.ROLL):
        Person.objects.filter(pk=ann.pk).update(email="ann@example.org")
    made.settle()
    client.post(invite(ann), {"username": "ann", "password": PASSWORD})
    client.logout()
    return ann


def ask(client, address: str):
    return client.post(reverse("account_reset_password"), {"email": address})


@pytest.mark.parametrize("address", ["ann@example.org", "nobody@example.org"])
def test_known_or_unknown_it_says_the_same(client, ann, address):
    answer = ask(client, address)
    assert (answer.status_code, answer.url) == (302, reverse("account_reset_password_done"))


def test_who_has_no_account_gets_no_mail(client, ann):
    ask(client, "nobody@example.org")
    assert mail.outbox == []


def test_the_link_in_the_mail_takes_a_new_password(client, ann):
    ask(client, "Ann@Example.org")
    (sent,) = mail.outbox
    assert sent.to == ["ann@example.org"]
    link = re.search(r"(/account/forgotten/\S+)", sent.body)[1]
    form = client.get(link).url
    client.post(form, {"password1": NEW, "password2": NEW})
    signed_in = {"login": "ann@example.org", "password": NEW}
    assert client.post(reverse("account_login"), signed_in).status_code == 302


def test_nobody_fills_a_letter_box(client, ann):
    said = {ask(client, "ann@example.org").url for _ in range(8)}
    assert said == {reverse("account_reset_password_done")}
    assert len(mail.outbox) == 5


def test_who_was_taken_off_the_roll_or_shares_an_address_gets_no_mail(client, ann):
    with role(Role.ROLL):
        Person.objects.filter(pk=ann.pk).update(email="")
    ask(client, "ann@example.org")
    vale = Small("Vale School")
    other = vale.adult("Bo Lund")
    vale.settle()
    with role(Role.ROLL):
        Person.objects.filter(pk__in=[ann.pk, other.pk]).update(email="office@example.org")
    ask(client, "office@example.org")
    assert mail.outbox == []


def test_the_old_address_opens_nothing_once_the_roll_has_another(client, ann):
    with role(Role.ROLL):
        Person.objects.filter(pk=ann.pk).update(email="okafor@example.org")
    wrong = {"login": "ann@example.org", "password": PASSWORD}
    assert client.post(reverse("account_login"), wrong).status_code == 200
    assert client.post(reverse("account_login"), wrong | {"login": "okafor@example.org"}).url == "/"
    client.logout()
    ask(client, "ann@example.org")
    assert mail.outbox == []
