"""Every change is written down with who and why, and nobody of the app can write it otherwise."""

import uuid

import pytest
from django.db import ProgrammingError, connection, transaction

from beside.access import actions, registry
from beside.access.actor import Actor, role
from beside.access.models import Standing, Subject
from beside.audit.actions import action, record_seen
from beside.audit.models import Change, Seen
from beside.rights import Basis, Role
from tests.conftest import TODAY, see_as
from tests.ties.survey import Survey

pytestmark = pytest.mark.django_db
ROLES = ("beside_app", "beside_worker", *(r for r in Role if r != Role.APP))


@pytest.fixture
def actor() -> Actor:
    with role(Role.ROLL):
        subject = Subject.objects.create()
    return see_as(subject.pk)


def granted(by: Actor, source: str = "test") -> uuid.UUID:
    scope = uuid.uuid4()
    with role(Role.ROLL):
        actions.grant(by=by, actor=by.subject_id, basis=Basis.STAFF, scope_id=scope, source=source)
    return scope


def changes() -> list[Change]:
    return list(Change.objects.filter(table="access_standing").order_by("at"))


def test_a_new_row_is_recorded_with_who_and_why(actor):
    scope = granted(actor)
    (change,) = changes()
    assert (change.actor, change.why, change.role) == (
        actor.subject_id,
        "access.grant",
        Role.ROLL,
    )
    assert change.old is None
    assert (change.new["scope_id"], change.new["basis"]) == (str(scope), "staff")
    assert change.row == str(Standing.objects.get(scope_id=scope).pk)


def test_a_changed_row_is_recorded_as_it_was_and_is(actor):
    granted(actor)
    with role(Role.ROLL):
        actions.end(by=actor, source="test")
    change = changes()[-1]
    assert change.why == "access.end"
    assert (change.old["ends"], change.new["ends"]) == (None, TODAY.isoformat())


def test_what_fails_leaves_neither_row_nor_record(actor):
    @action
    def fail(*, by: Actor) -> None:
        granted(by)
        raise ValueError

    with pytest.raises(ValueError):
        fail(by=actor)
    assert changes() == []
    assert not Standing.objects.exists()


def test_an_action_says_who(actor):
    with pytest.raises(TypeError, match="by="):
        action(lambda *, whom: None)
    with pytest.raises(TypeError, match="keyword"):
        action(lambda by: None)


def test_others_do_not_read_what_one_did(actor):
    granted(actor)
    see_as(uuid.uuid4())
    assert changes() == []


def test_every_table_about_people_writes_its_changes_down():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'O'"
        )
        triggers = set(cursor.fetchall())
    tables = {r.table for r in registry.registrations() if r.model is not Seen}
    wanted = {(table, name) for table in tables for name in ("audit_insert", "audit_update")}
    assert wanted <= triggers


def test_what_a_pupil_put_down_and_did_not_send_stands_in_no_record():
    survey = Survey()
    survey.start(survey.isla)
    survey.add(survey.isla, "outside", words="Coach Umar")
    survey.keep(survey.isla, "go_to", go_to=["unsure"])
    begun = Change.objects.get(table="ties_draft")
    assert begun.why == "ties.actions.answering.start"
    assert begun.old is None
    assert set(begun.new) == {"id", "round_id", "person_id", "tried", "browser"}
    assert begun.new["browser"] == ""


FORBIDDEN = {
    "audit_change": (
        "INSERT INTO audit_change (at, role, why, \"table\", row) VALUES (now(), '', '', '', '')",
        "UPDATE audit_change SET why = ''",
        "DELETE FROM audit_change",
    ),
    "audit_seen": ("UPDATE audit_seen SET what = ''", "DELETE FROM audit_seen"),
}


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("statement", [s for each in FORBIDDEN.values() for s in each])
def test_no_role_of_the_app_rewrites_the_record(actor, name, statement):
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(f'SET LOCAL ROLE "{name}"')
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(statement)


def test_looking_is_seen_by_the_pupil_and_the_reader_alone(actor):
    pupil, stranger = uuid.uuid4(), uuid.uuid4()
    record_seen(by=actor.subject_id, pupils=[pupil], what="pupil")
    for reader, times in ((actor.subject_id, 1), (pupil, 1), (stranger, 0)):
        see_as(reader)
        assert Seen.objects.count() == times


def test_looking_at_oneself_records_nothing(actor):
    record_seen(by=actor.subject_id, pupils=[actor.subject_id], what="pupil")
    assert Seen.objects.count() == 0
