"""A thank-you is sent once, read by one adult, taken back until then, and never rewritten."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import QuerySet

from beside.access import locks
from beside.access.actor import role
from beside.access.models import Block
from beside.audit.models import Change, Seen
from beside.recognition import actions, queries, rules
from beside.recognition.models import ThankYou
from beside.rights import Role
from beside.safeguarding.actions import new_key
from beside.safeguarding.queries.taken_back import taken_back
from beside.schools.models import Enrolment, Post
from tests.access.rows import write_as_owner
from tests.factories import NOW, TODAY, Small, act, sign_in
from tests.house.test_cells import open_second_lock
from tests.recognition.school import WORDS, Thanking

pytestmark = pytest.mark.django_db
OTHERS = ("leo", "bo", "lead", "head_of_year", "joan", "mum", "fed")


def by_python(person) -> list[str]:
    return list(locks.visible(ThankYou, act(person)).values_list("words", flat=True))


def by_sql(person) -> list[str]:
    act(person)
    return list(ThankYou.objects.values_list("words", flat=True))


def test_the_pupil_and_the_adult_read_it_and_nobody_else():
    school = Thanking()
    school.send()
    for reader in ("amina", "ann"):
        assert by_sql(getattr(school, reader)) == [WORDS]
        assert by_python(getattr(school, reader)) == [WORDS]
    assert {who: by_sql(getattr(school, who)) for who in OTHERS} == dict.fromkeys(OTHERS, [])


def test_the_first_lock_alone_shows_it_to_nobody_else():
    school = Thanking()
    school.send()
    open_second_lock()
    assert {who: by_python(getattr(school, who)) for who in OTHERS} == dict.fromkeys(OTHERS, [])
    assert by_python(school.ann) == by_python(school.amina) == [WORDS]


def test_a_form_sent_twice_is_one_and_other_words_are_another():
    school, key = Thanking(), new_key()
    for words in (WORDS, WORDS, "And you came again."):
        school.send(words=words, key=key)
    assert sorted(by_sql(school.ann)) == ["And you came again.", WORDS]


@pytest.mark.parametrize("who", ["leo", "mum", "stranger", "fed", "amina"])
def test_it_goes_to_nobody_but_an_adult_whom_the_pupil_may_find(who):
    school = Thanking()
    with pytest.raises(rules.NotFound):
        school.send(getattr(school, who))


def test_it_goes_to_no_adult_of_another_school():
    school = Thanking()
    there = Small("Dale", school.made.federation).settle()
    with pytest.raises(rules.NotFound):
        school.send(there.adult("Cy Boyd"))


def test_somebody_from_outside_is_thanked_by_the_pupils_of_their_group():
    school = Thanking()
    school.send(school.joan)
    assert by_sql(school.joan) == [WORDS]
    with pytest.raises(rules.NotFound):
        school.send(school.joan, by=school.leo)


def leave(model, person) -> None:
    with role(Role.ROLL):
        model.objects.filter(person=person.pk).update(ends=TODAY)


def test_an_adult_who_left_is_sent_none_and_reads_none_but_the_pupil_keeps_theirs():
    school = Thanking()
    school.send()
    leave(Post, school.ann)
    school.made.settle()
    with pytest.raises(rules.NotFound):
        school.send(words="Come back.")
    assert by_sql(school.ann) == []
    (kept,) = queries.sent(queries.of_pupil(act(school.amina)))
    assert (kept.adult.name, kept.adult.is_here) == ("Ann Okafor", False)


def test_a_pupil_who_left_is_read_no_more():
    school = Thanking()
    school.send()
    leave(Enrolment, school.amina)
    school.made.settle()
    assert by_sql(school.ann) == []
    with pytest.raises(rules.NotFound):
        school.send(words="Goodbye.")


@pytest.mark.parametrize("blocked", ["adult", "pupil"])
def test_a_block_on_either_side_refuses_and_hides(blocked):
    school = Thanking()
    school.send()
    sides = {"actor_id": school.ann.pk, "pupil_id": school.amina.pk}
    if blocked == "pupil":
        sides = {"actor_id": school.amina.pk, "pupil_id": school.ann.pk}
    write_as_owner(Block, [Block(**sides)])
    with pytest.raises(rules.NotFound):
        school.send(words="Again.")
    assert queries.sent(queries.of_pupil(act(school.amina))) == []
    if blocked == "adult":
        assert by_sql(school.ann) == []
        assert queries.received(act(school.ann)) == []


def test_until_it_is_read_it_is_taken_back_and_the_lead_alone_can_look():
    school = Thanking()
    thanks = school.send()
    for _again in range(2):
        actions.take_back(by=act(school.amina), thank_you=thanks, now=NOW)
    assert by_sql(school.ann) == []
    assert by_sql(school.lead) == by_python(school.lead) == [WORDS]
    assert queries.sent(queries.of_pupil(act(school.amina))) == []


def test_a_lead_to_whom_it_was_written_never_looks_at_it_and_another_finds_it_listed(client):
    school = Thanking()
    deputy = school.made.adult("Dee Cole", "safeguarding_deputy")
    school.made.settle()
    thanks = school.send(school.lead)
    actions.take_back(by=act(school.amina), thank_you=thanks, now=NOW)
    assert by_sql(school.lead) == by_python(school.lead) == []
    assert taken_back(act(school.lead)) == []
    (row,) = taken_back(act(deputy))
    assert (row.words, row.writer.pk, row.to.pk) == (WORDS, school.amina.pk, school.lead.pk)
    sign_in(client, deputy)
    assert WORDS in client.get("/to-read/").text
    seen = Seen.objects.filter(what="thank_you", pupils__contains=[school.amina.pk])
    act(deputy)
    assert seen.count() == 1


def test_whether_it_was_read_is_told_by_what_was_changed(monkeypatch):
    """The adult opens it between the look of the pupil's page and the taking back."""
    school = Thanking()
    thanks = school.send()
    update = QuerySet.update

    def read_first(found, **values):
        monkeypatch.setattr(QuerySet, "update", update)
        school.read()
        act(school.amina)
        return update(found, **values)

    by = act(school.amina)
    monkeypatch.setattr(QuerySet, "update", read_first)
    with pytest.raises(rules.AlreadyRead):
        actions.take_back(by=by, thank_you=thanks, now=NOW)


def test_once_it_is_read_it_stays():
    school = Thanking()
    thanks = school.send()
    school.read()
    with pytest.raises(rules.AlreadyRead):
        actions.take_back(by=act(school.amina), thank_you=thanks, now=NOW)
    assert by_sql(school.ann) == [WORDS]


def test_a_form_sent_again_does_not_undo_the_taking_back():
    school, key = Thanking(), new_key()
    thanks = school.send(key=key)
    actions.take_back(by=act(school.amina), thank_you=thanks, now=NOW)
    with pytest.raises(rules.TakenBack):
        school.send(key=key)
    assert by_sql(school.ann) == []


def test_nobody_takes_back_answers_or_puts_away_anothers():
    school = Thanking()
    thanks = school.send()
    school.read()
    for who in (school.leo, school.bo, school.lead):
        actions.answer(by=act(who), thank_you=thanks, now=NOW)
        actions.put_away(by=act(who), thank_you=thanks, away=True)
        with pytest.raises(rules.AlreadyRead):
            actions.take_back(by=act(who), thank_you=thanks, now=NOW)
    act(school.amina)
    thanks.refresh_from_db()
    assert (thanks.answered_at, thanks.away_for_adult, thanks.words) == (None, False, WORDS)


def test_it_is_answered_once_and_only_when_read():
    school = Thanking()
    thanks = school.send()
    actions.answer(by=act(school.ann), thank_you=thanks, now=NOW)
    act(school.amina)
    thanks.refresh_from_db()
    assert thanks.answered_at is None
    school.read()
    for hours in (1, 2):
        later = NOW + timedelta(hours=hours)
        actions.answer(by=act(school.ann), thank_you=thanks, now=later)
    by = act(school.amina)
    thanks.refresh_from_db()
    assert thanks.answered_at == NOW + timedelta(hours=1)
    told = NOW + timedelta(hours=1)
    assert queries.answered(by, told) == {thanks.pk: told}
    assert [s.thank_you for s in queries.answered_lately(by, NOW + timedelta(days=7))] == [thanks]
    assert queries.answered_lately(by, NOW + timedelta(days=8)) == []


def test_an_answer_of_the_evening_reaches_the_pupil_in_the_morning():
    school = Thanking()
    thanks = school.send()
    school.read()
    evening = NOW.replace(hour=20)
    actions.answer(by=act(school.ann), thank_you=thanks, now=evening)
    by, morning = act(school.amina), NOW.replace(day=25, hour=8, minute=15)
    assert queries.answered(by, morning - timedelta(minutes=1)) == {}
    assert queries.answered(by, morning) == {thanks.pk: morning}


def test_each_side_puts_it_away_for_itself():
    school = Thanking()
    thanks = school.send()
    school.read()
    actions.put_away(by=act(school.amina), thank_you=thanks, away=True)
    thanks.refresh_from_db()
    assert (thanks.away_for_pupil, thanks.away_for_adult) == (True, False)
    actions.put_away(by=act(school.ann), thank_you=thanks, away=True)
    actions.put_away(by=act(school.amina), thank_you=thanks, away=False)
    thanks.refresh_from_db()
    assert (thanks.away_for_pupil, thanks.away_for_adult) == (False, True)


@pytest.mark.parametrize("who", ["amina", "ann"])
@pytest.mark.parametrize(
    "change",
    [
        {"words": "You never helped."},
        {"pupil_id": "leo"},
        {"adult_id": "bo"},
        {"at": NOW + timedelta(days=1)},
        {"status": ThankYou.TAKEN_BACK, "taken_back_at": NOW},
        {"words": ""},
    ],
)
def test_the_database_lets_neither_rewrite_it(change, who):
    school = Thanking()
    thanks = school.send()
    school.read()
    act(getattr(school, who))
    values = {k: getattr(school, v).pk if k.endswith("_id") else v for k, v in change.items()}
    with pytest.raises(DatabaseError), transaction.atomic():
        ThankYou.objects.filter(pk=thanks.pk).update(**values)


def test_what_was_taken_back_does_not_come_again():
    school = Thanking()
    thanks = school.send()
    actions.take_back(by=act(school.amina), thank_you=thanks, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ThankYou.objects.filter(pk=thanks.pk).update(status=ThankYou.SENT, taken_back_at=None)


def test_nothing_of_its_words_stands_in_the_record_of_changes():
    school = Thanking()
    thanks = school.send()
    actions.take_back(by=act(school.amina), thank_you=thanks, now=NOW)
    changes = Change.objects.filter(table="recognition_thankyou")
    assert [each.why for each in changes.order_by("at")] == [
        "recognition.send",
        "recognition.take_back",
    ]
    assert not any("words" in (each.new or {}) for each in changes)
    assert not any("words" in (each.old or {}) for each in changes)


def test_a_key_of_somebody_else_sends_ones_own():
    school, key = Thanking(), uuid.uuid4()
    school.send(key=key)
    school.send(key=key, by=school.leo)
    assert by_sql(school.ann) == [WORDS, WORDS]
