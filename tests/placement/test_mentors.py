"""Older pupils as mentors: invited, prepared, proposed, asked; what each sees, and what nobody does."""

import json

import pytest

from beside.access.locks import reached
from beside.access.models import Block
from beside.rights import Basis
from beside.schools.models import Enrolment, Person
from beside.ties import rules
from beside.ties.actions import approaches, commitments, mentoring
from beside.ties.models import Approach, Commitment, FollowUp, Mentoring, MentorNote
from beside.ties.naming import mentored, my_mentors
from beside.ties.queries import mentoring as queries
from tests.access.rows import write_as_owner
from tests.factories import NOW, TODAY, act, sign_in
from tests.placement.test_community import Outside

pytestmark = pytest.mark.django_db


class Older(Outside):
    """The same, where Sam of year 11 and Tess of year 9 are mentors whom Ms Okafor looks after."""

    def __init__(self):
        super().__init__()
        made = self.made
        self.check(None)
        self.form = made.group("11B")
        self.sam = made.pupil("Sam Vance", "11", self.form)
        self.tess = made.pupil("Tess Hall", "9", self.group)
        made.pupil("Young Person", "7")
        made.settle()
        for each in (self.sam, self.tess):
            self.prepare(each)

    def invite(self, pupil) -> Mentoring:
        return mentoring.invite(
            by=act(self.head), school=self.made.school, pupil=pupil.pk, adult=self.okafor.pk
        )

    def prepare(self, pupil) -> Mentoring:
        made = self.invite(pupil)
        by = act(pupil)
        mentoring.answer(by=by, mentoring=made, yes=True)
        for part in rules.PREPARATION:
            mentoring.tick(by=by, mentoring=made, part=part)
        return made

    def ask(self, who=None, about=None) -> Approach:
        by, about = act(self.head), about or self.isla
        who = who or self.sam
        return approaches.ask(by=by, school=self.made.school, pupil=about.pk, adult=who.pk)

    def beside(self) -> Commitment:
        self.ask()
        by = act(self.sam)
        mine = Approach.objects.visible_to(by).get()
        made = approaches.answer(by=by, approach=mine, yes=True)
        commitments.answer_offer(by=act(self.isla), commitment=made, yes=True, now=NOW)
        return made


@pytest.fixture
def school(monkeypatch) -> Older:
    monkeypatch.setenv("BESIDE_NOW", "2026-11-24T10:00:00+00:00")
    return Older()


def test_an_older_pupil_is_proposed_and_one_of_the_same_year_is_not(client, school):
    run = school.think(client)
    assert list(run.allocation.values()) == [str(school.sam.pk)]
    assert {each["rule"]: each["pupils"] for each in run.costs}["older"] == 1
    page = client.get(school.path).text
    assert "Sam Vance" in page and "an older pupil" in page
    with pytest.raises(rules.NoRoom):
        school.ask(school.tess, school.leo)


def test_nothing_of_a_survey_that_only_others_may_know_goes_into_it(client, school):
    """What a pupil named under yes or no alone makes no pair a wish, nor known."""
    school.made.names(school.round, school.isla, school.sam, "peer")
    school.made.names(school.round, school.isla, school.sam, "wish")
    pairs = json.loads(school.think(client).instance)["pairs"]
    assert not any(each["rank"] or each["knows"] for each in pairs)


@pytest.mark.parametrize("so_far", ["", "yes", *rules.PREPARATION[:-1]])
def test_who_is_not_prepared_is_neither_proposed_nor_asked(client, school, so_far):
    uma = school.made.pupil("Uma Long", "11", school.form)
    school.made.settle()
    made = school.invite(uma)
    if so_far:
        mentoring.answer(by=act(uma), mentoring=made, yes=True)
    for part in rules.PREPARATION[: rules.PREPARATION.index(so_far) + 1] if len(so_far) > 3 else ():
        mentoring.tick(by=act(uma), mentoring=made, part=part)
    assert str(uma.pk) not in school.think(client).instance
    with pytest.raises(rules.NoRoom):
        school.ask(uma)


@pytest.mark.parametrize("turned", [False, True])
def test_who_is_kept_apart_on_either_side_is_not_proposed_and_not_asked(client, school, turned):
    pair = {"actor_id": school.sam.pk, "pupil_id": school.isla.pk}
    other = {"actor_id": school.leo.pk, "pupil_id": school.sam.pk}
    other = {"actor_id": school.sam.pk, "pupil_id": school.leo.pk} if turned else other
    write_as_owner(Block, [Block(**pair), Block(**other)])
    assert school.think(client).allocation == {}
    for pupil in (school.isla, school.leo):
        with pytest.raises(rules.NoRoom):
            school.ask(about=pupil)


def test_each_knows_the_other_by_first_name_and_form_alone(client, school):
    school.ask()
    sign_in(client, school.isla)
    assert "Sam" not in client.get("/").text
    assert not Approach.objects.visible_to(act(school.isla)).exists()
    sign_in(client, school.sam)
    page = client.get("/").text
    assert "Would you like to get to know Isla, 9A?" in page and "Bell" not in page
    by = act(school.sam)
    mine = Approach.objects.visible_to(by).get()
    client.post(f"/asked/{mine.pk}/answer/", {"answer": "yes"})
    sign_in(client, school.isla)
    page = client.get("/").text
    assert "Sam, 11B would like to get to know you" in page and "Vance" not in page
    for one, other in ((school.sam, school.isla), (school.isla, school.sam)):
        by = act(one)
        assert not Person.objects.visible_to(by).filter(pk=other.pk).exists()
        assert not Enrolment.objects.visible_to(by).filter(person=other.pk).exists()


def test_talked_answered_and_given_back(client, school):
    made = school.beside()
    sign_in(client, school.sam)
    assert "You talked with Isla" in client.get(f"/beside/{made.pk}/talk/").text
    client.post(f"/beside/{made.pk}/talk/", {"words": "Chess"})
    talk = FollowUp.objects.visible_to(act(school.isla)).get(words="Chess")
    commitments.reply(by=act(school.isla), talk=talk, words="That was good", now=NOW)
    client.post("/mentor/note/", {"words": "I learned to wait."})
    client.post("/mentor/note/", {"words": "I learned to wait."})
    page = client.get("/mentor/").text
    assert "You talked 1 time." in page and "That was good" in page
    assert page.count("I learned to wait.") == 1
    for other in (school.head, school.okafor, school.isla, school.tess):
        assert not MentorNote.objects.visible_to(act(other)).exists()


def test_the_adult_who_looks_after_them_reads_how_often_and_never_a_word(client, school):
    made = school.beside()
    commitments.talked(by=act(school.sam), commitment=made, words="Chess")
    sign_in(client, school.okafor)
    page = client.get("/").text
    assert "Mentors you look after" in page and "talked 1 time, the last on 24 November" in page
    assert "Chess" not in page and "Isla" not in page.split("Mentors you look after")[1]
    assert not FollowUp.objects.visible_to(act(school.okafor)).exists()
    for other in (school.lund, school.head):
        act(other)
        assert queries.whom_i_look_after(act(other)) == []


def test_the_younger_pupil_may_say_no_and_nothing_is_left(school):
    school.ask()
    by = act(school.sam)
    mine = Approach.objects.visible_to(by).get()
    made = approaches.answer(by=by, approach=mine, yes=True)
    commitments.answer_offer(by=act(school.isla), commitment=made, yes=False, now=NOW)
    act(school.sam)
    assert not mentored() and not list(reached((Basis.MENTOR,)))
    with pytest.raises(rules.Refusal):
        school.ask()


def test_the_older_pupil_may_say_no_privately(client, school):
    made = school.invite(school.made.settle() and school.leo)
    mentoring.answer(by=act(school.leo), mentoring=made, yes=False)
    act(school.head)
    row = Mentoring.objects.get(pk=made.pk)
    assert (row.ends, row.said_yes_on) == (TODAY, None)
    assert row not in [each.mentoring for each in queries.of_school(act(school.head), row.school)]


@pytest.mark.parametrize("who", ["head", "sam"])
def test_ended_it_holds_no_longer_than_the_next_request(client, school, who):
    made = school.beside()
    row = queries.mine(act(school.sam))
    if who == "head":
        mentoring.end(by=act(school.head), mentoring=row)
    else:
        mentoring.stop(by=act(school.sam), mentoring=row)
    sign_in(client, school.sam)
    assert client.get("/mentor/").status_code == 404
    assert client.get(f"/beside/{made.pk}/talk/").status_code == 404
    assert not mentored()
    act(school.isla)
    assert not my_mentors()
    assert Commitment.objects.get(pk=made.pk).ends == TODAY
    with pytest.raises(rules.NoRoom):
        school.ask(about=school.leo)


def test_the_preparation_can_be_stopped_and_taken_up_again(client, school):
    uma = school.made.pupil("Uma Long", "11", school.form)
    organiser = school.made.adult("Olu Shah", "organiser")
    school.made.settle()
    address = f"/mentors/{school.made.school.pk}/?q=uma"
    sign_in(client, school.head)
    assert "Uma Long" not in client.get(address).text, "of a year that is not theirs"
    sign_in(client, organiser)
    found = client.get(address).text
    assert "Uma Long" in found and "Young Person" not in found
    client.post(f"/mentors/{school.made.school.pk}/", {"pupil": uma.pk, "adult": school.okafor.pk})
    sign_in(client, uma)
    assert "be there for someone younger" in client.get("/").text
    assert client.get("/mentor/prepare/listening/").status_code == 404
    client.post("/mentor/answer/", {"answer": "yes"})
    assert client.post("/mentor/prepare/listening/").status_code == 422
    following = client.post("/mentor/prepare/listening/", {"read": "yes"})
    assert following.url == "/mentor/prepare/promise/"
    assert "/mentor/prepare/promise/" in client.get("/mentor/").text
    assert "Ann Okafor looks after you." in client.get("/mentor/prepare/promise/").text
    for part in rules.PREPARATION:
        client.post(f"/mentor/prepare/{part}/", {"read": "yes"})
    assert queries.mine(act(uma)).prepared_on == TODAY


def test_nobody_looks_after_a_pupil_from_whom_they_are_kept_apart(school):
    write_as_owner(Block, [Block(actor_id=school.okafor.pk, pupil_id=school.leo.pk)])
    for adult in (school.okafor, school.gardener):
        with pytest.raises(rules.NotFound):
            mentoring.invite(
                by=act(school.head),
                school=school.made.school,
                pupil=school.leo.pk,
                adult=adult.pk,
            )


def test_only_who_organises_invites(client, school):
    for person in (school.okafor, school.gardener, school.isla, school.sam):
        sign_in(client, person)
        assert client.get(f"/mentors/{school.made.school.pk}/").status_code == 404
    row = queries.of_pupil(act(school.head), school.sam.pk)
    for person in (school.okafor, school.sam):
        sign_in(client, person)
        assert client.post(f"/mentors/{row.pk}/end/").status_code == 404
