"""Reading, planning and applying a roll that came in over the pages; safe to run twice."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from procrastinate.contrib.django import app

from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.access.work import job
from beside.rights import Role
from beside.schools import nightly, roll, snapshot, waits
from beside.schools.actions import approvals, nights, standings, undoing
from beside.schools.actions import roll as actions
from beside.schools.actions.by_hand import note_leaving
from beside.schools.choices import BY_HAND_REFUSED
from beside.schools.models import Approval, Enrolment, Held, Person, RollImport, School
from beside.schools.progress import reporting
from beside.schools.roll import Fault, Plan, Roll, Snapshot, by_hand
from beside.schools.wording import sentence


def note_failure(*, import_id: str, accept: list[str] | None = None) -> None:
    """Write on an import that it went wrong; whatever it did is undone by then."""
    del accept
    with _import(import_id) as (found, _by):
        found.status, found.done = RollImport.Status.FAILED, 0
        found.save(update_fields=["status", "done"])


@job("schools.plan_import", failed=note_failure)
def plan_import(*, import_id: str) -> None:
    """Read the files of an import and keep what they would change."""
    with _import(import_id) as (found, _by):
        if found.status == RollImport.Status.READING:
            planned, mark = _plan(found)
            found.plan = _kept(planned, mark)
            refused = bool(planned.errors)
            found.status = RollImport.Status.REFUSED if refused else RollImport.Status.PLANNED
            found.save(update_fields=["plan", "status"])
            _apply_by_itself(found)


def _apply_by_itself(found: RollImport) -> None:
    """A change by hand needs no second press: its day is when it is applied."""
    planned = found.edit and found.status == RollImport.Status.PLANNED
    if planned and found.apply_on and found.apply_on <= today():
        found.status = RollImport.Status.APPLYING
        found.save(update_fields=["status"])
        accept = [held["key"] for held in found.plan["held"] if held["rule"] in ANSWERED_BY_ASKING]
        apply_import.defer(import_id=str(found.pk), accept=accept)


# Beside what the columns hold, a mapping keeps in which letters a file is written.
LETTERS = "letters"
# Whoever sends a year out of the school by hand has said so.
ANSWERED_BY_ASKING = ("leavers", "staff_leavers")


@app.periodic(cron="15 4 * * *")
@job("schools.apply_due_changes")
def apply_due_changes(*, timestamp: int) -> None:  # noqa: ARG001
    """Every night: changes by hand whose day has come are applied."""
    with acting(Actor(None, today())), role(Role.ROLL):
        due = RollImport.objects.filter(status=RollImport.Status.PLANNED, apply_on__lte=today())
        for found in due.exclude(edit={}):
            _apply_by_itself(found)


@job("schools.apply_import", failed=note_failure)
def apply_import(*, import_id: str, accept: list[str]) -> None:
    """Apply an approved import, unless the roll has changed since it was planned."""
    with _import(import_id) as (found, by):
        if found.status != RollImport.Status.APPLYING:
            return
        planned, mark = _plan(found, accept)
        if mark != found.plan["mark"]:
            found.status = RollImport.Status.READING
            found.save(update_fields=["status", "mapping"])
            plan_import.defer(import_id=import_id)
            return
        with reporting(import_id) as report:
            actions.apply(by=by, plan=planned, report=report)
        approvals.keep_held(by=by, waiting=planned.waiting, now=now())
        if found.edit:
            note_leaving(by=by, school=found.school, edit=by_hand.from_json(found.edit))
        found.plan = _kept(planned, mark, applied=True)
        found.status, found.applied_at, found.done = RollImport.Status.APPLIED, now(), 100
        found.save(update_fields=["plan", "status", "mapping", "applied_at", "done"])


@job("schools.decide_held")
def decide_held(*, held_id: str) -> None:
    """Do what was held, if enough have said yes; done twice it is done once."""
    with acting(Actor(None, today()), why="schools.decide_held"), role(Role.ROLL):
        held = Held.objects.select_for_update(of=("self",)).select_related("school").get(pk=held_id)
        last = Approval.objects.filter(held=held).order_by("-at").first()
        if last is not None:
            by = Actor(last.by_id, today())
            with acting(by, why="schools.decide_held"):
                approvals.decide(by=by, held=held, now=now())


@job("schools.mail_invitation")
def mail_invitation(*, person: str, by: str, address: str) -> None:
    """Send somebody a link to make their account; whoever asked for it does not see it."""
    with acting(Actor(uuid.UUID(by), today()), why="schools.mail_invitation"), role(Role.ROLL):
        actor = Actor(uuid.UUID(by), today())
        invited = Person.objects.get(pk=person)
        approvals.mail_invitation(by=actor, person=invited, address=address, now=now())


def _kept(planned: Plan, mark: str, *, applied: bool = False) -> Any:
    """A plan as it is kept with its import, for the page to show."""
    said = sentence(planned, applied=applied)
    return actions.kept_plan(planned, mark, applied=applied, said=said)


@app.periodic(cron="20 3 * * *")
@job("schools.ask_wonde", pass_context=False)
def ask_wonde(timestamp: int) -> None:
    """Every night, bring in what Wonde says of each school: planned and held like a file."""
    del timestamp
    by = Actor(None, today())
    with acting(by, why="schools.ask_wonde"), role(Role.ROLL):
        found = list(nightly.wonde_schools())
    for school, source in found:
        bring_in_from(school, source)


def bring_in_from(school: School, source: roll.Wonde) -> None:
    """Fetch a roll, outside any transaction, and bring it in as far as nothing has to be held.

    The first one waits for a person as a whole. Later, what is held waits, and the rest comes in.
    """
    by = Actor(None, today())
    try:
        content, fault = source.fetch(), ""
    except roll.WondeFault as error:
        content, fault = b"", str(error)
    with acting(by, why="schools.ask_wonde"), role(Role.ROLL):
        nights.keep(by=by, school=school, content=content, fault=fault, now=now())


def note_undo_failure(*, import_id: str, apply: bool = False) -> None:
    """Write on an import that taking it back went wrong, and that all is as it was."""
    del apply
    with _import(import_id) as (found, _by):
        found.undo = {"failed": True}
        found.save(update_fields=["undo"])


@job("schools.take_back", failed=note_undo_failure)
def take_back(*, import_id: str, apply: bool = False) -> None:
    """Plan how an import is taken back, or take it back; done twice, it is done once."""
    with _import(import_id) as (found, by):
        if found.status != RollImport.Status.APPLIED:
            return
        if apply:
            planned = undoing.take_back(by=by, found=found, now=now())
            approvals.keep_held(by=by, waiting=planned.waiting, now=now())
        else:
            planned = undoing.plan_taking_back(by=by, found=found, now=now())
        if planned.errors or not apply:
            found.undo = actions.storable(planned.as_json())
            found.save(update_fields=["undo"])


@contextmanager
def _import(import_id: str) -> Iterator[tuple[RollImport, Actor]]:
    """The import, its row locked, with the database told whose it is."""
    with acting(Actor(None, today())), role(Role.ROLL):
        rows = RollImport.objects.select_for_update(of=("self",)).select_related("school")
        found = rows.get(pk=import_id)
        by = Actor(found.by_id, today())
        with acting(by):
            actions.limit_to(found.school)
            yield found, by


def _plan(found: RollImport, accept: list[str] | None = None) -> tuple[Plan, str]:
    if letters := roll.said_encoding(accept or ()):
        found.mapping = {**found.mapping, LETTERS: letters}
    incoming = _by_hand(found, snapshot.stored()) if found.edit else read(found)
    incoming = roll.only_some(incoming) if found.only_some else incoming
    _adopt(found.school, incoming)
    current = snapshot.stored()
    planned = roll.plan(
        current,
        incoming,
        accept_held=frozenset(accept or ()),
        today=today(),
        facts=waits.facts(by=Actor(found.by_id, today()), school=found.school),
    )
    return planned, roll.fingerprint(current)


def _by_hand(found: RollImport, current: Snapshot) -> Roll:
    try:
        edit = by_hand.from_json(found.edit)
        return by_hand.roll_of(edit, current, found.school.source_id, today())
    except by_hand.Refusal as refusal:
        words = str(BY_HAND_REFUSED[refusal.code])
        return Roll(format="by hand", errors=[Fault("", None, "", refusal.code, words)])


def read(found: RollImport) -> Roll:
    """Read the files of an import, with the columns as they were corrected."""
    school = found.school
    if found.file_name == nightly.DOCUMENT:
        record = roll.sheet.School(school.source_id, school.name, school.code)
        return roll.read_wonde(bytes(found.content), record)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(found.file_name).name
        path.write_bytes(found.content)
        return roll.read(
            path,
            school_code=school.code or school.name,
            school_id=school.source_id,
            schools=list(snapshot.stored_of("school").values()),
            mapping={int(k): of for k, of in found.mapping.items() if k.isdecimal()} or None,
            encoding=found.mapping.get(LETTERS, ""),
        )


def is_sheet(found: RollImport) -> bool:
    """Whether a file is one sheet, whose columns a person may correct, and not a set of files."""
    one = not found.file_name.lower().endswith((".zip", ".xml", ".json"))
    return one and found.plan.get("format", "") in ("", "sheet")


def _adopt(school: School, incoming: Roll) -> None:
    """A school that nobody is on the roll of yet takes the id its own files give it."""
    only = next(iter(incoming.covers)) if len(incoming.covers) == 1 else None
    if only is None or only == school.source_id or Enrolment.objects.filter(school=school).exists():
        return
    if not School.objects.filter(federation=school.federation_id, source_id=only).exists():
        school.source_id = only
        school.save(update_fields=["source_id"])


def start_import(found: RollImport) -> None:
    """Have the worker read an import, in the transaction that keeps it."""
    plan_import.defer(import_id=str(found.pk))


def settle_every_school() -> None:
    """After an upgrade: what everybody stands on is what the roll of their school says today."""
    by = Actor(None, today())
    with acting(by, why="schools.settle_every_school"), role(Role.ROLL):
        for school in School.objects.order_by("pk"):
            standings.settle_school(by=by, school=school)
