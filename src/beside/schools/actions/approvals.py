"""Rights that wait: kept when an import asks for them, said yes or no to, and told to all."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from beside.access import actions as access
from beside.access import keys, scopes
from beside.access.actor import Actor
from beside.access.models import Account, Notice, in_force
from beside.audit.actions import action
from beside.messages.actions import send_once, was_sent
from beside.schools import queries, waits, words
from beside.schools.actions import roll
from beside.schools.actions.standings import settle_school
from beside.schools.models import Approval, Held, Person, Post, School
from beside.schools.roll import Plan, Waiting, kept_changes
from beside.schools.rules import saying as rules
from beside.schools.snapshot import stored_of


@action
def keep_held(*, by: Actor, waiting: Iterable[Waiting], now: datetime) -> list[Held]:
    """Keep what an import asks for until somebody has said yes; asked again it is asked once.

    Call it in the role of the roll. What was said to a question that has changed counts no more.
    What was said no to is asked again where a person asks for it, and by no service or machine.
    """
    asked = [_question(by, each, now) for each in waiting]
    return [_keep(each) for each in asked if by.subject_id or not _is_refused(each)]


def _question(by: Actor, waiting: Waiting, now: datetime) -> Held:
    school = School.objects.get(source_id=waiting.school)
    return Held(
        school=school,
        scope_id=scopes.adults(school.pk),
        held_key=waiting.held.key,
        rule=waiting.held.rule,
        post=waiting.post,
        people=sorted(_subjects(waiting.people)),
        changes=waiting.as_json(),
        asked_by_id=by.subject_id,
        asked_at=now,
    )


def _is_refused(fresh: Held) -> bool:
    """Whether the last answer to the very same question was a no."""
    answered = Held.objects.filter(
        school=fresh.school,
        held_key=fresh.held_key,
        people=fresh.people,
        changes=fresh.changes,
        status__in=(Held.Status.REFUSED, Held.Status.DONE),
    )
    last = answered.order_by("-decided_at").first()
    return last is not None and last.status == Held.Status.REFUSED


def _keep(fresh: Held) -> Held:
    """The question as it waits already, or this one instead; an order is still due when it was."""
    before = Held.objects.select_for_update().filter(
        school=fresh.school, held_key=fresh.held_key, status=Held.Status.WAITING
    )
    for held in before:
        if (held.people, held.changes) == (fresh.people, fresh.changes):
            return held
        fresh.see_by = held.see_by
        _close(held, Held.Status.REPLACED, fresh.asked_at)
    fresh.save(force_insert=True)
    return fresh


def _subjects(source_ids: Iterable[str]) -> list[uuid.UUID]:
    found = Person.objects.filter(source_id__in=list(source_ids))
    return list(found.values_list("pk", flat=True))


def _close(held: Held, status: str, now: datetime) -> None:
    held.status, held.decided_at = status, now
    held.save(update_fields=["status", "decided_at"])


@action
def say(*, by: Actor, held: Held, yes: bool, now: datetime) -> None:
    """Say yes or no to what is held; said twice it is said once."""
    (voice,) = waits.voices(held.school, [by.subject_id], by.today)
    why = rules.why_not(waits.asked(held), voice, by.today)
    if why:
        raise rules.NotYours(words.WHY_NOT[why])
    mine = Approval.objects.visible_to(by).filter(held=held, by=by.subject_id)
    if not mine.exists():
        Approval.objects.bulk_create(
            [Approval(held=held, scope_id=held.scope_id, by_id=by.subject_id, yes=yes, at=now)]
        )


@action
def need_order(*, by: Actor, held: Held) -> None:
    """“We need to see the order”: the lead, and nobody else, holds it for five days."""
    (voice,) = waits.voices(held.school, [by.subject_id], by.today)
    why = rules.why_not(waits.asked(held), voice, by.today)
    if why or held.rule != rules.COURT:
        raise rules.NotYours(words.WHY_NOT[why or "not_lead"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT schools_need_order(%s, %s)", [held.pk, rules.see_order_by(by.today)])
        if not cursor.fetchone()[0]:
            raise rules.NotYours(words.WHY_NOT["not_lead"])


@action
def decide(*, by: Actor, held: Held, now: datetime) -> None:
    """Do what was held once enough have said yes, or close it at a no. In the role of the roll."""
    if held.status != Held.Status.WAITING:
        return
    if Approval.objects.filter(held=held, yes=False).exists():
        _close(held, Held.Status.REFUSED, now)
        _tell(by, held, "right_refused", now)
    elif rules.is_enough(waits.asked(held), waits.voices_of(held, by.today), by.today):
        roll.limit_to(held.school)
        roll.apply(by=by, plan=Plan("", [], changes=_still(held)))
        _close(held, Held.Status.DONE, now)
        _tell(by, held, "right_done", now)


def _still(held: Held) -> list[Any]:
    """Its changes, without those of records that are not there any more."""
    changes = kept_changes(held.changes)
    there = {kind: stored_of(kind) for kind in {change.kind for change in changes}}
    return [c for c in changes if c.op == "add" or c.id in there[c.kind]]


@action
def tell_accepted(*, by: Actor, said: Iterable[Waiting], now: datetime) -> None:
    """Tell of what the operator accepted on the machine; kept as done, for everybody to see."""
    for each in said:
        held = _keep(_question(by, each, now))
        _close(held, Held.Status.DONE, now)
        _tell(by, held, "right_by_operator", now)


def _tell(by: Actor, held: Held, what: str, now: datetime) -> None:
    """Tell whoever gains or loses, whoever asked, and lead and head: on screen and by mail."""
    names = dict(_named(held.people))
    values = {
        "rule": held.rule,
        "post": held.post,
        "year": words.year_of(held.changes),
        "names": [names[each] for each in held.people if each in names][:20],
        "school": held.school.name,
    }
    told = _told(by, held)
    Notice.objects.bulk_create(
        Notice(subject_id=each, what=what, by=by.subject_id, at=now, values=values) for each in told
    )
    for person in Person.objects.filter(pk__in=told).exclude(email=""):
        send_once(
            recipient=person.pk,
            address=person.email,
            day=by.today,
            kind=f"right {held.pk.hex[:14]}",
            subject=str(words.MAIL_SUBJECT) % {"school": held.school.name},
            words=words.mail(what, values),
        )


def _named(people: Iterable[uuid.UUID]) -> Iterable[tuple[uuid.UUID, str]]:
    for person in Person.objects.filter(pk__in=list(people)):
        yield person.pk, person.name


def _told(by: Actor, held: Held) -> list[uuid.UUID]:
    told = Post.SAFEGUARDING if held.rule == rules.COURT else rules.TOP
    tops = Post.objects.filter(in_force(by.today), school=held.school, kind__in=list(told))
    gains = held.people if held.rule not in ("carers", "reach", rules.COURT) else []
    everybody = {*gains, held.asked_by_id, *tops.values_list("person_id", flat=True)}
    return sorted(everybody - {None})


@action
def mail_invitation(*, by: Actor, person: Person, address: str, now: datetime) -> bool:
    """Invite somebody by their own address, once a day at most. In the role of the roll."""
    if not person.email or Account.objects.filter(pk=person.pk, is_active=True).exists():
        return False
    if was_sent(recipient=person.pk, day=by.today, kind="invitation"):
        return False
    secret = access.invite(by=by, subject=person.pk, now=now)
    return send_once(
        recipient=person.pk,
        address=person.email,
        day=by.today,
        kind="invitation",
        subject=str(words.INVITATION_SUBJECT),
        words=str(words.INVITATION)
        % {"name": person.name, "link": f"{address.rstrip('/')}/invitation/{secret}/"},
    )


@action
def appoint(
    *, by: Actor, school: School, person: Person, kind: str, year: str, now: datetime
) -> int:
    """The operator gives a post on the machine; gives how many of the staff are told.

    Call it in the role of the roll, with nobody acting: the database takes it from no person.
    """
    post, made = Post.objects.get_or_create(
        school=school,
        person=person,
        kind=kind,
        year_group=year,
        defaults={
            "source_id": "/".join(filter(None, (school.source_id, person.source_id, kind, year)))
        },
    )
    if not made:
        Post.objects.filter(pk=post.pk).update(ends=None)
    settle_school(by=by, school=school)
    staff = queries.staff_ids(school, by.today)
    values = {"words": f"{person.name}, {words.post_words(kind)}, {school.name}"}
    keys.tell(by=by, subjects=staff, what="appointed", now=now, values=values)
    return len(staff)
