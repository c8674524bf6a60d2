"""Adults from the community: proposed and asked while their checks are in date, and no longer."""

import json
from datetime import timedelta

import pytest

from beside.access.actor import role
from beside.access.locks import reached
from beside.rights import Basis, Role
from beside.schools.models import Enrolment, Person, Post
from beside.schools.queries import community
from beside.ties import rules
from beside.ties.actions import approaches, commitments
from beside.ties.models import Approach, Capacity, Commitment, FollowUp
from beside.ties.naming import mentored
from tests.factories import NOW, TODAY, act, sign_in
from tests.placement.test_proposals import Seeking

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=10)


class Outside(Seeking):
    """The same, where no member of staff has room and Ms Marsh is checked for ten days more."""

    def __init__(self):
        super().__init__()
        with role(Role.ROLL):
            for adult in (self.okafor, self.lund, self.other):
                Capacity.objects.create(adult_id=adult.pk, limit=0)
        self.check(SOON)

    def check(self, last, on=TODAY) -> None:
        with role(Role.ROLL):
            mine = Post.objects.filter(person=self.gardener.pk)
            mine.update(checks_expire=last, training_expires=SOON + timedelta(days=90))
        self.made.settle(on)

    def ask(self) -> Approach:
        by = act(self.head)
        return approaches.ask(
            by=by, school=self.made.school, pupil=self.isla.pk, adult=self.gardener.pk
        )

    def beside(self) -> Commitment:
        self.ask()
        by = act(self.gardener)
        made = approaches.answer(by=by, approach=Approach.objects.get(), yes=True)
        commitments.answer_offer(by=act(self.isla), commitment=made, yes=True, now=NOW)
        return made


@pytest.fixture
def school(monkeypatch) -> Outside:
    monkeypatch.setenv("BESIDE_NOW", "2026-11-24T10:00:00+00:00")
    return Outside()


def test_who_is_checked_is_proposed_and_who_is_not_is_out_and_costs(client, school):
    assert list(school.think(client).allocation.values()) == [str(school.gardener.pk)]
    assert "Joan Marsh" in client.get(school.path).text
    school.check(TODAY - timedelta(days=1))
    run = school.think(client)
    assert run.allocation == {}
    costs = {each["rule"]: each["pupils"] for each in run.costs}
    assert costs["checks"] == 1
    assert "Whoever is beside a pupil has their checks in date." in client.get(school.path).text
    listed = {each["key"]: each["checked"] for each in json.loads(run.instance)["mentors"]}
    assert listed == {str(school.gardener.pk): False}


@pytest.mark.parametrize(
    ("checks", "training", "checked"),
    [
        (TODAY, TODAY, True),
        (TODAY - timedelta(days=1), SOON, False),
        (SOON, TODAY - timedelta(days=1), False),
        (None, SOON, False),
        (SOON, None, False),
    ],
)
def test_both_checks_and_training_are_in_date(school, checks, training, checked):
    with role(Role.ROLL):
        Post.objects.filter(person=school.gardener.pk).update(
            checks_expire=checks, training_expires=training
        )
    school.made.settle()
    act(school.head)
    assert community(school.made.school, TODAY) == {school.gardener.pk: checked}
    if checked:
        school.ask()
        act(school.gardener)
        assert list(mentored()) == [school.isla.pk]
    else:
        with pytest.raises(rules.NoRoom):
            school.ask()


def test_they_read_a_first_name_and_a_form_and_nothing_more(client, school):
    school.ask()
    sign_in(client, school.gardener)
    page = client.get("/").text
    assert "Isla, 9A" in page and "Would you get to know" in page and "Bell" not in page
    by = act(school.gardener)
    assert not Enrolment.objects.visible_to(by).exists()
    assert not Person.objects.visible_to(by).filter(pk=school.isla.pk).exists()
    assert client.get(f"/pupil/{school.isla.pk}/").status_code == 404


def test_asked_accepted_by_both_talked_and_worried(client, school):
    school.ask()
    sign_in(client, school.gardener)
    mine = Approach.objects.visible_to(act(school.gardener)).get()
    answer = client.post(f"/asked/{mine.pk}/answer/", {"answer": "yes"}, follow=True)
    assert "You will get to know Isla, 9A" in answer.text
    made = Commitment.objects.visible_to(act(school.isla)).get()
    sign_in(client, school.isla)
    assert "Joan Marsh would like to get to know you" in client.get("/").text
    client.post(f"/beside/{made.pk}/answer/", {"answer": "yes"})
    sign_in(client, school.gardener)
    page = client.get(f"/beside/{made.pk}/talk/").text
    assert "You talked with Isla" in page
    client.post(f"/beside/{made.pk}/talk/", {"words": "Beans"})
    assert FollowUp.objects.visible_to(act(school.isla)).get(words="Beans").done == TODAY
    worried = f"/concern/?pupil={school.isla.pk}"
    assert "the pupil you are beside" in client.get(worried).text
    assert client.get(f"/concern/?pupil={school.leo.pk}").status_code == 404


def test_a_no_leaves_nothing_behind(school):
    school.ask()
    by = act(school.gardener)
    approaches.answer(by=by, approach=Approach.objects.visible_to(by).get(), yes=False)
    assert not mentored() and not Approach.objects.visible_to(act(school.gardener)).exists()


def test_when_checks_lapse_it_ends_at_the_next_request_and_comes_back_with_them(client, school):
    made = school.beside()
    for on, holds in ((SOON, True), (SOON + timedelta(days=1), False)):
        by = act(school.gardener, on)
        assert Commitment.objects.visible_to(by).filter(pk=made.pk).exists() is holds
        assert bool(mentored()) is holds
        assert bool(list(reached((Basis.MENTOR,)))) is holds
    school.check(TODAY - timedelta(days=1))
    sign_in(client, school.gardener)
    assert client.get(f"/beside/{made.pk}/talk/").status_code == 404
    assert "Isla" not in client.get("/").text
    school.check(SOON)
    act(school.gardener)
    assert list(mentored()) == [school.isla.pk]
    commitments.end(by=act(school.gardener), commitment=made, words="")
    school.check(SOON + timedelta(days=30))
    act(school.gardener)
    assert not mentored()
