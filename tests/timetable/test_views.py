"""The pages of choice time: what is shown to whom, and what a press does."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from beside.ties.models import Evidence
from beside.ties.queries import evidence
from beside.timetable.actions import offering, seats
from beside.timetable.models import Choice, Cycle, Invite, Seat
from beside.timetable.queries import cycles, lists, places
from tests.factories import NOW, act, sign_in
from tests.timetable.school import AFTER, CLOSES, Choosing, work

pytestmark = pytest.mark.django_db
HOME = "/choice-time/"


@pytest.fixture
def school(monkeypatch) -> Choosing:
    monkeypatch.setenv("BESIDE_NOW", "2026-11-24T10:00:00+00:00")
    return Choosing()


def at(school, *more: str) -> str:
    return HOME + "/".join([str(school.cycle.pk), *more, ""])


def press(client, path, do, session, purpose=""):
    return client.post(path, {do: str(session.pk), f"for-{session.pk}": purpose})


def later(monkeypatch, moment=AFTER) -> None:
    monkeypatch.setenv("BESIDE_NOW", moment.isoformat())


def test_a_pupil_ranks_without_a_script(client, school):
    school.open()
    sign_in(client, school.amina)
    assert "Make my list" in client.get(HOME).text
    path = at(school, "choose")
    for title in ("Art", "Music"):
        answer = press(client, path, "add", school.session(title))
        assert answer.status_code == 302 and answer.url.endswith("#list")
    press(client, path, "up", school.session("Music"))
    press(client, path, "purpose", school.session("Art"), purpose="catch_up")
    page = client.get(path).text
    ranked = re.findall(r"<b>([^<]+)</b> <span class=\"muted small\">", page)
    assert ranked == ["Music", "Art"]
    assert '<option value="catch_up" selected>' in page
    assert "Ann Okafor" in page and "A1" in page


def test_a_script_gets_the_part_that_changes(client, school):
    school.open()
    sign_in(client, school.amina)
    answer = client.post(
        at(school, "choose"),
        {"add": str(school.session("Art").pk)},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200 and "<html" not in answer.text
    assert "number 1" in answer.text


def test_a_press_asks_the_database_as_little_however_much_is_on(client, school):
    school.open()
    sign_in(client, school.amina)
    _asked(client, school, "Walk")
    before = _asked(client, school, "Art")
    offer = offering.Offer("Chess", 4, [], school.tutor.pk, "C1")
    offering.offer(by=act(school.organiser), periods=[school.next], offered=offer)
    assert _asked(client, school, "Music") == before <= 21


def _asked(client, school, title) -> int:
    form = {"add": str(school.session(title).pk)}
    with CaptureQueriesContext(connection) as asked:
        client.post(at(school, "choose"), form, headers={"HX-Request": "true"})
    return len(asked)


def test_a_session_that_is_cancelled_stays_on_the_list_and_says_so(client, school):
    school.open()
    sign_in(client, school.amina)
    for title in ("Art", "Music"):
        press(client, at(school, "choose"), "add", school.session(title))
    art = school.session("Art")
    seats.cancel(by=act(school.organiser), session=art, words="", now=NOW)
    page = client.get(at(school, "choose")).text
    assert page.count("not offered any more") == 1 and f"offer-{art.pk}" not in page
    press(client, at(school, "choose"), "drop", art)
    assert "not offered any more" not in client.get(at(school, "choose")).text


@pytest.mark.parametrize("sent", [{}, {"eat": "x"}, {"add": "x"}])
def test_a_press_that_is_not_understood_changes_nothing(client, school, sent):
    school.open()
    sign_in(client, school.amina)
    answer = client.post(at(school, "choose"), sent)
    assert answer.status_code == 409 and "Nothing has changed" in answer.text


def test_a_session_for_others_is_refused_with_words(client, school):
    school.open()
    session = school.session("Art")
    session.year_groups = ["7"]
    session.save()
    sign_in(client, school.amina)
    answer = press(client, at(school, "choose"), "add", session)
    assert answer.status_code == 409 and "for other years" in answer.text


def test_a_younger_pupil_has_no_such_page(client, school):
    school.open()
    sign_in(client, school.younger)
    assert "Nothing to choose yet" in client.get(HOME).text
    assert client.get(at(school, "choose")).status_code == 404


def test_a_tutor_sees_whose_list_is_empty_and_chooses_with_them(client, school):
    school.open()
    school.rank(school.leo, school.session("Art"))
    sign_in(client, school.tutor)
    home = client.get(HOME).text
    assert "Amina Yusuf" in home and "Leo Dunn" not in home
    chosen = client.get(at(school, "chosen")).text
    assert "5 of 6 have nothing" in chosen
    path = at(school, "with", str(school.amina.pk))
    assert "Choosing with Amina" in client.get(path).text
    press(client, path, "add", school.session("Music"))
    choice = Choice.objects.visible_to(act(school.amina)).get(cycle=school.cycle)
    assert choice.chosen_with_id == school.tutor.pk
    assert client.get(at(school, "with", str(school.younger.pk))).status_code == 404


def test_an_organiser_plans_a_cycle_and_is_told_what_is_wrong(client, school):
    sign_in(client, school.organiser)
    form = {
        "name": "January",
        "first_day": "2027-01-11",
        "last_day": "2027-01-22",
        "day0": "0",
        "from0": "14:00",
        "to0": "14:50",
        "due": "2",
        "own": "1",
        "year_groups": ["9"],
        "closes_on": "2027-01-08",
    }
    wrong = form | {"last_day": "2027-01-01", "to0": "13:00", "own": "3", "day1": "2"}
    answer = client.post(HOME + "new/", wrong)
    assert answer.status_code == 422
    for words in ("comes before the first", "ends before it begins", "more than the places"):
        assert words in answer.text
    answer = client.post(HOME + "new/", form)
    made = Cycle.objects.get(name="January")
    assert answer.url == f"/choice-time/{made.pk}/" and made.periods.count() == 2
    assert [p.starts_at.isoformat() for p in made.periods.all()][0].startswith("2027-01-11T14:00")
    again = client.post(HOME + "new/", form)
    assert again.status_code == 422 and "another name" in again.text


def test_an_organiser_adds_changes_and_cancels_a_session(client, school):
    sign_in(client, school.organiser)
    path, period = at(school, "sessions", "new"), school.next
    form = {"title": "Clay", "seats": "4", "location": "A2", "periods": [str(period.pk)]}
    assert client.post(path, form).status_code == 302
    made = school.session("Clay")
    twice = client.post(path, form)
    assert twice.status_code == 422 and "another session in this room" in twice.text
    own = f"/choice-time/sessions/{made.pk}/"
    assert client.post(own, form | {"title": "Clay and glaze"}).status_code == 302
    assert "Clay and glaze" in client.get(at(school)).text
    client.post(own + "cancel/", {"words": "The kiln is broken."})
    assert "cancelled" in client.get(own).text


def test_choosing_does_not_open_before_there_are_seats_enough(client, school):
    sign_in(client, school.organiser)
    cycles.sessions_of(school.cycle).update(seats=1)
    answer = client.post(at(school, "open"))
    assert answer.status_code == 409 and "12 are needed" in answer.text


def test_the_day_until_which_pupils_choose_stands_in_its_box(client, school):
    school.open()
    sign_in(client, school.organiser)
    page = client.get(at(school)).text
    day = school.cycle.closes_at.date().isoformat()
    assert re.search(rf'<input type="date" name="closes_on" value="{day}"', page)
    assert re.search(r'name="now" value="1" formnovalidate', page)


def test_from_working_out_to_published(client, school, monkeypatch):
    school.ranked()
    sign_in(client, school.organiser)
    client.post(at(school, "until"), {"now": "1"})
    monkeypatch.setenv("BESIDE_NOW", "2026-11-24T10:01:00+00:00")
    school.cycle.refresh_from_db()
    page = client.get(client.post(at(school, "run")).url)
    assert "Waiting to begin" in page.text and "End it with the best so far" in page.text
    run = page.context["run"]
    client.post(f"/choice-time/runs/{run.pk}/stop/")
    work(run)
    act(school.organiser)
    page = client.get(f"/choice-time/runs/{run.pk}/").text
    assert "No other way is better" in page and "with a list have their first wish" in page
    answer = client.post(f"/choice-time/runs/{run.pk}/publish/", {"seen": ""}, follow=True)
    assert "Published." in answer.text and "this one stands" in answer.text
    late = client.post(f"/choice-time/runs/{run.pk}/publish/", {"seen": ""})
    assert late.status_code == 409 and "published another plan" in late.text


def test_a_pupil_reads_their_places_and_why_and_swaps(client, school, monkeypatch):
    school.given_out()
    later(monkeypatch)
    pupil = next(
        p for p in school.pupils if "Maths again" in {s.session.title for s in _seats(school, p)}
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
    assert len(_seats(school, school.amina)) == school.cycle.due < 3
    home = client.get(HOME).text
    assert "Nothing here" in home and "Find something" not in home
    assert home.count("/change/") == school.cycle.due


def _seats(school, pupil) -> list[Seat]:
    return places.open_seats(act(pupil), school.cycle, pupil.pk)


def test_a_pupil_waits_and_stops_waiting(client, school, monkeypatch):
    school.given_out()
    later(monkeypatch)
    art = school.session("Art")
    others = [p for p in school.pupils if art.pk not in {s.session_id for s in _seats(school, p)}]
    pupil = next(p for p in others if art.period_id in {s.period_id for s in _seats(school, p)})
    sign_in(client, pupil)
    path = at(school, "change", str(art.period_id))
    assert "Wait for a seat" in client.get(path).text
    client.post(path, {"do": "wait", "session": str(art.pk)})
    assert "Stop waiting" in client.get(path).text
    client.post(path, {"do": "leave", "session": str(art.pk)})
    assert "Wait for a seat" in client.get(path).text


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
    sign_in(client, school.office)
    sheet = client.get(at(school)[:-1] + "/registers.csv")
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


def test_an_invitation_stands_on_the_pupils_page_until_it_is_taken_back(client, school):
    school.open()
    sign_in(client, school.okafor)
    path = at(school, "invite")
    assert "Amina Yusuf" in client.get(path, {"name": "ami"}).text
    form = {"pupil": str(school.amina.pk), "session": str(school.session("Maths again").pk)}
    answer = client.post(path, form | {"words": "Fractions, this time with cake."}, follow=True)
    assert "Take back" in answer.text
    sign_in(client, school.amina)
    page = client.get(at(school, "choose")).text
    assert "Fractions, this time with cake." in page and "Ann Okafor" in page
    invite = Invite.objects.visible_to(act(school.amina)).get()
    sign_in(client, school.okafor)
    client.post(f"/choice-time/invites/{invite.pk}/end/")
    sign_in(client, school.amina)
    assert "Fractions" not in client.get(at(school, "choose")).text


def test_what_staff_require_leaves_the_pupil_their_own_choice(client, school):
    school.open()
    path, form = at(school, "invite"), {"pupil": str(school.amina.pk), "is_required": "on"}
    sign_in(client, school.okafor)
    art, maths = (str(school.session(t).pk) for t in ("Art", "Maths again"))
    assert "is_required" not in client.get(path, {"pupil": str(school.amina.pk)}).text
    Cycle.objects.filter(pk=school.cycle.pk).update(lets_require=True, own=1)
    assert client.post(path, form | {"session": art}).status_code == 302
    sign_in(client, school.lund)
    refused = client.post(path, form | {"session": maths})
    assert refused.status_code == 422 and "1 of this pupil" in refused.text
    school.cycle.refresh_from_db()
    school.publish(school.solved())
    own = lists.own_choice(act(school.tutor), school.cycle, [school.amina.pk])
    assert own == {school.amina.pk: 0}
    sign_in(client, school.tutor)
    assert "0 of 2" in client.get(at(school, "chosen")).text
    assert "Art" in {each.session.title for each in _seats(school, school.amina)}


def test_a_calendar_by_a_secret_link_that_can_be_ended(client, school, monkeypatch):
    school.given_out()
    later(monkeypatch)
    sign_in(client, school.amina)
    page = client.post(HOME + "calendar/").text
    address = re.search(r"http://testserver(/calendar/[^<\s\"]+/)", page).group(1)
    client.logout()
    feed = client.get(address)
    events = Calendar.from_ical(feed.content).walk("VEVENT")
    mine = {each.session.title for each in _seats(school, school.amina)}
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
    leader = next(each.leader_id for each in _seats(school, school.amina) if each.leader_id)
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
    leader = next(each.leader_id for each in _seats(school, school.amina) if each.leader_id)
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


def test_a_day_stands_in_its_box_as_a_browser_reads_it(client, school):
    school.open()
    sign_in(client, school.organiser)
    assert 'value="2026-11-29"' in client.get(at(school)).text
