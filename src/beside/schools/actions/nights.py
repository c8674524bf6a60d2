"""What a service says of a school every night: kept, planned, and brought in as far as it may."""

import uuid
from datetime import datetime

from beside.access.actor import Actor
from beside.access.models import in_force
from beside.audit.actions import action
from beside.schools import nightly, roll, snapshot, waits
from beside.schools.actions import approvals
from beside.schools.actions.roll import apply, kept_plan, limit_to
from beside.schools.models import Post, RollImport, School
from beside.schools.roll import Plan
from beside.schools.roll.records import School as Record

_WAITING = (RollImport.Status.PLANNED, RollImport.Status.REFUSED)


@action
def keep(*, by: Actor, school: School, content: bytes, fault: str, now: datetime) -> RollImport:
    """Keep what was fetched with its plan; bring in what nobody has to look at.

    The first time everything waits for a person. What waited from the night before gives way.
    """
    limit_to(school)
    before = RollImport.objects.filter(school=school, file_name=nightly.DOCUMENT)
    known = before.filter(status=RollImport.Status.APPLIED).exists()
    plan, mark = _plan(by, school, content, fault)
    applied = None
    if known and not plan.errors and plan.changes:
        apply(by=by, plan=plan)
        approvals.keep_held(by=by, waiting=plan.waiting, now=now)
        applied = _put(by, None, school, content, kept_plan(plan, mark, applied=True))
        applied.applied_at, applied.status, applied.done = now, RollImport.Status.APPLIED, 100
        applied.save()
        plan, mark = _plan(by, school, content, fault)
    elif known and not plan.errors:
        approvals.keep_held(by=by, waiting=plan.waiting, now=now)
    waiting = before.filter(status__in=_WAITING).order_by("at").last()
    to_look_at = [held for held in plan.held if held.rule not in roll.RIGHTS]
    if applied and not to_look_at:
        return applied
    if known and not plan.errors and not to_look_at:
        return waiting or _put(by, None, school, content, kept_plan(plan, mark))
    return _put(by, waiting, school, content, kept_plan(plan, mark))


def _plan(by: Actor, school: School, content: bytes, fault: str) -> tuple[Plan, str]:
    current = snapshot.stored()
    if fault:
        refused = roll.Fault(nightly.WONDE, None, "", "not_fetched", fault)
        return Plan("wonde", [], errors=[refused]), roll.fingerprint(current)
    record = Record(school.source_id, school.name, school.code)
    incoming = roll.read_wonde(content, record)
    facts = waits.facts(by=by, school=school, connected=nightly.is_connected(school, by.today))
    return roll.plan(current, incoming, today=by.today, facts=facts), roll.fingerprint(current)


def _put(
    by: Actor, waiting: RollImport | None, school: School, content: bytes, plan: dict
) -> RollImport:
    found = waiting or RollImport(school=school, file_name=nightly.DOCUMENT)
    found.by_id = found.by_id or _owner(by, school)
    found.content, found.plan = content, plan
    refused = bool(plan["errors"])
    found.status = RollImport.Status.REFUSED if refused else RollImport.Status.PLANNED
    found.save()
    return found


def _owner(by: Actor, school: School) -> uuid.UUID | None:
    """Whose it is to look after: somebody of the office, or who leads the school."""
    posts = Post.objects.filter(in_force(by.today), school=school, person__isnull=False)
    for kind in (Post.Kind.OFFICE, Post.Kind.ORGANISER, Post.Kind.HEAD):
        if found := posts.filter(kind=kind).order_by("source_id").first():
            return found.person_id
    return None
