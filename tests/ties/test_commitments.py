"""Being beside a pupil: offered, answered, followed up, handed over, ended."""

from datetime import timedelta

import pytest
from django.core import mail

from beside.access.actor import Actor, role
from beside.access.locks import reached
from beside.rights import Basis, Role
from beside.ties import rules
from beside.ties.actions import commitments as actions
from beside.ties.actions.mornings import send_morning_mail
from beside.ties.models import Capacity, Commitment, FollowUp
from beside.ties.queries import commitments as queries
from tests.factories import NOW, TODAY, Small, act

pytestmark = pytest.mark.django_db


class Pair:
    def __init__(self):
        self.made = made = Small()
        self.club = made.group("Chess", "club")
        self.pupil, self.older = made.pupil("Isla Young"), made.pupil("Sam Vance", year="12")
        self.sibling = made.pupil("Max Young", year="7")
        self.ann, self.bo = made.adult("Ann Okafor"), made.adult("Bo Lund")
        self.lead = made.adult("Joan Reid", "head_of_year", "9")
        self.maths = made.group("Maths 7", "teaching_group")
        made.carer("Ruth Young", self.pupil, self.sibling)
        made.member(self.pupil, self.club)
        made.member(self.older, self.club)
        made.member(self.ann, self.club, "leader")
        made.member(self.sibling, self.maths)
        made.member(self.bo, self.maths, "teacher")
        made.settle()

    def commit(self, who=None, by=None) -> Commitment:
        who = who or self.ann
        return actions.commit(
            by=act(by or who), school=self.made.school, pupil=self.pupil.pk, adult=who.pk
        )


def beside(person) -> list:
    act(person)
    return list(reached((Basis.BESIDE,)))


def test_one_click_twice_is_one_commitment_with_two_follow_ups():
    pair = Pair()
    first, second = pair.commit(), pair.commit()
    assert first == second
    days = list(FollowUp.objects.order_by("due").values_list("due", flat=True))
    assert days == [TODAY + timedelta(weeks=4), TODAY + timedelta(weeks=8)]
    assert beside(pair.ann) == [pair.pupil.pk]


def test_pupil_says_no_and_is_not_asked_again_by_the_same_adult():
    pair = Pair()
    made = pair.commit()
    actions.answer_offer(by=act(pair.pupil), commitment=made, yes=False, now=NOW)
    assert not beside(pair.ann)
    with pytest.raises(rules.Declined):
        pair.commit()
    assert pair.commit(pair.bo).adult_id == pair.bo.pk


def test_only_the_pupil_answers():
    pair = Pair()
    with pytest.raises(rules.NotYours):
        actions.answer_offer(by=act(pair.ann), commitment=pair.commit(), yes=True, now=NOW)


def test_an_adult_keeps_to_the_number_they_set():
    pair = Pair()
    actions.set_limit(by=act(pair.ann), limit=0)
    with pytest.raises(rules.NoRoom, match="room for 0"):
        pair.commit()
    act(pair.lead)
    assert not Capacity.objects.exists()


def test_a_talk_does_the_follow_up_that_is_due_and_the_pupil_answers():
    pair = Pair()
    made = pair.commit()
    later = TODAY + timedelta(weeks=4)
    assert [d.pupil_id for d in queries.due_follow_ups(act(pair.ann, later))] == [pair.pupil.pk]
    talk = actions.talked(by=act(pair.ann, later), commitment=made, words="Chess on Friday")
    assert not queries.due_follow_ups(act(pair.ann, later))
    again = actions.talked(by=act(pair.ann, later), commitment=made, words="Chess on Friday")
    assert again == talk
    actions.reply(by=act(pair.pupil, later), talk=talk, words="See you there", now=NOW)
    seen = FollowUp.objects.visible_to(act(pair.ann, later)).get(pk=talk.pk)
    assert (seen.words, seen.reply) == ("Chess on Friday", "See you there")


def test_handing_over_ends_one_and_begins_the_next():
    pair = Pair()
    made = pair.commit()
    successor = actions.hand_over(by=act(pair.lead), commitment=made, to=pair.bo.pk)
    with role(Role.ROLL):
        made.refresh_from_db()
    assert (made.ends, made.handed_to_id) == (TODAY, successor.pk)
    assert beside(pair.bo)
    assert not beside(pair.ann)


def test_whoever_is_beside_a_pupil_hands_over_to_a_colleague():
    pair = Pair()
    made = pair.commit()
    successor = actions.hand_over(by=act(pair.ann), commitment=made, to=pair.bo.pk)
    assert (successor.adult_id, successor.ends) == (pair.bo.pk, None)
    assert beside(pair.bo)
    assert not beside(pair.ann)


def test_a_note_about_a_conversation_is_not_read_by_others_who_are_beside():
    pair = Pair()
    talk = actions.talked(by=act(pair.ann), commitment=pair.commit(), words="Chess on Friday")
    actions.commit(by=act(pair.bo), school=pair.made.school, pupil=pair.pupil.pk, adult=pair.bo.pk)
    assert Commitment.objects.visible_to(act(pair.bo)).count() == 2
    assert not FollowUp.objects.visible_to(act(pair.bo)).filter(pk=talk.pk).exists()


def test_undo_on_the_same_day_frees_both():
    pair = Pair()
    actions.take_back(by=act(pair.ann), commitment=pair.commit())
    assert pair.commit().ends is None


def test_after_somebody_left_the_head_of_year_finds_who_is_next():
    pair = Pair()
    made = pair.commit()
    from beside.schools.models import Post

    with role(Role.ROLL):
        Post.objects.filter(person=pair.ann.pk).update(ends=TODAY)
        actions.leave(by=Actor(None, TODAY), people=[pair.ann.pk])
    pair.made.settle()
    actor = act(pair.lead)
    waiting = queries.left_open(actor, queries.unended(actor))
    named = queries.named_left(waiting, {pair.pupil.pk: pair.pupil})
    assert [(w.pupil.name, w.adult, w.day) for w in named] == [("Isla Young", None, TODAY)]
    made.refresh_from_db()
    actions.hand_over(by=actor, commitment=made, to=pair.bo.pk)
    assert not queries.left_open(actor, queries.unended(actor))


def test_suggestions_give_a_reason_and_never_a_score():
    pair = Pair()
    from beside.schools.models import Enrolment

    actor = act(pair.lead)
    enrolment = Enrolment.objects.visible_to(actor).select_related("person").get(person=pair.pupil)
    found = {s.person.name: s.reason for s in queries.suggestions(actor, enrolment)}
    assert found == {
        "Ann Okafor": "is in Chess with Isla",
        "Bo Lund": "teaches Max, of Isla’s family",
        "Sam Vance": "is in Year 12 and in Chess too",
    }
    actions.set_limit(by=act(pair.ann), limit=0)
    actor = act(pair.lead)
    assert "Ann Okafor" not in {s.person.name for s in queries.suggestions(actor, enrolment)}


def test_morning_mail_goes_once_and_names_nobody(django_capture_on_commit_callbacks):
    pair = Pair()
    with role(Role.ROLL):
        pair.ann.email = "ann@example.org"
        pair.ann.save(update_fields=["email"])
    pair.commit()
    by = Actor(None, TODAY + timedelta(weeks=4))
    with django_capture_on_commit_callbacks(execute=True), role(Role.ROLL):
        assert send_morning_mail(by=by) == 1
        assert send_morning_mail(by=by) == 0
    (letter,) = mail.outbox
    assert letter.to == ["ann@example.org"]
    assert "Isla" not in letter.subject + letter.body
