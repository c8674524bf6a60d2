"""Those who are waited for are reminded: each by one mail, seldom, and nobody who should be left be."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import TestCase
from django.urls import reverse

from beside.access.actor import role, tell_database
from beside.access.models import Block
from beside.audit.models import Change
from beside.rights import Role
from beside.schools.models import Enrolment, Person, Post
from beside.ties import jobs, rules
from beside.ties.actions import families, reminders
from beside.ties.models import CarerLink, Reminder, Respondent, Round
from beside.ties.queries import reminders as queries
from tests.access.rows import write_as_owner
from tests.factories import NOW, TODAY, act, sign_in
from tests.ties.survey import Survey

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


class Waiting(Survey):
    """Everybody is asked and has an address; Isla's mother has her link."""

    def __init__(self):
        super().__init__(asks_families=True)
        self.dad = self.made.carer("Omar Gill", self.leo)
        self.made.settle()
        for who in (self.ann, self.bo, self.lead, self.mum, self.dad, self.isla):
            self.address(who)
        self.link(self.mum)

    def address(self, who, typed: str | None = None) -> None:
        given = f"{who.given_name.lower()}@example.org" if typed is None else typed
        with role(Role.ROLL):
            Person.objects.filter(pk=who.pk).update(email=given)

    def link(self, who) -> None:
        families.make_links(by=act(self.lead), round_=self.round, carers=[who.pk], now=NOW)

    def sent(self, who, question="staff_knows", **fields) -> None:
        with role(Role.ROLL):
            Respondent.objects.filter(person=who.pk, question=question).update(
                **{"answered": True} | fields
            )

    def found(self) -> queries.Waiting:
        return queries.waiting(act(self.lead), self.round)

    def remind(self, now=NOW) -> Reminder:
        by = act(self.lead, now.date())
        waiting = queries.waiting(by, self.round)
        return reminders.remind(by=by, round_=self.round, waiting=waiting, now=now)

    def post(self, client):
        sign_in(client, self.lead)
        return client.post(reverse("remind", args=[self.round.pk]), follow=True)


def ids(*people) -> set:
    return {each.pk for each in people}


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


def test_colleagues_tutors_and_carers_with_a_link_are_waited_for(waiting):
    found = waiting.found()
    assert found.staff == ids(waiting.ann, waiting.bo, waiting.lead)
    assert found.tutors == ids(waiting.ann)
    assert set(found.carers) == ids(waiting.mum)
    assert (found.colleagues, found.mails) == (3, 4)


def test_whoever_has_sent_theirs_is_not(waiting):
    waiting.sent(waiting.bo)
    for pupil in (waiting.isla, waiting.leo):
        waiting.sent(pupil, "survey")
    with role(Role.ROLL):
        Respondent.objects.filter(question="carer_staff").update(answered=True)
    found = waiting.found()
    assert found.staff == ids(waiting.ann, waiting.lead)
    assert (found.tutors, found.carers) == (frozenset(), {})


def test_a_link_that_is_used_up_is_not_reminded_of(waiting):
    act(waiting.lead)
    CarerLink.objects.filter(carer=waiting.mum.pk).update(spent_at=NOW)
    assert waiting.found().carers == {}


def test_the_absent_are_left_in_peace_and_their_tutor_too(waiting):
    waiting.sent(waiting.bo, answered=False, reason="absent")
    for pupil in (waiting.isla, waiting.leo):
        waiting.sent(pupil, "survey", answered=False, reason="absent")
    with role(Role.ROLL):
        Respondent.objects.filter(question="carer_staff").update(reason="declined")
    found = waiting.found()
    assert found.staff == ids(waiting.ann, waiting.lead)
    assert (found.tutors, found.carers) == (frozenset(), {})


def test_those_who_have_left_are_left_in_peace(waiting):
    with role(Role.ROLL):
        Post.objects.filter(person=waiting.ann.pk).update(ends=TODAY)
        Enrolment.objects.filter(person=waiting.isla.pk).update(ends=TODAY)
    waiting.made.settle()
    found = waiting.found()
    assert found.staff == ids(waiting.bo, waiting.lead)
    assert (found.tutors, found.carers) == (frozenset(), {})


def test_a_carer_kept_apart_from_the_pupil_gets_no_mail(waiting):
    write_as_owner(Block, [Block(actor_id=waiting.mum.pk, pupil_id=waiting.isla.pk)])
    assert waiting.found().carers == {}


def test_those_without_an_address_are_counted_and_not_mailed(waiting):
    before = waiting.found().unreachable
    waiting.address(waiting.bo, "")
    found = waiting.found()
    assert waiting.bo.pk not in found.staff
    assert found.unreachable == before + 1


@pytest.mark.parametrize(
    ("last", "mails", "goes"),
    [
        (None, 1, True),
        (None, 0, False),
        (TODAY, 1, False),
        (TODAY - timedelta(days=2), 1, False),
        (TODAY - timedelta(days=3), 1, True),
    ],
)
def test_a_reminder_goes_once_in_three_days(last, mails, goes):
    if goes:
        rules.check_reminder(last=last, mails=mails, today=TODAY)
    else:
        with pytest.raises(rules.NotYet):
            rules.check_reminder(last=last, mails=mails, today=TODAY)


def test_within_three_days_it_says_when_the_last_went_and_when_the_next_can(waiting):
    waiting.remind()
    with pytest.raises(rules.NotYet, match=r"went on 24 November.*can go on 27 November"):
        waiting.remind()
    waiting.remind(LATER)
    act(waiting.lead)
    assert Reminder.objects.count() == 2


def test_a_survey_that_has_ended_reminds_nobody(waiting):
    Round.objects.filter(pk=waiting.round.pk).update(status="ended")
    with pytest.raises(rules.RoundClosed):
        waiting.remind()


def deferred() -> dict[str, dict]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs WHERE status = 'todo'")
        return {
            name: args if isinstance(args, dict) else json.loads(args)
            for name, args in cursor.fetchall()
        }


def work_off() -> None:
    """Do what the worker would, twice over."""
    waiting = deferred()
    tell_database(act(None))
    for _ in range(2):
        with TestCase.captureOnCommitCallbacks(execute=True):
            jobs.mail_reminders(**waiting["ties.mail_reminders"])
            jobs.mail_families(**waiting["ties.mail_families"])


def test_one_press_mails_each_once_with_nobodys_name_in_it(waiting, client):
    waiting.post(client)
    work_off()
    letters = {each.to[0]: each.subject + each.body for each in mail.outbox}
    assert len(mail.outbox) == 4
    assert set(letters) == {f"{n}@example.org" for n in ("ann", "bo", "joan", "hodan")}
    for said in letters.values():
        assert not any(name in said for name in ("Isla", "Leo", "Amina", "Gill", "Yusuf"))
    assert "tutor group" in letters["ann@example.org"]
    assert "tutor group" not in letters["bo@example.org"]
    assert "/family/" in letters["hodan@example.org"]


def test_whoever_sends_theirs_before_the_mail_goes_gets_none(waiting, client):
    waiting.post(client)
    for who, question in ((waiting.bo, "staff_knows"), (waiting.mum, "carer_staff")):
        waiting.sent(who, question)
    work_off()
    assert {each.to[0] for each in mail.outbox} == {"ann@example.org", "joan@example.org"}


def test_two_presses_are_one_reminder_and_the_second_is_told_so(waiting, client, monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    assert "4 mails are on their way" in waiting.post(client).text
    again = waiting.post(client).text
    assert "A reminder went on 24 November" in again
    assert (
        "The last reminder went on 24 November to 3 colleagues and 1 parent or carer"
        in " ".join(again.split())
    )
    act(waiting.lead)
    assert Reminder.objects.count() == 1
    assert len(deferred()) == 2


def test_the_audit_has_a_line_of_it(waiting):
    made = waiting.remind()
    (line,) = Change.objects.filter(table="ties_reminder")
    assert (line.actor, line.why) == (waiting.lead.pk, "ties.actions.reminders.remind")
    assert line.new["colleagues"] == made.colleagues == 3


def test_before_it_goes_the_page_says_how_many_and_names_nobody(waiting, client):
    sign_in(client, waiting.lead)
    page = client.get(reverse("remind", args=[waiting.round.pk])).text
    assert "4 mails in all" in page
    main = page[page.index("<main") :]
    assert not any(name in main for name in ("Bo Lund", "Ann Okafor", "Isla", "Hodan"))
    act(waiting.lead)
    assert not Reminder.objects.exists()


def test_pupils_get_no_mail(waiting, client):
    waiting.post(client)
    work_off()
    assert "isla@example.org" not in {each.to[0] for each in mail.outbox}


def test_only_whoever_runs_the_survey_reads_of_its_reminders(waiting):
    waiting.remind()
    for who in (waiting.ann, waiting.isla, waiting.mum):
        act(who)
        assert not Reminder.objects.exists()
