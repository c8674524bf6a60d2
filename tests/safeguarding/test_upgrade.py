"""What an older version kept of words between two people is brought along: nothing is lost.

Each test makes the tables as they were, has the migration's own function run as the owner of the
tables, and looks at what stands.
"""

import uuid
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from beside.recognition import queries as thanks
from beside.recognition.models import ThankYou
from beside.safeguarding.models import ToPupil
from beside.timetable.models import Invite
from tests.access.rows import write_as_owner
from tests.factories import NOW, act
from tests.recognition.school import Thanking
from tests.timetable.school import Choosing

pytestmark = pytest.mark.django_db
ENDED = NOW + timedelta(hours=1)


@contextmanager
def as_owner():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ROLE beside_owner")
        yield cursor
        cursor.execute("SET LOCAL ROLE beside_app")


def run(migration: str, function: str) -> None:
    app, name = migration.split(".")
    found = import_module(f"beside.{app}.migrations.{name}")
    getattr(found, function)(apps, SimpleNamespace(connection=connection))


def standing() -> dict[str, tuple]:
    """What stands of words to pupils, with nobody's policies before it."""
    with as_owner():
        rows = list(ToPupil.objects.all())
    return {
        each.words: (each.kind, each.about, each.status, each.until, each.withdrawn_at)
        for each in rows
        if set(each.past) == {each.writer_id, each.pupil_id}
    }


def test_notes_and_lines_wait_to_be_read_and_what_had_ended_is_kept_as_taken_back():
    school = Choosing()
    session = school.first.sessions.first()
    invite = Invite(school_id=school.cycle.school_id, session=session, at=NOW)
    invite.pupil_id, invite.by_id = school.amina.pk, school.okafor.pk
    write_as_owner(Invite, [invite])
    two = f"'{school.cycle.school_id}', '{school.cycle.pk}', '{school.amina.pk}', '{school.okafor.pk}'"
    with as_owner() as cursor:
        cursor.execute("ALTER TABLE timetable_invite ADD COLUMN words text DEFAULT 'A line.'")
        cursor.execute(
            "CREATE TABLE timetable_note (id uuid DEFAULT gen_random_uuid(), school_id uuid,"
            " cycle_id uuid, pupil_id uuid, by_id uuid, words text, at timestamptz,"
            " ended_at timestamptz)"
        )
        cursor.execute(
            "INSERT INTO timetable_note (school_id, cycle_id, pupil_id, by_id, words, at, ended_at)"
            f" VALUES ({two}, 'Open.', %s, NULL), ({two}, 'Over.', %s, %s)",
            [NOW, NOW, ENDED],
        )
        run("timetable.0008_read_first", "bring_words")
        run("timetable.0009_until", "until_choosing_is_over")
    cycle, closes = school.cycle.pk, school.cycle.closes_at
    assert standing() == {
        "Open.": ("note", cycle, "waiting", closes, None),
        "Over.": ("note", cycle, "withdrawn", None, ENDED),
        "A line.": ("invite", invite.pk, "waiting", closes, None),
    }


def thank_you(school: Thanking, **fields) -> ThankYou:
    row = ThankYou(id=uuid.uuid4(), school=school.made.school, at=NOW, **fields)
    row.pupil_id, row.adult_id = school.amina.pk, school.ann.pk
    return row


def test_what_was_taken_back_without_a_day_gets_one_and_an_answer_stays_an_answer():
    school = Thanking()
    gone = thank_you(school, words="", status="taken_back", taken_back_at=None)
    answered = thank_you(school, words="W", read_at=NOW, answered_at=NOW)
    with as_owner() as cursor:
        cursor.execute("ALTER TABLE recognition_thankyou DROP CONSTRAINT thank_you_taken_back_then")
        cursor.execute("SET LOCAL ROLE beside_app")
        write_as_owner(ThankYou, [gone, answered])
        cursor.execute("SET LOCAL ROLE beside_owner")
        run("recognition.0002_taken_back", "say_when")
        for _again in range(2):
            run("recognition.0003_answers", "bring_answers")
        gone.refresh_from_db()
    assert gone.taken_back_at == NOW
    assert standing() == {"": ("answer", answered.pk, "sent", None, None)}
    assert thanks.answered(act(school.amina), NOW) == {answered.pk: NOW}


def test_a_sentence_that_was_passed_on_without_a_reader_is_one_that_was_sent():
    school = Thanking()
    about = uuid.uuid4()
    row = ToPupil(school=school.made.school, kind="answer", about=about, at=NOW, shown_at=NOW)
    row.pupil_id, row.writer_id, row.status = school.amina.pk, school.ann.pk, "passed"
    row.past = [school.amina.pk, school.ann.pk]
    with as_owner() as cursor:
        table = "ALTER TABLE safeguarding_topupil"
        cursor.execute(f"{table} DROP CONSTRAINT to_pupil_sent_without_words")
        cursor.execute(f"{table} DISABLE TRIGGER USER")
        ToPupil.objects.bulk_create([row])
        run("safeguarding.0004_until", "sent_without_words")
    assert standing() == {"": ("answer", about, "sent", None, None)}
