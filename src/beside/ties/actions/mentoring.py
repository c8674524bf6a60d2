"""Older pupils as mentors: invited, prepared, looked after by an adult, ended."""

import uuid
from datetime import datetime

from beside.access import actions as access
from beside.access.actor import Actor
from beside.access.locks import reached
from beside.access.reach import blocks
from beside.audit.actions import action
from beside.rights import Basis
from beside.schools import queries as schools
from beside.schools.models import School
from beside.ties import rules
from beside.ties.actions import commitments
from beside.ties.models import Capacity, Commitment, Mentoring, MentorNote


@action
def invite(*, by: Actor, school: School, pupil: uuid.UUID, adult: uuid.UUID) -> Mentoring:
    """Invite an older pupil to be a mentor, looked after by `adult`; twice is once."""
    mine = Mentoring.objects.visible_to(by).filter(pupil=pupil)
    open_ = mine.filter(ends=None).first()
    if open_:
        return open_
    rules.check_invite(
        looks_after=schools.is_staff(school, adult, by.today)
        and (adult, pupil) not in blocks([adult])
    )
    new = Mentoring(
        school=school,
        pupil_id=pupil,
        looked_after_by_id=adult,
        invited_by_id=by.subject_id,
        invited_on=by.today,
    )
    Mentoring.objects.bulk_create([new], ignore_conflicts=True)
    return mine.get(ends=None)


def _locked(by: Actor, mentoring: Mentoring) -> Mentoring:
    if mentoring.pupil_id != by.subject_id:
        raise rules.NotYours("Only the pupil who was invited can do this.")
    held = Mentoring.objects.select_for_update().get(pk=mentoring.pk)
    rules.check_open(ends=held.ends)
    return held


@action
def answer(*, by: Actor, mentoring: Mentoring, yes: bool) -> None:
    """The older pupil says yes or no; a no ends it, and nobody is told that it was one.

    Whoever says yes has room for one younger pupil until they set another number.
    """
    held = _locked(by, mentoring)
    if not yes:
        _close(by, held)
    elif held.said_yes_on is None:
        held.said_yes_on = by.today
        held.save(update_fields=["said_yes_on"])
        if not Capacity.objects.filter(adult=by.subject_id).exists():
            Capacity.objects.create(adult_id=by.subject_id, limit=1)


@action
def tick(*, by: Actor, mentoring: Mentoring, part: str) -> Mentoring:
    """A part of the preparation was read; with the last of them the mentor is prepared."""
    held = _locked(by, mentoring)
    rules.check_part(part=part, said_yes=held.said_yes_on is not None)
    if part not in held.ticked:
        held.ticked = [*held.ticked, part]
        if rules.is_prepared(held.ticked):
            held.prepared_on = by.today
        held.save(update_fields=["ticked", "prepared_on"])
    return held


@action
def stop(*, by: Actor, mentoring: Mentoring) -> None:
    """The older pupil stops; everyone they were beside is told that it has ended."""
    held = _locked(by, mentoring)
    for each in Commitment.objects.visible_to(by).filter(adult=by.subject_id, ends=None):
        commitments.end(by=by, commitment=each, words="")
    _close(by, held)


@action
def end(*, by: Actor, mentoring: Mentoring) -> None:
    """Whoever runs it ends it: from the next request on the mentor reaches no younger pupil."""
    rules.check_open(ends=mentoring.ends)
    access.end(by=by, source=source(mentoring))
    led = reached((Basis.HEAD_OF_YEAR,))
    mine = Commitment.objects.visible_to(by).filter(adult=mentoring.pupil_id, ends=None)
    for each in mine.filter(pupil__in=led):
        commitments.end(by=by, commitment=each, words="")
    _close(by, mentoring)


def _close(by: Actor, mentoring: Mentoring) -> None:
    mentoring.ends = by.today
    mentoring.save(update_fields=["ends"])


def source(mentoring: Mentoring) -> str:
    """What the standing of a prepared mentor comes from."""
    return f"mentoring:{mentoring.pk}"


@action
def note(*, by: Actor, mentoring: Mentoring, words: str, now: datetime) -> None:
    """The older pupil writes down what they think; nobody else reads it."""
    held = _locked(by, mentoring)
    mine = MentorNote.objects.visible_to(by).filter(words=words, at__date=now.date())
    if words and not mine.exists():
        MentorNote.objects.create(school=held.school, pupil_id=by.subject_id, words=words, at=now)
