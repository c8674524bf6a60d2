"""The pages of choice time once places are given out: swaps, registers, calendars, two taps."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from beside.schools.models import Release
from beside.ties.models import Evidence
from beside.ties.queries import evidence
from beside.timetable.models import Choice
from tests.factories import act, sign_in
from tests.timetable.school import CLOSES, HOME, Choosing, at, later, seats_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(monkeypatch) -> Choosing:
    monkeypatch.setenv("BESIDE_NOW", "2026-11-24T10:00:00+00:00")
    return Choosing()


def test_a_pupil_reads_their_places_and_why_and_swaps(client, school, monkeypatch):
    school.given_out()
    later(monkeypatch)
    pupil = next(
        p for p in school.pupils if "Maths again" in {s.session.title for s in seats_of(school, p)}
    )
    sign_in(client, pupil)
    home = client.get(HOME).text
    assert "2 of 2 places are your own choice." in home or "1 of 2 places" in home
    assert "Why these?" in home and "Maths again" in home and "{" not in home.split("Why these?")[1]
    thursday = school.session("Maths again").period
    path = at(school, "change", str(thursday.pk))
    assert "Study" in client.get(path).text
    answer = client.post(
        path, {"do": "swap", "session": str(school.session("Study", 1).pk)}, follow=True
    )
    assert "You are in Study now." in answer.text
    assert client.post(path, {"do": "swap", "session": ""}).status_code == 409


def test_who_made_no_list_reads_how_they_came_to_their_places(client, school, monkeypatch):
    school.open()
    for pupil in school.pupils[1:]:
        school.rank(pupil, school.session("Art"))
    school.publish(school.solved())
    later(monkeypatch)
    for pupil, words in ((school.amina, "Your list was empty"), (school.leo, "Why these?")):
        sign_in(client, pupil)
        home = client.get(HOME).text
        assert words in home and ("Why these?" in home) == (pupil == school.leo)


def test_who_has_all_their_places_is_sent_nowhere_for_one_more(client, school, monkeypatch):
    school.given_out()
    later(monkeypatch)
    sign_in(client, school.amina)
    assert len(seats_of(school, school.amina)) == school.cycle.due < 3
    home = client.get(HOME).text
    assert "Nothing here" in home and "Find something" not in home
    assert home.count("/change/") == school.cycle.due


def test_a_pupil_waits_and_stops_waiting(client, school, monkeypatch):
    school.given_out()
    later(monkeypatch)
    art = school.session("Art")
    others = [p for p in school.pupils if art.pk not in {s.session_id for s in seats_of(school, p)}]
    pupil = next(p for p in others if art.period_id in {s.period_id for s in seats_of(school, p)})
    sign_in(client, pupil)
    path = at(school, "change", str(art.period_id))
    assert "Wait for a seat" in client.get(path).text
    client.post(path, {"do": "wait", "session": str(art.pk)})
    assert "Stop waiting" in client.get(path).text
    client.post(path, {"do": "leave", "session": str(art.pk)})
    assert "Wait for a seat" in client.get(path).text


def let_out(client, school, path: str):
    """A file that the office asks for and somebody else lets out."""
    sign_in(client, school.office)
    client.post(path, {"do": "ask", "why": "For the files"})
    act(school.organiser)
    asked = Release.objects.get()
    other = Client()
    sign_in(other, school.organiser)
    other.post(reverse("release_decide", args=[asked.pk]), {"say": "yes"})
    return client.post(path, {"do": "fetch"})


def test_a_register_in_one_press_and_the_sheet_of_all(client, school, monkeypatch):
    school.given_out()
    later(monkeypatch)
    art = school.session("Art")
    sign_in(client, school.okafor)
    assert "Art" in client.get(HOME).text
    path = f"/choice-time/sessions/{art.pk}/register/"
    fields = re.findall(r'name="([0-9a-f-]{36})" value="no"', client.get(path).text)
    assert len(fields) == 2
    answer = client.post(path, {fields[0]: "yes", fields[1]: "no"}, follow=True)
    assert "2 marked" in answer.text
    sheet = let_out(client, school, at(school)[:-1] + "/registers.csv")
    rows = list(csv.DictReader(io.StringIO(sheet.text)))
    assert len(rows) == 12
    assert sorted(r["came"] for r in rows if r["session"] == "Art") == ["no", "yes"]


def test_the_noticeboard_says_where_and_not_what_for(client, school, monkeypatch):
    school.given_out()
    later(monkeypatch)
    sign_in(client, school.tutor)
    page = client.get(at(school, "noticeboard")).text
    assert "Amina Yusuf" in page and "Art" in page
    for word in ("go further", "catch up", "make it stick", "get surer"):
        assert word not in page
    assert "Tom Small" not in page


def test_a_calendar_by_a_secret_link_that_can_be_ended(client, school, monkeypatch):
    school.given_out()
    later(monkeypatch)
    sign_in(client, school.amina)
    page = client.post(HOME + "calendar/").text
    address = re.search(r"http://testserver(/calendar/[^<\s\"]+/)", page).group(1)
    client.logout()
    feed = client.get(address)
    events = Calendar.from_ical(feed.content).walk("VEVENT")
    mine = {each.session.title for each in seats_of(school, school.amina)}
    assert {str(each["summary"]) for each in events} == mine and len(events) == 2
    assert all(each.get("attendee") is None for each in events)
    sign_in(client, school.amina)
    client.post(HOME + "calendar/", {"end": "1"})
    assert client.get(address).status_code == 404


def test_two_taps_when_it_is_over(client, school, monkeypatch):
    school.given_out()
    later(monkeypatch, CLOSES + timedelta(days=30))
    sign_in(client, school.amina)
    assert "Was it what you needed?" in client.get(HOME).text
    leader = next(each.leader_id for each in seats_of(school, school.amina) if each.leader_id)
    client.post(at(school, "look-back"), {"was_needed": "yes", "helped": str(leader)})
    choice = Choice.objects.visible_to(act(school.amina)).get(cycle=school.cycle)
    assert choice.was_needed == "yes"
    assert evidence.helped_in(act(school.amina), school.cycle.pk) == leader
    assert evidence.helped_in(act(school.tutor), school.cycle.pk) is None
    client.post(at(school, "look-back"), {"was_needed": "no", "helped": str(school.tutor.pk)})
    choice.refresh_from_db()
    assert choice.was_needed == "no"
    assert evidence.helped_in(act(school.amina), school.cycle.pk) is None


def test_who_helped_stands_on_my_people_for_the_pupil_alone(client, school, monkeypatch):
    school.given_out()
    later(monkeypatch, CLOSES + timedelta(days=30))
    sign_in(client, school.amina)
    leader = next(each.leader_id for each in seats_of(school, school.amina) if each.leader_id)
    told = {"was_needed": "yes", "helped": str(leader)}
    for _ in range(2):
        client.post(at(school, "look-back"), told)
    page = client.get("/my-people/").text
    assert page.count("helped you in choice time") == 1
    assert f"/thank-yous/write/?to={leader}" in page
    for person in (school.tutor, school.organiser, school.leo):
        assert not Evidence.objects.visible_to(act(person)).exists()
    client.post(at(school, "look-back"), told | {"helped": ""})
    assert "helped you in choice time" not in client.get("/my-people/").text
