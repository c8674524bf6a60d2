"""No mail shows whom a pupil named: every mail of a survey's life, the same in two worlds."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from beside.access.actor import role
from beside.access.models import Account
from beside.messages.models import Letter
from beside.rights import Role
from beside.ties import jobs
from tests.factories import NOW, sign_in
from tests.ties.two_worlds import HEARD, World

pytestmark = pytest.mark.django_db

# The key of a new password is drawn anew for each mail.
KEY = re.compile(r"/account/forgotten/\S+")
SUBJECTS = {"A question from Hill", "One thing to do today", "[testserver] Password Reset Email"}
SUBJECTS |= {"There is still time: Autumn"}
# What the worker does.
MAILS = {"ties.morning_mail", "ties.mail_families", "ties.mail_reminders"}
# Mails that say nothing of an answer and are no part of a survey's way from letters to its end.
OTHER_MAIL = {"safeguarding.tell", "schools.mail_invitation", "ties.mail_door_code"}
NO_MAIL = {"schools.plan_import", "schools.apply_import", "schools.apply_due_changes"}
NO_MAIL |= {"schools.ask_wonde", "schools.decide_held", "schools.take_back"}
NO_MAIL |= {"safeguarding.begin_blocks", "safeguarding.clear", "safeguarding.climb"}
NO_MAIL |= {"home.make_first_school", "home.nightly", "home.retry_stalled", "ties.figures"}
NO_MAIL |= {"placement.solve", "timetable.fill"}
NO_MAIL |= {"timetable.say_why", "enrichment.say_why"}


class Life:
    """A survey from its letters to its end, with the mail that went out on the way, in order."""

    def __init__(self, world: World):
        self.world = world
        self.client = Client()
        self._accounts()
        sign_in(self.client, world.people["head_of_year"])
        mail.outbox.clear()
        with TestCase.captureOnCommitCallbacks(execute=True):
            self._goes_on()
        self.sent = [(each.to, each.subject, KEY.sub("", each.body)) for each in mail.outbox]
        with role(Role.ROLL):
            self.noted = sorted(Letter.objects.values_list("recipient", "day", "kind"))

    def _accounts(self) -> None:
        password = make_password("beside-the-willows")
        with role(Role.ROLL):
            for each in self.world.adults:
                account = Account(subject_id=each.pk, username=str(each.pk), email=each.email)
                account.password = password
                account.save()
                EmailAddress.objects.create(user=account, email=each.email, primary=True)

    def _goes_on(self) -> None:
        survey = self.world.now.pk
        self._post("letters", survey)
        self._post("remind", survey)
        self._queued()
        jobs.morning_mail(timestamp=0)
        self._forgotten()
        self._post("round_end", survey)
        sign_in(self.client, self.world.people["head_of_year"])
        closes = {**HEARD, "by_when": HEARD["by_when"].isoformat()}
        self._post("round_close", survey, **closes)
        jobs.morning_mail(timestamp=0)

    def _post(self, name: str, *args, **form) -> None:
        assert self.client.post(reverse(name, args=args), form).status_code == 302

    def _queued(self) -> None:
        """The mails that were put into the queue by letters and by a reminder."""
        for work in (jobs.mail_families, jobs.mail_reminders):
            waiting = ProcrastinateJob.objects.filter(task_name=work.name)
            for told in waiting.order_by("id").values_list("args", flat=True):
                work(**told)

    def _forgotten(self) -> None:
        """Everybody who has an account asks for a new password."""
        for who in self.world.adults:
            Client().post(reverse("account_reset_password"), {"email": who.email})


@pytest.mark.parametrize("promise", ["yes_no", "choose", "names"])
def test_every_mail_of_a_survey_is_the_same(promise, monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    world = World(promise)
    lives = []
    for each in (0, 1):
        before = transaction.savepoint()
        world.tell(each)
        lives.append(Life(world))
        transaction.savepoint_rollback(before)
    one, other = lives
    assert {subject for _to, subject, _body in one.sent} == SUBJECTS
    assert one.sent == other.sent
    assert one.noted == other.noted


def test_every_job_that_mails_is_in_a_survey_s_life():
    """Work that is new either mails, and stands above, or does not."""
    told = MAILS | OTHER_MAIL | NO_MAIL
    assert {name for name in app.tasks if "." in name and "builtin" not in name} == told
