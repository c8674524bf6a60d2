"""A line from tutor or teacher that a pupil reads before they choose."""

import pytest

from beside.access.models import Block
from beside.access.refusals import Refusal
from beside.safeguarding.actions import to_pupils as read_first
from beside.safeguarding.models import ToPupil
from beside.safeguarding.queries import to_pupils
from beside.timetable.actions import inviting as actions
from beside.timetable.queries import inviting
from tests.access.rows import write_as_owner
from tests.factories import NOW, act, sign_in
from tests.timetable.school import AFTER, Choosing

pytestmark = pytest.mark.django_db
WORDS = "Fractions were hard last week: look at Maths again."


@pytest.fixture
def school(monkeypatch) -> Choosing:
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    return Choosing()


def write(school, by, words: str = WORDS, now=NOW) -> None:
    actions.write_note(by=act(by), cycle=school.cycle, pupil=school.amina.pk, words=words, now=now)


def notes(school, reader, now=NOW) -> list[str]:
    found = inviting.notes_to(act(reader), school.cycle, school.amina.pk, now)
    return [each.words for each in found]


def passes(reader, passes: bool = True) -> None:
    """Somebody who looks after the pupil reads what waits, and passes it on."""
    by = act(reader)
    for each in to_pupils.to_read(by).select_related("school"):
        read_first.decide(by=by, words=each, passes=passes, at=NOW)


def test_a_note_is_one_of_each_adult_and_can_be_taken_back(school):
    for words in ("First.", WORDS, WORDS):
        write(school, school.okafor, words)
    write(school, school.tutor, "Ask me.")
    assert notes(school, school.amina) == []
    passes(school.head_of_year)
    assert sorted(notes(school, school.amina)) == ["Ask me.", WORDS]
    write(school, school.okafor, "")
    assert notes(school, school.amina) == ["Ask me."]


def test_a_note_is_written_until_choosing_is_over(school):
    school.open()
    write(school, school.okafor)
    with pytest.raises(Refusal, match="Choosing is over"):
        write(school, school.okafor, "Later.", now=AFTER)
    write(school, school.okafor, "", now=AFTER)
    assert notes(school, school.amina) == []


def test_who_reads_a_note(school):
    write(school, school.okafor)
    for other in (school.amina, school.leo, school.lund, school.office):
        act(other)
        assert not ToPupil.objects.exists()
    passes(school.tutor)
    for reader in (school.amina, school.okafor, school.tutor, school.head_of_year):
        assert notes(school, reader) == [WORDS]
    for other in (school.leo, school.lund, school.office):
        assert notes(school, other) == []
        assert not ToPupil.objects.exists()


def test_a_note_by_the_pages(client, school):
    school.open()
    home = f"/choice-time/{school.cycle.pk}"
    sign_in(client, school.tutor)
    assert f"/invite/?pupil={school.amina.pk}" in client.get(f"{home}/chosen/").text
    sent = {"pupil": str(school.amina.pk), "words": WORDS}
    assert "A colleague reads it first" in client.post(f"{home}/note/", sent, follow=True).text
    assert WORDS in client.get(f"{home}/invite/", {"pupil": str(school.amina.pk)}).text
    for wrong in ({"words": "x"}, sent | {"words": "x" * 301}):
        assert "at most 300" in client.post(f"{home}/note/", wrong, follow=True).text
    sign_in(client, school.amina)
    assert WORDS not in client.get(f"{home}/choose/").text
    passes(school.head_of_year)
    sign_in(client, school.amina)
    page = client.get(f"{home}/choose/").text
    assert "<b>Raj Patel</b>" in page and WORDS in page
    sign_in(client, school.leo)
    assert WORDS not in client.get(f"{home}/choose/").text
    assert client.post(f"{home}/note/", sent).status_code == 404


def test_a_note_of_somebody_kept_apart_is_not_shown(client, school):
    school.open()
    write(school, school.okafor)
    passes(school.tutor)
    write_as_owner(Block, [Block(actor_id=school.okafor.pk, pupil_id=school.amina.pk)])
    sign_in(client, school.amina)
    assert WORDS not in client.get(f"/choice-time/{school.cycle.pk}/choose/").text
    assert notes(school, school.okafor) == []
