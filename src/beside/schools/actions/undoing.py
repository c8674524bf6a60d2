"""Taking an import back: planned first, then done in one transaction, as the role of the roll."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from beside.access import actions as access
from beside.access.actor import Actor
from beside.audit.actions import action
from beside.schools import leaving, queries, snapshot, waits
from beside.schools.actions.roll import LOCK, storable, write_changes
from beside.schools.actions.standings import settle_school
from beside.schools.models import FamilyLink, Person, RollImport, School
from beside.schools.roll import FileRead, Plan
from beside.schools.roll.grants import hold_undone
from beside.schools.roll.outcome import Fault
from beside.schools.roll.planned import Change
from beside.schools.roll.undoing import REMOVED, Undoing, changes_of, made_by, plan_undo

DAYS = 30
_KEYS = frozenset({"access_invitation", "access_signincard"})
_WORDS = (
    ("access_account", "they have an account."),
    ("account_", "they have an account."),
    ("safeguarding_", "something was written about them that has to be kept."),
    ("access_block", "a block stands between them and somebody."),
    ("access_standing", "they may act for somebody for another reason."),
    ("ties_", "a survey holds an answer of theirs or about them."),
)


def find_import(id: str) -> RollImport | None:
    """The import of this id."""
    try:
        key = uuid.UUID(id)
    except ValueError:
        return None
    return RollImport.objects.filter(pk=key).first()


def refusal(found: RollImport | None, now: datetime) -> Fault | None:
    """Why an import cannot be taken back at all, if so."""
    if found is None:
        return _fault("unknown_import", "There is no import of this id.")
    if found.status == RollImport.Status.TAKEN_BACK:
        return _fault("taken_back", "This import was taken back already.")
    if found.status != RollImport.Status.APPLIED or found.applied_at is None:
        return _fault("not_applied", "This import was never brought in: there is nothing to undo.")
    if now > found.applied_at + timedelta(days=DAYS):
        reason = f"This import is over {DAYS} days old. Correct the roll by another import."
        return _fault("too_old", reason)
    return None


def _fault(code: str, reason: str) -> Fault:
    return Fault("", None, "", code, reason)


def plan_taking_back(*, by: Actor, found: RollImport | None, now: datetime) -> Plan:
    """What taking an import back would remove, end, set back and hold. Nothing is changed."""
    fault = refusal(found, now)
    if fault or found is None:
        return Plan(
            found.plan.get("format", "") if found else "", [], errors=[fault] if fault else []
        )
    changes = changes_of(found.plan.get("changes", []))
    undoing = Undoing(snapshot.stored(), changes, by.today, _later(found))
    undoing.hanging = _hanging(found, changes)
    files = [FileRead(**each) for each in found.plan.get("files", [])]
    plan = plan_undo(undoing, files, found.plan.get("format", ""))
    if by.subject_id is not None:
        hold_undone(plan, undoing.current, waits.facts(by=by, school=found.school), by.today)
    return plan


def _later(found: RollImport) -> dict[tuple[str, str], str]:
    """What later imports have touched, with the name of the first that did."""
    touched: dict[tuple[str, str], str] = {}
    after = Q(applied_at__gt=found.applied_at) | Q(applied_at=found.applied_at, at__gt=found.at)
    since = RollImport.objects.filter(after, status=RollImport.Status.APPLIED)
    for later in since.order_by("applied_at", "at").defer("content"):
        for change in later.plan.get("changes", []):
            name = later.file_name or str(later.pk)
            touched.setdefault((change["kind"], change["id"]), name)
    return touched


def _hanging(found: RollImport, changes: list[Change]) -> dict[tuple[str, str], str]:
    """On which records of an import something else hangs: the database is asked by trying."""
    hanging: dict[tuple[str, str], str] = {}
    keys = {*_KEYS, *leaving.tables_of_keys()}
    with _tried():
        for kind in REMOVED:
            for source, table in _remove(found, kind, list(made_by(changes, kind))):
                if table not in keys and not table.startswith("schools_"):
                    hanging[kind, source] = _words(table)
    return hanging


@contextmanager
def _tried() -> Iterator[None]:
    """Whatever is done inside is undone again."""
    with transaction.atomic():
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)


def _words(table: str) -> str:
    return next((words for start, words in _WORDS if table.startswith(start)), "they are in use.")


def _remove(found: RollImport, kind: str, sources: list[str]) -> list[tuple[str, str]]:
    """Remove what nothing hangs on; gives what stayed, each with the table that holds it."""
    if not sources:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT source, held_by FROM schools_take_back(%s, %s, %s)", [found.pk, kind, sources]
        )
        return cursor.fetchall()


@action
def take_back(*, by: Actor, found: RollImport, now: datetime) -> Plan:
    """Take an import back as far as that goes; done again, it goes on with what was held.

    Standings that it opened end with it, and so do keys of whoever has nothing left at school.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    plan = plan_taking_back(by=by, found=found, now=now)
    if plan.errors:
        return plan
    links = [c for c in plan.changes if c.kind == "family_link" and c.op == "return"]
    FamilyLink.objects.filter(source_id__in=[link.id for link in links]).update(ends=None)
    write_changes([c for c in plan.changes if c.op != "remove" and c not in links], by)
    _remove_planned(by, found, plan)
    for school in School.objects.all():
        settle_school(by=by, school=school)
    _end_keys(by, found, now)
    found.undo = storable(plan.as_json(applied=True))
    if not plan.held:
        found.status, found.taken_back_at = RollImport.Status.TAKEN_BACK, now
    found.save(update_fields=["undo", "status", "taken_back_at"])
    return plan


def _remove_planned(by: Actor, found: RollImport, plan: Plan) -> None:
    gone: dict[str, list[str]] = {kind: [] for kind in REMOVED}
    for change in plan.changes:
        if change.op == "remove":
            gone[change.kind].append(change.id)
    for school in School.objects.filter(source_id__in=gone["school"]):
        access.settle(by=by, source=f"roll:{school.pk}", belongings=[], standings=[])
    for kind in REMOVED:
        _remove(found, kind, gone[kind])


def _end_keys(by: Actor, found: RollImport, now: datetime) -> None:
    """Whoever the import brought and who has no place at school any more, has no key to it."""
    made = list(made_by(changes_of(found.plan.get("changes", [])), "person"))
    people = Person.objects.filter(source_id__in=made).values_list("pk", flat=True)
    out = queries.without_a_place(people, by.today)
    access.end_keys(by=by, subjects=out, now=now)
    leaving.end_keys(by=by, people=out)
    leaving.people_leave(by=by, people=out)
