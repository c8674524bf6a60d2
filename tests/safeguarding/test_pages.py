"""Talks, concerns, rota and files as pages: by the forms that people send."""

import json
import os
from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from beside.access.actor import role
from beside.rights import Role
from beside.safeguarding import actions, jobs
from beside.safeguarding.actions import leavers, rota
from beside.safeguarding.models import Concern, LeaverFile, MessageTest, Talk
from beside.safeguarding.queries import talks as found
from beside.schools import leaving
from beside.schools.actions import calendar
from beside.schools.actions.calendar import DaysOf
from tests.factories import NOW, TODAY, act, sign_in
from tests.safeguarding.school import School

pytestmark = pytest.mark.django_db
SEND = {"adult": "no", "past": "", "words": "Can we talk?", "wish": "write", "word": "Marmalade"}


@pytest.fixture
def school(monkeypatch) -> School:
    at(monkeypatch, NOW)
    return School()


def at(monkeypatch, moment) -> None:
    monkeypatch.setenv("BESIDE_NOW", moment.isoformat())


def send(client, school, **changed):
    sign_in(client, school.pupil)
    fields = SEND | {"key": actions.new_key(), "to": school.ann.pk} | changed
    return client.post(reverse("talk_to_someone"), fields, follow=True)


def test_pupil_sends_reader_answers_pupil_reads_and_a_stranger_does_not(client, school):
    page = send(client, school)
    assert "It has been sent" in page.text
    assert "Ann Okafor reads it by" in page.text
    act(school.pupil)
    address = reverse("read_talk", args=[Talk.objects.get().pk])
    sign_in(client, school.tom)
    assert client.get(address).status_code == 404
    sign_in(client, school.ann)
    page = client.get(address)
    assert page.text.index("Promise no secrecy") < page.text.index("Can we talk?")
    client.post(address, {"do": "read"})
    client.post(address, {"do": "answer", "words": "At 10:50 in the library."})
    sign_in(client, school.pupil)
    assert client.get(reverse("my_talks"), follow=True).redirect_chain[-1][0] == reverse(
        "is_it_you"
    )
    wrong = client.post(reverse("is_it_you"), {"word": "jam"})
    assert wrong.status_code == 422
    page = client.post(reverse("is_it_you"), {"word": "marmalade"}, follow=True)
    assert "Ann Okafor has answered" in page.text
    assert "At 10:50 in the library." in page.text


def test_after_five_minutes_the_word_is_asked_again(client, school, monkeypatch):
    send(client, school)
    act(school.pupil)
    mine = reverse("my_talk", args=[Talk.objects.get().pk])
    assert client.get(mine).status_code == 200
    at(monkeypatch, NOW + timedelta(minutes=5))
    assert client.get(mine).url == reverse("is_it_you")
    at(monkeypatch, NOW)
    client.post(reverse("shut_talks"))
    assert client.get(mine).url == reverse("is_it_you")


def test_a_new_session_of_a_card_or_a_school_account_opens_nothing(client, school):
    send(client, school)
    act(school.pupil)
    mine = reverse("my_talk", args=[Talk.objects.get().pk])
    client.logout()
    sign_in(client, school.pupil)
    assert client.get(mine).url == reverse("is_it_you")


def test_a_name_that_nobody_bears_is_asked_about(client, school):
    page = send(client, school, past="Ms Shaw")
    assert page.status_code == 422
    assert "Do you mean Nadia Shah" in page.text
    act(school.pupil)
    assert not Talk.objects.exists()
    send(client, school, past="my uncle", nobody_here="on")
    act(school.pupil)
    assert Talk.objects.get().past == []


def test_on_the_first_day_of_the_holidays_there_is_no_box_without_a_duty_reader(
    client, school, monkeypatch
):
    office = act(school.head)
    for days in (
        DaysOf("term", "Autumn", date(2026, 9, 1), date(2026, 12, 18)),
        DaysOf("term", "Spring", date(2027, 1, 5), date(2027, 3, 26)),
    ):
        calendar.add_days(by=office, school=school.school, days=days)
    at(monkeypatch, NOW.replace(month=12, day=19))
    sign_in(client, school.pupil)
    page = client.get(reverse("talk_to_someone"))
    assert "School is closed until Tue 5 Jan, 08:15" in page.text
    assert "<textarea" not in page.text
    assert "0800 1111" in page.text
    lead = act(school.lead)
    for weekday in range(5):
        rota.set_duty(
            by=lead,
            school=school.school,
            adult=school.deputy.pk,
            weekday=weekday,
            reads_at=time(10),
        )
    sign_in(client, school.pupil)
    page = client.get(reverse("talk_to_someone"))
    assert (
        "Nobody at school reads this before Mon 21 Dec, 10:00. Are you safe until then?"
        in page.text
    )
    for word in ("Yes, keep it", "No, I need somebody now"):
        button = page.text[page.text.rindex("<button", 0, page.text.index(word)) :]
        assert 'class="btn btn--care-quiet"' in button[: button.index(word)]
    kept = send(client, school, to="", safe="yes")
    assert "Gwen Hughes reads it by Mon 21 Dec, 10:00" in kept.text
    urgent = send(client, school, to="", safe="no", words="It is loud.", key=actions.new_key())
    assert "0800 1111" in urgent.text
    act(school.pupil)
    assert Talk.objects.filter(is_urgent=True, words="It is loud.").exists()


def test_not_safe_now_asks_for_nothing(client, school):
    sign_in(client, school.pupil)
    page = client.post(reverse("not_safe"), follow=True)
    client.post(reverse("not_safe"))
    assert "Nadia Shah and Gwen Hughes have been told" in page.text
    act(school.lead)
    assert Talk.objects.get().is_urgent


def test_every_page_of_a_concern_says_whom_anybody_may_ring(client, school):
    calendar.set_numbers(
        by=act(school.head), school=school.school, numbers={"social_care": "01632 960 116"}
    )
    sign_in(client, school.ann)
    form = {"pupil": school.pupil.pk, "key": actions.new_key(), "adult": "no", "words": "Hungry."}
    pages = [
        client.get(reverse("raise_concern")),
        client.get(reverse("raise_concern"), {"pupil": school.pupil.pk}),
        client.post(reverse("raise_concern"), form),
    ]
    sign_in(client, school.lead)
    act(school.lead)
    pages.append(client.get(reverse("concerns")))
    pages.append(client.get(reverse("concern", args=[Concern.objects.get().pk])))
    for page in pages:
        assert "01632 960 116" in page.text
    text = pages[1].text
    assert text.index("Is it about an adult who works or helps here?") < text.index("<textarea")


def test_without_the_question_about_adults_nothing_is_sent(client, school):
    sign_in(client, school.ann)
    form = {"pupil": school.pupil.pk, "key": actions.new_key(), "words": "Hungry."}
    assert client.post(reverse("raise_concern"), form).status_code == 422


def jobs_of(name: str) -> list[dict]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [name]
        )
        return [json.loads(row[0]) for row in cursor.fetchall()]


def test_with_the_lead_away_the_deputy_gets_a_mail_with_nothing_in_it(client, school):
    rota.set_away(
        by=act(school.lead), school=school.school, adult=school.lead.pk, first=TODAY, last=TODAY
    )
    send(client, school, words="My secret")
    waiting = jobs_of("safeguarding.tell")
    assert len(waiting) == 1
    for _ in range(2):
        jobs.tell(**waiting[0])
    assert sorted(to for each in mail.outbox for to in each.to) == [
        "ann.okafor@hill.example",
        "gwen.hughes@hill.example",
    ]
    for each in mail.outbox:
        for word in ("secret", "Amina", "Yusuf", "talk", "concern", "safeguarding", "pupil"):
            assert word not in f"{each.subject} {each.body}"


def test_a_test_message_is_confirmed_by_whom_it_was_sent_to_alone(client, school):
    assert not found.messages_arrive(school.school, TODAY)
    rota.test_messages(by=act(school.lead), school=school.school, at=NOW)
    for waiting in jobs_of("safeguarding.tell"):
        jobs.tell(**waiting)
    links = {
        each.to[0]: each.body.split("/concerns/tested/")[1].split("/")[0] for each in mail.outbox
    }
    assert len(links) == 2
    for who, address in ((school.lead, "nadia.shah"), (school.deputy, "gwen.hughes")):
        page = reverse("tested", args=[links[f"{address}@hill.example"]])
        sign_in(client, school.ann)
        assert client.get(page).status_code == 404
        sign_in(client, who)
        assert "Yes, it came" in client.get(page).text
        client.post(page)
    act(school.lead)
    assert MessageTest.objects.exclude(confirmed_at=None).count() == 2
    assert found.messages_arrive(school.school, TODAY)


def test_a_leavers_file_is_begun_made_chased_and_received(client, school, monkeypatch):
    actions.raise_concern(
        by=act(school.ann),
        school=school.school,
        pupil=school.pupil.pk,
        words="Came without a coat.",
        at=NOW,
        key=actions.new_key(),
    )
    with role(Role.ROLL):
        leaving.people_leave(by=act(None), people=[school.pupil.pk, school.other.pk])
        school.pupil.enrolments.update(ends=TODAY)
    school.made.settle()
    sign_in(client, school.lead)
    page = client.get(reverse("concerns"))
    assert "Amina Yusuf" in page.text
    assert "by Sun 29 Nov" in page.text
    act(school.lead)
    file = LeaverFile.objects.get()
    made = client.post(reverse("leaver_file", args=[file.pk]))
    assert "Came without a coat." in made.text
    assert "Amina" not in made["Content-Disposition"]
    at(monkeypatch, NOW + timedelta(days=3))
    assert "nobody has said that it came" in client.get(reverse("concerns")).text
    receipt = {"receipt_on": "2026-11-26", "receipt_from": "Ms Grey, Ashby Beck School"}
    client.post(reverse("leaver", args=[file.pk]), receipt)
    file.refresh_from_db()
    assert file.receipt_from == "Ms Grey, Ashby Beck School"
    assert "by Sun 29 Nov" not in client.get(reverse("concerns")).text


def test_a_hold_is_written_and_lifted_by_the_lead(client, school):
    send(client, school)
    sign_in(client, school.lead)
    page = reverse("chronology", args=[school.pupil.pk])
    client.post(page, {"do": "hold", "reason": "a court asks for it"})
    assert "because a court asks for it" in client.get(page).text
    act(school.lead)
    assert leavers.Hold.objects.count() == 1
    assert os.environ["BESIDE_NOW"]


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(client, school, monkeypatch):
    sign_in(client, school.lead)
    begun = client.session
    begun["beside_used_at"] = NOW.isoformat()
    begun.save()
    at(monkeypatch, NOW + timedelta(minutes=4))
    assert client.get(reverse("told")).status_code == 200
    assert client.session["beside_used_at"] == NOW.isoformat()
    client.get(reverse("concerns"))
    assert client.session["beside_used_at"] != NOW.isoformat()
