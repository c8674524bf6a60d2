"""The pages of choice time up to its places: choosing, planning, inviting, giving out."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beside.timetable.actions import offering, seats
from beside.timetable.models import Choice, Cycle, Invite
from beside.timetable.queries import cycles, lists
from tests.factories import NOW, act, sign_in
from tests.timetable.school import HOME, Choosing, at, seats_of, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(monkeypatch) -> Choosing:
    monkeypatch.setenv("BESIDE_NOW", "2026-11-24T10:00:00+00:00")
    return Choosing()


def press(client, path, do, session, purpose=""):
    return client.post(path, {do: str(session.pk), f"for-{session.pk}": purpose})


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
    assert "Ann Okafor" in page and "Maths again" in page
    assert "Fractions" not in page, "the line is read first"
    invite = Invite.objects.visible_to(act(school.amina)).get()
    sign_in(client, school.okafor)
    client.post(f"/choice-time/invites/{invite.pk}/end/")
    sign_in(client, school.amina)
    assert "Ann Okafor asks" not in client.get(at(school, "choose")).text
    assert not Invite.objects.visible_to(act(school.amina)).filter(ended_at=None).exists()


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
    assert "Art" in {each.session.title for each in seats_of(school, school.amina)}


def test_a_day_stands_in_its_box_as_a_browser_reads_it(client, school):
    school.open()
    sign_in(client, school.organiser)
    assert 'value="2026-11-29"' in client.get(at(school)).text
