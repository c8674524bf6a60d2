"""Bringing a planned roll in: one transaction, as the database role of the roll."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from beside.access import statistics
from beside.access.actor import Actor
from beside.access.models import Subject
from beside.audit.actions import action
from beside.schools import leaving, queries, roll, snapshot, waits
from beside.schools.actions.standings import settle_school
from beside.schools.models import Federation, RollImport, School
from beside.schools.roll.outcome import CLASSES, KINDS
from beside.schools.roll.planned import Change, Plan, for_pages

Report = Callable[[str, float], None]
BATCH = 2000
LOCK = 734001


def plan_files(
    path: Path,
    *,
    by: Actor,
    school_code: str = "",
    accept_held: Iterable[str] = (),
    only_some: bool = False,
) -> tuple[Plan, str]:
    """What bringing these files in would do, and the fingerprint of the roll it was planned for.

    With `only_some` they name only some of the people, so that nobody leaves by their silence.
    """
    current = snapshot.stored()
    schools = list(current["school"].values())
    accepted = frozenset(accept_held)
    letters = roll.said_encoding(accepted)
    incoming = roll.read(path, school_code=school_code, schools=schools, encoding=letters)
    incoming = roll.only_some(incoming) if only_some else incoming
    planned = roll.plan(
        current,
        incoming,
        accept_held=accepted,
        today=by.today,
        facts=waits.facts(by=by),
    )
    return planned, roll.fingerprint(current)


@action
def apply(*, by: Actor, plan: Plan, report: Report | None = None) -> None:
    """Do what was planned: records, then standings, then what apps above do about leavers.

    Call it in the role of the roll. All or nothing; the same plan again would find nothing to do.
    """
    tell = report or (lambda _what, _share: None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        # Fresh tables have no statistics yet, and loops over them would take minutes.
        cursor.execute("SET LOCAL enable_nestloop = off")
    ids = write_changes(plan.changes, by, tell)
    with connection.cursor() as cursor:
        # What a school needs is found by its own rows, however many schools there are.
        cursor.execute("SET LOCAL enable_nestloop = on")
    statistics.gather()
    for school in School.objects.filter(federation=ids.federation):
        settle_school(by=by, school=school)
    tell("standings", (len(KINDS) + 1) / (len(KINDS) + 2))
    gone = [ids.of["person"][c.id] for c in plan.changes if c.kind == "person" and c.op == "leave"]
    leaving.people_leave(by=by, people=gone)
    statistics.gather()
    tell("done", 1.0)


def limit_to(school: School | None) -> None:
    """Have the database refuse, for the rest of the transaction, rows of any other school."""
    with connection.cursor() as cursor:
        own = str(school.pk) if school else ""
        cursor.execute("SELECT set_config('beside.school', %s, true)", [own])


@action
def keep_applied(
    *, by: Actor, plan: Plan, mark: str, name: str, now: datetime, only_some: bool = False
) -> RollImport:
    """Keep what an import by command did, so that it can be taken back."""
    added = {change.id for change in plan.changes if change.kind == "school"}
    schools = {c.new["school"] for c in plan.changes if c.op == "add" and c.kind == "enrolment"}
    school = School.objects.filter(source_id__in=schools - added).first()
    return RollImport.objects.create(
        school=school if len(schools) == 1 else None,
        by_id=by.subject_id,
        file_name=name[-200:],
        content=b"",
        status=RollImport.Status.APPLIED,
        plan=kept_plan(plan, mark, applied=True),
        done=100,
        applied_at=now,
        only_some=only_some,
    )


def kept_plan(plan: Plan, mark: str, *, applied: bool = False, said: str = "") -> Any:
    """A plan as it is kept with its import; `said` is the sentence that a person reads first."""
    return storable(plan.as_json(applied=applied, sentence=said) | for_pages(plan) | {"mark": mark})


def storable(value: Any) -> Any:
    """A value as the database can keep it as JSON: without what is no character there."""
    if isinstance(value, dict):
        return {key: storable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [storable(part) for part in value]
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    return value


def write_changes(changes: Iterable[Change], by: Actor, tell: Report | None = None) -> "_Ids":
    """Write what is added or changed, kind by kind; gives the ids of what is there then."""
    ids = _Ids(_federation())
    touched = _by_kind(changes)
    for place, kind in enumerate(KINDS):
        _write(kind, touched.get(kind, {}), ids, by)
        if tell:
            tell(kind, (place + 1) / (len(KINDS) + 2))
    return ids


def _federation() -> Federation:
    return queries.the_federation() or Federation.objects.create(name="Our schools")


def _by_kind(changes: Iterable[Change]) -> dict[str, dict[str, list[Change]]]:
    found: dict[str, dict[str, list[Change]]] = defaultdict(lambda: defaultdict(list))
    for change in changes:
        found[change.kind][change.id].append(change)
    return found


class _Ids:
    """The database's ids by source id, of the kinds that others point to."""

    def __init__(self, federation: Federation):
        self.federation = federation
        self.of: dict[str, dict[str, uuid.UUID]] = {}
        for kind in KINDS:
            _record, model, _fields = snapshot.FIELDS[kind]
            rows = model._default_manager.values_list("source_id", "pk")  # type: ignore[attr-defined]
            self.of[kind] = dict(rows)


def _write(kind: str, touched: dict[str, list[Change]], ids: _Ids, by: Actor) -> None:
    if not touched:
        return
    stored = _stored(kind, touched)
    after = {id: _after(kind, stored.get(id), changes) for id, changes in touched.items()}
    rows = [_row(kind, after[id], changes, ids, by) for id, changes in touched.items()]
    if kind == "person":
        new = [Subject(id=row.pk) for row in rows if row.source_id not in stored]
        Subject.objects.bulk_create(new, batch_size=BATCH)
    model = snapshot.FIELDS[kind][1]
    keep = [f.name for f in model._meta.concrete_fields if not f.primary_key]  # type: ignore[attr-defined]
    model._default_manager.bulk_create(  # type: ignore[attr-defined]
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=[model._meta.pk.name],  # type: ignore[attr-defined]
        update_fields=[name for name in keep if name not in FIXED.get(kind, ())],
    )


# Fields that an import never changes on a row that is there.
FIXED = {"school": ("federation", "time_zone"), "person": ("federation",)}


def _stored(kind: str, touched: dict[str, list[Change]]) -> dict[str, Any]:
    if all(change.op == "add" for changes in touched.values() for change in changes):
        return {}
    return {id: record for id, record in snapshot.stored_of(kind).items() if id in touched}


def _after(kind: str, stored: Any, changes: list[Change]) -> Any:
    record = stored
    for change in changes:
        if change.op == "add":
            record = CLASSES[kind](**change.new)
        elif change.field:
            record = replace(record, **{change.field: change.new})
    return record


def _row(kind: str, record: Any, changes: list[Change], ids: _Ids, by: Actor) -> Any:
    model, fields = snapshot.FIELDS[kind][1:]
    pk = ids.of[kind].setdefault(record.id, uuid.uuid4())
    values = {"pk": pk} | dict(_value(ids, record, *each) for each in fields.items())
    if kind not in ("enrolment", "post", "membership", "family_link"):
        values["federation_id"] = ids.federation.pk
    if kind == "family_link" and any(change.op == "leave" for change in changes):
        values["ends"] = by.today
    return model(**values)


def _value(ids: _Ids, record: Any, name: str, path: str) -> tuple[str, Any]:
    field, _, points = path.partition("__")
    value = getattr(record, name)
    if not points:
        return field, value
    return f"{field}_id", ids.of[POINTS.get(field, field)].get(value)


POINTS = {"tutor_group": "group", "carer": "person", "pupil": "person"}
