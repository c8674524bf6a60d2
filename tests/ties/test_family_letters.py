"""Letters to families: one each, the same when printed again, and no child’s name in a mail."""

import re

import pytest
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse

from beside.access.actor import role
from beside.messages.models import Letter as MailSent
from beside.rights import Role
from beside.ties import jobs
from beside.ties.actions import families
from beside.ties.models import (
    Respondent,
    Round,
)
from beside.ties.queries import families as queries
from beside.ties.queries import rounds as round_queries
from tests.factories import act, sign_in
from tests.ties.homes import Homes, say, send, tell_nobody, text

pytestmark = pytest.mark.django_db


def test_printing_again_prints_the_same_link_and_a_new_one_ends_the_one_before():
    homes = Homes()
    first = homes.code(homes.tom)
    assert homes.code(homes.tom) == first
    client = homes.open(homes.tom)
    newer = homes.code(homes.tom, anew=True)
    assert newer != first
    tell_nobody()
    assert Client().get(reverse("family", args=[first]), follow=True).status_code == 422
    assert Client().get(reverse("family", args=[newer]), follow=True).status_code == 200
    assert client.get(reverse("family_screen", args=["talk"]))["Location"] == "/family/"


def test_separated_parents_have_a_letter_each_and_neither_sees_the_other():
    homes = Homes()
    page = homes.letters(print="1", carer=[homes.tom.pk])
    letter = re.search(r'<article class="letter">.*?</article>', page, re.DOTALL)[0]
    assert "Tom Becker" in letter
    assert "Isla" in letter
    assert "Rachel" not in letter
    assert "Leo" not in letter
    client = homes.open(homes.tom)
    for screen in ("talk", "beside-1", "others-1", "learning-1", "could-1"):
        shown = text(client.get(reverse("family_screen", args=[screen])))
        assert "Rachel" not in shown
        assert "Leo" not in shown


def test_a_carer_who_is_kept_apart_leaves_no_trace():
    homes = Homes()
    page = homes.letters(print="1", carer=[homes.ben.pk, homes.sana.pk])
    assert "Ben Khan" not in page
    assert page.count('<article class="letter">') == 1
    by = act(homes.lead)
    assert homes.ben.pk not in {each.carer.pk for each in queries.families(by, homes.round)}
    assert round_queries.families_progress(by, homes.round).asked == 3
    with role(Role.ROLL):
        assert not Respondent.objects.filter(person=homes.ben.pk).exists()


def test_a_mail_names_no_pupil_and_goes_once_a_day():
    homes = Homes()
    with role(Role.ROLL):
        homes.tom.email = "tom@example.org"
        homes.tom.save()
    numbers = families.make_links(by=act(homes.lead), round_=homes.round, carers=[homes.tom.pk])
    for _each in range(2):
        with Captured():
            jobs.mail_families(
                round_id=str(homes.round.pk),
                numbers={str(homes.tom.pk): numbers[homes.tom.pk]},
                language="pl",
                address="https://beside.example/family/",
            )
    assert len(mail.outbox) == 1
    sent = mail.outbox[0]
    said = sent.subject + sent.body
    assert "Isla" not in said
    assert "Young" not in said
    assert "4 grudnia 2026" in said
    code = families.link_code(homes.round.pk, homes.tom.pk, numbers[homes.tom.pk])
    assert f"https://beside.example/family/{code}/?language=pl" in said
    with role(Role.ROLL):
        assert MailSent.objects.count() == 1


class Captured:
    """Runs what waits for the commit, as a test never commits."""

    def __enter__(self):
        self.waiting = TestCase.captureOnCommitCallbacks(execute=True)
        self.waiting.__enter__()

    def __exit__(self, *problem):
        return self.waiting.__exit__(*problem)


def test_text_to_copy_holds_a_link_for_each_and_no_childs_name():
    homes = Homes()
    page = homes.letters(text="1", carer=[homes.tom.pk, homes.sana.pk])
    texts = re.findall(r"<span data-copy>(.*?)</span>", page)
    assert len(set(texts)) == 2
    assert all("/family/" in each and "Isla" not in each for each in texts)


def test_a_new_carer_is_asked_when_their_letter_is_made():
    homes = Homes()
    newcomer = homes.made.carer("Nadia New", homes.omar)
    homes.made.settle()
    client = homes.open(newcomer)
    say(client, "beside-1", beside="yes")
    send(client)
    assert homes.exact(homes.omar) == "adult_only"


def test_a_round_without_families_has_no_letters():
    homes = Homes()
    with role(Role.ROLL):
        Round.objects.filter(pk=homes.round.pk).update(questions=["adult"])
    client = Client()
    sign_in(client, homes.lead)
    assert client.get(reverse("letters", args=[homes.round.pk])).status_code == 404
