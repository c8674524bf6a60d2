"""What an adult writes to a pupil: read first, delivered in school hours, taken back, counted."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from beside.access.models import Block
from beside.access.refusals import Refusal
from beside.safeguarding.actions import to_pupils as actions
from beside.safeguarding.models import ToPupil
from beside.safeguarding.queries import to_pupils as queries
from beside.safeguarding.queries.taken_back import taken_back
from beside.safeguarding.rules import to_pupils as rules
from beside.schools import due
from tests.access.rows import write_as_owner
from tests.factories import NOW, act, sign_in
from tests.safeguarding.school import School

pytestmark = pytest.mark.django_db
LINE = "The seed trays are up. Come and look."


@pytest.fixture
def school(monkeypatch) -> School:
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    return School()


def write(
    school, by=None, words: str = LINE, at=NOW, about: uuid.UUID | None = None, until=None
) -> ToPupil:
    about = about or uuid.uuid4()
    actions.write(
        by=act(by or school.ann),
        school=school.school,
        pupil=school.pupil.pk,
        kind="note",
        about=about,
        words=words,
        at=at,
        until=until,
    )
    return ToPupil.objects.get(about=about, withdrawn_at=None)


def reached(school, now) -> list[str]:
    found = queries.reached(act(school.pupil), school.pupil.pk, "note", now)
    return [each.words for each in found]


def test_it_waits_for_somebody_else_and_comes_in_school_hours(client, school):
    words = write(school, at=NOW.replace(hour=20))
    assert reached(school, NOW + timedelta(days=9)) == []
    for who in (school.ann, school.tom, school.pupil):
        sign_in(client, who)
        assert client.get("/to-read/").status_code == 404
        assert client.post(f"/to-read/{words.pk}/", {"do": "pass"}).status_code == 404
    sign_in(client, school.lead)
    assert "wait for you to read" in client.get("/").text
    assert LINE in client.get("/to-read/").text
    client.post(f"/to-read/{words.pk}/", {"do": "pass"})
    assert reached(school, NOW) == [LINE]


@pytest.mark.parametrize(("hour", "day"), [(6, 24), (20, 25)])
def test_what_is_passed_on_out_of_hours_comes_at_the_next_opening(school, hour, day):
    words, at = write(school), NOW.replace(hour=hour)
    actions.decide(by=act(school.lead), words=words, passes=True, at=at)
    opens = NOW.replace(day=day, hour=8, minute=15)
    assert reached(school, opens - timedelta(minutes=1)) == []
    assert reached(school, opens) == [LINE]


def test_what_is_not_passed_on_never_comes(school):
    words = write(school)
    actions.decide(by=act(school.deputy), words=words, passes=False, at=NOW)
    with pytest.raises(rules.Decided):
        actions.decide(by=act(school.lead), words=words, passes=True, at=NOW)
    assert reached(school, NOW + timedelta(days=9)) == []


def test_the_lead_does_not_read_their_own_first(client, school):
    words = write(school, by=school.lead)
    assert not queries.to_read(act(school.lead)).exists()
    with pytest.raises(Refusal):
        actions.decide(by=act(school.lead), words=words, passes=True, at=NOW)
    passed = {"status": "passed", "shown_at": NOW, "decided_by": school.lead.pk}
    with pytest.raises(DatabaseError), transaction.atomic():
        ToPupil.objects.filter(pk=words.pk).update(**passed)
    assert queries.to_read(act(school.deputy)).get() == words


@pytest.mark.parametrize(
    "change", [{"words": "x"}, {"past": []}, {"status": "passed", "shown_at": NOW}]
)
def test_the_database_lets_nobody_rewrite_it_or_pass_on_their_own(school, change):
    words = write(school)
    with pytest.raises(DatabaseError), transaction.atomic():
        ToPupil.objects.filter(pk=words.pk).update(**change)
    own = {"pupil_id": school.pupil.pk, "writer_id": school.ann.pk, "past": words.past}
    begun = ToPupil(school=school.school, kind="note", about=uuid.uuid4(), at=NOW, **own)
    begun.words, begun.status, begun.shown_at = LINE, "passed", NOW
    with pytest.raises(DatabaseError), transaction.atomic():
        ToPupil.objects.bulk_create([begun])


@pytest.mark.parametrize("words", ["Ring me: 07700 900123", "See www.a.example", "Our secret."])
def test_no_number_no_link_no_secrecy(school, words):
    with pytest.raises(Refusal):
        write(school, words=words)


def test_the_lead_sees_the_third_that_was_written_and_what_was_taken_back(client, school):
    about = [uuid.uuid4() for _ in range(3)]
    for each in about[:2]:
        write(school, about=each)
    for minutes, words in enumerate(("A slip.", "Another.", "And again.")):
        write(school, about=about[1], words=words, at=NOW + timedelta(minutes=minutes))
    later = NOW + timedelta(hours=1)
    assert queries.often(act(school.lead), later) == []
    write(school, about=about[2], words="")
    (row,) = queries.often(act(school.lead), later)
    assert (row.writer.pk, row.pupil.pk, row.count) == (school.ann.pk, school.pupil.pk, 3)
    assert queries.often(act(school.tom), later) == []
    assert taken_back(act(school.lead)) == []
    take = {"kind": "note", "about": about[1], "pupil": school.pupil.pk, "at": later}
    actions.take_back(by=act(school.ann), **take)
    assert queries.often(act(school.lead), later) == []
    assert [each.words for each in taken_back(act(school.lead))] == ["And again."]
    assert queries.by_me(act(school.ann), "note", about[1], school.pupil.pk) is None
    sign_in(client, school.lead)
    page = client.get("/to-read/").text
    assert "And again." in page and "A slip." not in page and "Taken back" in page


def test_a_sentence_without_words_tells_no_reader_of_whom_it_went_to(school):
    sent = write(school, words="")
    assert reached(school, NOW) == [""]
    for reader in (school.lead, school.deputy, school.tom):
        act(reader)
        assert not ToPupil.objects.exists()
    write_as_owner(Block, [Block(actor_id=school.ann.pk, pupil_id=school.pupil.pk)])
    act(school.lead)
    assert not ToPupil.objects.filter(pk=sent.pk).exists()
    assert reached(school, NOW) == []


def test_what_waits_falls_due_for_the_leads_who_are_no_party_to_it(school):
    words = write(school, by=school.lead, until=NOW + timedelta(hours=3))
    for owner, owes in ((school.deputy, 1), (school.lead, 0)):
        act(owner)
        found = due.due(by_day=NOW.date(), owners=[owner.pk])
        assert [(each.kind, each.object) for each in found] == [("to_pupil", words.pk)] * owes


def test_what_would_come_after_choosing_is_not_passed_on(client, school):
    words = write(school, until=NOW - timedelta(minutes=1))
    sign_in(client, school.lead)
    assert "Choosing is over" in client.get("/to-read/").text
    answer = client.post(f"/to-read/{words.pk}/", {"do": "pass"})
    assert answer.status_code == 409 and "cannot be passed on" in answer.text
    assert client.post(f"/to-read/{words.pk}/", {"do": "stop"}).status_code == 302


def test_of_two_windows_the_second_is_kept_and_none_is_lost(school, monkeypatch):
    """The other window writes between the look at what stands and the writing."""
    about, real = uuid.uuid4(), actions.take_back

    def other_first(**fields) -> None:
        monkeypatch.setattr(actions, "take_back", real)
        real(**fields)
        write(school, about=about, words="The other window.")

    monkeypatch.setattr(actions, "take_back", other_first)
    assert write(school, about=about).words == LINE
    assert dict(ToPupil.objects.values_list("words", "status")) == {
        LINE: "waiting",
        "The other window.": "withdrawn",
    }
