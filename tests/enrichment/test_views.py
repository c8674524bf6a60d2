"""The pages of challenges: what is shown to whom, and what a press does."""

import re

import pytest

from beside.enrichment import jobs as own
from beside.enrichment.models import Challenge, Season
from beside.enrichment.queries import mine
from beside.placement import jobs
from tests.enrichment.school import AFTER, Challenging
from tests.factories import act, sign_in

pytestmark = pytest.mark.django_db
HOME = "/challenges/"


@pytest.fixture
def school(monkeypatch) -> Challenging:
    monkeypatch.setenv("BESIDE_NOW", "2026-11-24T10:00:00+00:00")
    return Challenging()


def at(school, *more: str) -> str:
    return HOME + "/".join([str(school.season.pk), *more, ""])


def test_a_pupil_ranks_and_names_company_without_a_script(client, school):
    school.open()
    sign_in(client, school.amina)
    assert "Make my list" in client.get(HOME).text
    rank = at(school, "rank")
    for challenge in (school.cycling, school.magic):
        answer = client.post(rank, {"do": "add", "challenge": str(challenge.pk)})
        assert answer.status_code == 302
    client.post(rank, {"do": "up", "challenge": str(school.magic.pk)})
    page = client.get(rank).text
    listed = re.findall(r'<span class="ranked__what"><b>([^<]+)</b>', page)
    assert listed == ["Conjuring", "Cycling"]
    assert "With Ann Okafor." in page
    company = at(school, "company")
    assert "Leo Dunn" in client.get(company, {"name": "leo"}).text
    client.post(company, {"pupil": str(school.leo.pk), "named": "yes"})
    assert "Leo Dunn" in client.get(rank).text
    sign_in(client, school.leo)
    assert "Amina" not in client.get(rank).text.split("<main")[1]


@pytest.mark.parametrize("sent", [{}, {"do": "add", "challenge": "x"}, {"do": "eat"}])
def test_a_press_that_is_not_understood_changes_nothing(client, school, sent):
    school.open()
    sign_in(client, school.amina)
    answer = client.post(at(school, "rank"), sent)
    assert answer.status_code == 409 and "Nothing has changed" in answer.text


def test_a_younger_pupil_has_no_such_page(client, school):
    school.open()
    sign_in(client, school.younger)
    assert "No challenge yet" in client.get(HOME).text
    assert client.get(at(school, "rank")).status_code == 404


def test_an_organiser_plans_a_season_and_a_challenge_and_is_told_what_is_wrong(client, school):
    sign_in(client, school.organiser)
    form = {
        "name": "Autumn",
        "first_day": "2027-09-06",
        "last_day": "2027-10-22",
        "year_groups": ["9"],
        "mix": "1",
        "closes_on": "2027-09-01",
    }
    wrong = client.post(HOME + "new/", form | {"last_day": "2027-01-01"})
    assert wrong.status_code == 422 and "before the first" in wrong.text
    made = client.post(HOME + "new/", form)
    season = Season.objects.get(name="Autumn")
    assert made.url == f"/challenges/{season.pk}/"
    add = f"/challenges/{season.pk}/add/"
    challenge = {"title": "Robots", "teams": "3", "least": "4", "most": "6"}
    assert client.post(add, challenge | {"most": "3"}).status_code == 422
    assert client.post(add, challenge).status_code == 302
    twice = client.post(add, challenge)
    assert twice.status_code == 422 and "another name" in twice.text
    one = Challenge.objects.get(season=season)
    client.post(f"/challenges/one/{one.pk}/", challenge | {"helper_id": str(school.lund.pk)})
    one.refresh_from_db()
    assert one.helper_id == school.lund.pk


def test_from_lists_to_teams_by_the_pages(client, school, monkeypatch):
    school.ranked()
    sign_in(client, school.organiser)
    pair = {"one": str(school.sam.pk), "other": str(school.isla.pk)}
    client.post(at(school, "apart"), pair)
    assert "Sam Hart" in client.get(at(school)).text
    assert client.post(at(school, "make")).status_code == 409
    monkeypatch.setenv("BESIDE_NOW", AFTER.isoformat())
    page = client.get(client.post(at(school, "make")).url)
    run = page.context["run"]
    assert "Swapping pupils between teams" in page.text
    jobs.solve(run_id=str(run.pk))
    act(school.organiser)
    page = client.get(f"/challenges/runs/{run.pk}/").text
    assert "with a list have their first wish" in page and "Amina Yusuf" in page
    published = client.post(f"/challenges/runs/{run.pk}/publish/", {"seen": ""}, follow=True)
    assert "Published." in published.text
    own.say_why(run_id=str(run.pk))
    late = client.post(f"/challenges/runs/{run.pk}/publish/", {"seen": ""})
    assert late.status_code == 409
    sign_in(client, school.amina)
    page = client.get(HOME).text
    assert "You are with Noor Khan, whom you named." in page and "Only you can read this." in page


def test_a_page_that_waits_asks_for_a_part_and_for_all_of_it_at_the_end(
    client, school, monkeypatch
):
    school.ranked()
    monkeypatch.setenv("BESIDE_NOW", AFTER.isoformat())
    sign_in(client, school.organiser)
    made = client.post(at(school, "make"))
    script = {"HX-Request": "true"}
    part = client.get(made.url, headers=script).text
    assert part.strip().startswith('<div id="state"') and "<main" not in part
    assert "<main" in client.get(made.url).text
    client.post(made.url + "stop/")
    assert "Ending with the best so far" in client.get(made.url, headers=script).text
    jobs.solve(run_id=made.url.split("/")[-2])
    assert client.get(made.url, headers=script).headers["HX-Refresh"] == "true"
    assert "What it came to" in client.get(made.url).text


def test_a_pupil_is_moved_by_hand(client, school, monkeypatch):
    school.formed()
    monkeypatch.setenv("BESIDE_NOW", AFTER.isoformat())
    sign_in(client, school.organiser)
    page = client.get(at(school, "teams")).text
    member, team = re.search(
        r'name="member" value="([0-9a-f-]+)".*?<option value="([0-9a-f-]{36})"', page, re.S
    ).groups()
    answer = client.post(at(school, "teams"), {"member": member, "team": team}, follow=True)
    assert "by hand" in answer.text
    assert client.post(at(school, "teams"), {"member": "", "team": ""}).status_code == 409


def test_a_team_plans_starts_asks_and_is_answered(client, school, monkeypatch):
    school.formed()
    monkeypatch.setenv("BESIDE_NOW", AFTER.isoformat())
    team = school.team_of(school.amina)
    path = f"/challenges/team/{team.pk}/"
    sign_in(client, school.amina)
    write = path + "write/"
    client.post(write, {"do": "page", "stage": "start", "goal": "To the sea", "show": ""})
    client.post(write, {"do": "tasks", "words": "Borrow a pump", "key": "k1"})
    client.post(write, {"do": "tasks", "words": "Borrow a pump", "key": "k1"})
    client.post(write, {"do": "tick", "line": "k1", "take": "1"})
    client.post(write, {"do": "meetings", "words": "Route", "when": "Tuesday", "key": "k2"})
    client.post(write, {"do": "helps", "words": "Who has a map?", "key": "k3"})
    client.post(write, {"do": "reflect", "stage": "start", "words": "I dared to ask."})
    page = client.get(path).text
    assert page.count(">Borrow a pump") == 1 and "To the sea" in page and "Tuesday" in page
    assert "I dared to ask." in page
    assert client.post(write, {"do": "tasks", "words": " "}).status_code == 409
    helper = school.okafor if team.challenge == school.cycling else school.marsh
    sign_in(client, helper)
    assert "Teams you help" in client.get(HOME).text
    client.post(write, {"do": "answer", "line": "k3", "words": "The library."})
    page = client.get(path).text
    assert "The library." in page and "I dared to ask." not in page
    outside = next(p for p in school.pupils if mine.page_of(act(p), team) is None)
    sign_in(client, outside)
    assert client.get(path).status_code == 404
    assert client.post(write, {"do": "tasks", "words": "Hm"}).status_code == 404
