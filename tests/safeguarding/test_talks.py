"""A talk reaches somebody: picked, promised, read, climbing, answered, and shut to everybody else."""

import pytest
from django.db import DatabaseError, transaction

from beside.access.refusals import Refusal
from beside.audit.models import Seen
from beside.safeguarding.actions import concerns, talks, words
from beside.safeguarding.models import Concern, OwnWord, Talk, TalkEntry
from beside.safeguarding.queries import concerns as asked
from beside.safeguarding.queries import people
from beside.safeguarding.queries import talks as found
from tests.factories import NOW, TODAY, act
from tests.safeguarding.school import School, minutes

pytestmark = pytest.mark.django_db


def sees(who) -> list[Talk]:
    return list(found.for_staff(act(who)))


def test_it_is_read_by_whom_the_pupil_picked_and_by_the_leads():
    school = School()
    sent = school.writes()
    assert sent.reader_id == school.ann.pk
    assert sent.due_at == NOW + minutes(60)
    for who in (school.ann, school.lead, school.deputy):
        assert sees(who) == [sent]
        assert Talk.objects.count() == 1
    for who in (school.head, school.chair, school.tom, school.other):
        assert sees(who) == []
        assert not Talk.objects.exists()


def test_a_double_click_sends_it_once():
    school, key = School(), concerns.new_key()
    first, second = school.writes(key=key), school.writes(key=key)
    assert first.pk == second.pk
    act(school.lead)
    assert Talk.objects.count() == 1


def test_it_goes_past_whom_the_pupil_names():
    school = School()
    sent = school.writes(picked=school.ann.pk, past=frozenset({school.ann.pk, school.lead.pk}))
    assert sent.reader_id == school.deputy.pk
    assert sees(school.ann) == sees(school.lead) == []
    assert sees(school.deputy) == [sent]


def test_about_an_adult_it_goes_to_the_head_and_past_the_leads():
    school = School()
    sent = school.writes(about_adult=True, past=frozenset({school.tom.pk}))
    assert (sent.route, sent.reader_id) == ("head", school.head.pk)
    assert sees(school.lead) == sees(school.deputy) == sees(school.ann) == sees(school.tom) == []
    assert sees(school.head) == [sent]


def test_where_nobody_is_left_nothing_is_kept():
    school = School()
    with pytest.raises(talks.NobodyHere):
        school.writes(about_adult=True, past=frozenset({school.head.pk, school.chair.pk}))
    assert not Talk.objects.exists()


def test_relatives_and_whoever_is_in_a_case_are_grey_and_cannot_be_picked():
    school = School()
    chosen = {c.person.pk: c.why_not for c in people.choices(act(school.pupil), school.school, NOW)}
    assert chosen == {school.lead.pk: "", school.deputy.pk: "", school.ann.pk: ""}
    school.writes(who=school.other, about_adult=True, past=frozenset({school.ann.pk}))
    grey = {c.person.pk: c.why_not for c in people.choices(act(school.pupil), school.school, NOW)}
    assert grey[school.ann.pk] == "not_available"
    with pytest.raises(Refusal):
        school.writes(picked=school.ann.pk)


@pytest.mark.parametrize("missing", ["is_employed", "checked_on", "trained_on", "said_yes_at"])
def test_who_lacks_one_thing_is_not_on_the_list(missing):
    school = School()
    school.listens(school.tom, **{missing: False if missing == "is_employed" else None})
    listed = people.choices(act(school.pupil), school.school, NOW)
    assert school.tom.pk not in {each.person.pk for each in listed}


def test_unread_at_its_minute_it_climbs_step_by_step_and_each_step_once():
    school = School()
    sent = school.writes()
    assert school.climbs(NOW + minutes(59)) == []
    assert school.climbs(NOW + minutes(60)) == [([school.lead.pk, school.deputy.pk], f"1{sent.pk}")]
    assert school.climbs(NOW + minutes(61)) == []
    assert sees(school.head) == []
    assert school.climbs(NOW + minutes(90)) == [([school.head.pk], f"2{sent.pk}")]
    assert school.climbs(NOW + minutes(95)) == []
    assert sees(school.head) == [sent]
    shown = found.said_in(act(school.pupil), sent, NOW + minutes(91))
    assert [each.kind for each in shown] == ["told", "told", "told"]


def test_read_in_time_nothing_climbs():
    school = School()
    sent = school.writes()
    by = act(school.ann)
    talks.mark_read(by=by, talk=sent, at=NOW + minutes(5))
    talks.mark_read(by=by, talk=sent, at=NOW + minutes(6))
    assert school.climbs(NOW + minutes(120)) == []
    shown = found.said_in(act(school.pupil), sent, NOW + minutes(10))
    assert [(each.kind, each.writer_id) for each in shown] == [("read", school.ann.pk)]


def test_opening_is_not_reading_and_the_pupil_sees_who_opened():
    school = School()
    sent = school.writes()
    talks.open_talk(by=act(school.lead), talk=sent, at=NOW + minutes(2))
    talks.open_talk(by=act(school.lead), talk=sent, at=NOW + minutes(3))
    shown = found.said_in(act(school.pupil), sent, NOW + minutes(4))
    assert [(each.kind, each.writer_id) for each in shown] == [("opened", school.lead.pk)]
    assert school.climbs(NOW + minutes(60))


def test_i_cannot_now_goes_round_and_never_back_to_the_pupil():
    school = School()
    sent = school.writes()
    assert talks.hand_on(by=act(school.ann), talk=sent, at=NOW) == school.lead.pk
    sent = sees(school.lead)[0]
    assert talks.hand_on(by=act(school.lead), talk=sent, at=NOW) == school.deputy.pk
    sent = sees(school.deputy)[0]
    assert talks.hand_on(by=act(school.deputy), talk=sent, at=NOW) == school.head.pk
    assert sees(school.head)[0].due_at == NOW + minutes(60)
    with pytest.raises(Refusal):
        talks.hand_on(by=act(school.head), talk=sees(school.head)[0], at=NOW)


def test_an_answer_of_the_evening_is_read_in_the_morning():
    school = School()
    sent = school.writes()
    evening = NOW.replace(hour=20)
    shown = talks.answer(
        by=act(school.ann), talk=sent, words="At 10:50 by the library.", at=evening
    )
    assert shown == NOW.replace(day=25, hour=8, minute=15)
    before = found.said_in(act(school.pupil), sent, evening)
    after = found.said_in(act(school.pupil), sent, shown)
    assert [each.kind for each in before] == ["read"]
    assert [each.kind for each in after] == ["read", "answer"]


def test_it_closes_with_what_was_passed_on_or_why_nothing():
    school = School()
    sent, by = school.writes(), act(school.ann)
    with pytest.raises(Refusal):
        talks.close(by=by, talk=sent, outcome="nothing", words=" ", at=NOW)
    talks.close(by=by, talk=sent, outcome="passed", words="She is left out.", at=NOW)
    act(school.lead)
    concern = Concern.objects.get()
    assert concern.talk_id == sent.pk
    assert "She is left out." in concern.words
    shown = found.said_in(act(school.pupil), sent, NOW)
    assert "closed" not in [each.kind for each in shown]
    assert not TalkEntry.objects.filter(kind="closed").exists()


def test_nothing_of_it_is_rewritten_and_readers_only_grow():
    school = School()
    sent = school.writes()
    act(school.ann)
    for change in ({"words": "x"}, {"readers": []}, {"past": [school.lead.pk]}, {"due_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Talk.objects.filter(pk=sent.pk).update(**change)
    act(school.pupil)
    assert Talk.objects.filter(pk=sent.pk).update(words="x") == 0


def test_not_safe_now_reaches_lead_and_deputy_at_once():
    school = School()
    sent = school.writes(picked=None, words="", is_urgent=True)
    assert sent.due_at == NOW
    assert asked.waiting_count(act(school.lead), school.school, NOW) == 1
    assert asked.waiting_count(act(school.deputy), school.school, NOW) == 1
    assert school.climbs(NOW)[0][0] == [school.lead.pk, school.deputy.pk]


def test_a_word_opens_it_again_five_wrong_ones_rest():
    school = School()
    by = act(school.pupil)
    words.choose_word(by=by, word="Marmalade", names=("Amina",), at=NOW)
    words.choose_word(by=by, word="another", names=(), at=NOW)
    assert words.try_word(by=by, word=" marmalade ", now=NOW)
    assert not any(words.try_word(by=by, word="no", now=NOW) for _ in range(5))
    assert not words.try_word(by=by, word="Marmalade", now=NOW + minutes(59))
    assert words.try_word(by=by, word="Marmalade", now=NOW + minutes(61))


def test_whoever_gives_a_new_word_opens_nothing_by_it_alone():
    school = School()
    by = act(school.pupil)
    words.choose_word(by=by, word="Marmalade", names=(), at=NOW)
    sent = school.writes()
    lead = act(school.lead)
    word = OwnWord.objects.get()
    words.give_word(by=lead, word=word, new="cinnamon", at=NOW + minutes(5))
    assert not found.opens_for_pupil(act(school.pupil), sent)
    word.refresh_from_db()
    with pytest.raises(Refusal):
        words.confirm_word(by=act(school.lead), word=word)
    words.confirm_word(by=act(school.deputy), word=word)
    assert found.opens_for_pupil(act(school.pupil), sent)


def test_looking_is_written_down_but_never_of_what_is_about_an_adult(client, monkeypatch):
    from django.urls import reverse

    from tests.factories import sign_in

    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    school = School()
    usual, case = school.writes(), school.writes(who=school.other, about_adult=True)
    for who, talk in ((school.lead, usual), (school.head, case)):
        sign_in(client, who)
        assert client.get(reverse("read_talk", args=[talk.pk])).status_code == 200
    act(school.lead)
    assert [(each.reader, each.what) for each in Seen.objects.all()] == [(school.lead.pk, "talk")]
    assert TODAY
