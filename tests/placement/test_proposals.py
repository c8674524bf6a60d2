"""Someone for each pupil who has nobody: what is proposed, who is asked, and what stays private."""

import json

import pytest

from beside.access.actor import Actor, role
from beside.placement import jobs, proposals
from beside.placement.models import Run
from beside.rights import Role
from beside.ties.actions import approaches
from beside.ties.models import Approach, Capacity, Commitment
from tests.factories import Small, act, sign_in

pytestmark = pytest.mark.django_db


class Seeking:
    """Isla and Leo have nobody, Amina has; Isla sings with Ms Okafor, Leo plays with Mr Lund."""

    def __init__(self, **promised):
        self.made = made = Small()
        self.group = made.group("9A")
        names = ("Isla Bell", "Leo Dunn", "Amina Yusuf")
        self.isla, self.leo, self.amina = (made.pupil(n, group=self.group) for n in names)
        self.okafor, self.lund = made.adult("Ann Okafor"), made.adult("Bo Lund")
        self.head = made.adult("Joan Reid", "head_of_year", "9")
        self.other = made.adult("Sue Hill", "head_of_year", "8")
        self.gardener = made.adult("Joan Marsh", "community")  # checks were never seen
        for name, pupil, adult in (
            ("Choir", self.isla, self.okafor),
            ("Chess", self.leo, self.lund),
        ):
            club = made.group(name, "club")
            made.member(pupil, club)
            made.member(adult, club, "leader")
        made.settle()
        asked = {"year_groups": ["9"], "questions": ["adult", "staff_knows"]}
        self.round = made.round("Autumn", **asked, **promised)
        for pupil in (self.isla, self.leo, self.amina):
            made.asked(self.round, pupil, "adult")
        for adult in (self.okafor, self.lund, self.head):
            made.asked(self.round, adult, "staff_knows")
        made.names(self.round, self.amina, self.okafor, "adult")
        made.names(self.round, self.okafor, self.amina, "staff_knows")
        made.reckon(self.round)
        self.path = f"/placing/{made.school.pk}/9/"

    def think(self, client) -> Run:
        sign_in(client, self.head)
        client.post(self.path)
        run = proposals.latest_run(act(self.head), self.made.school, "9")
        jobs.solve(run_id=str(run.pk))
        act(self.head)
        return Run.objects.get(pk=run.pk)


@pytest.fixture
def school(monkeypatch) -> Seeking:
    monkeypatch.setenv("BESIDE_NOW", "2026-11-24T10:00:00+00:00")
    return Seeking()


def test_each_who_has_nobody_has_a_proposal_and_a_shared_group_counts(client, school):
    run = school.think(client)
    assert (run.status, run.is_proven) == (Run.Status.OPTIMAL, True)
    assert run.allocation == {
        str(school.isla.pk): str(school.okafor.pk),
        str(school.leo.pk): str(school.lund.pk),
    }
    page = client.get(school.path).text
    assert "2 pupils have nobody yet" in page and "They share Choir." in page
    assert "Amina Yusuf" not in page


def test_nothing_that_only_the_adult_may_know_goes_into_it(client, school):
    run = school.think(client)
    pairs = json.loads(run.instance)["pairs"]
    assert not any(each["knows"] for each in pairs)
    adults = (school.okafor, school.lund, school.other, school.gardener)
    assert {each["mentor"] for each in pairs} == {str(each.pk) for each in adults}


def test_adults_are_asked_and_pupils_hear_nothing_before_a_yes(client, school):
    school.think(client)
    marked = {"pupil": [str(school.isla.pk), str(school.leo.pk)]}
    answer = client.post(f"/placing/ask/{school.made.school.pk}/9/", marked, follow=True)
    assert "2 people are asked." in answer.text and "Asked" in answer.text
    client.post(f"/placing/ask/{school.made.school.pk}/9/", marked)
    assert Approach.objects.visible_to(act(school.head)).count() == 2
    assert not Commitment.objects.visible_to(act(school.isla)).exists()
    assert not Approach.objects.visible_to(act(school.isla)).exists()


def test_after_a_no_somebody_else_is_proposed_and_after_a_yes_nobody(client, school):
    school.think(client)
    marked = {"pupil": [str(school.isla.pk), str(school.leo.pk)]}
    client.post(f"/placing/ask/{school.made.school.pk}/9/", marked)
    for adult, yes in ((school.okafor, False), (school.lund, True)):
        by = act(adult)
        mine = Approach.objects.visible_to(by).get(adult=adult.pk)
        approaches.answer(by=by, approach=mine, yes=yes)
    run = school.think(client)
    assert list(run.allocation) == [str(school.isla.pk)]
    assert run.allocation[str(school.isla.pk)] != str(school.okafor.pk)
    assert "1 pupil has nobody yet" in client.get(school.path).text


def test_what_a_rule_costs_is_said_in_counts(client, school):
    with role(Role.ROLL):
        for adult in (school.okafor, school.lund, school.other):
            Capacity.objects.create(adult_id=adult.pk, limit=0)
    run = school.think(client)
    assert run.allocation == {}
    page = client.get(school.path).text
    assert "For 2 pupils there is no adult who has room." in page


def test_only_who_leads_the_year_sees_it(client, school):
    for person in (school.other, school.okafor, school.gardener, school.isla):
        sign_in(client, person)
        assert client.get(school.path).status_code == 404
        assert client.post(school.path).status_code == 404
    assert not Run.objects.visible_to(Actor(school.okafor.pk, act(school.okafor).today)).exists()
