"""An older pupil is asked to help to lead a session, beside the adult who is responsible for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction

from beside.access.actor import Actor
from beside.access.reach import blocks
from beside.audit.actions import action
from beside.schools.models import Enrolment
from beside.timetable import blocking, leading, rules
from beside.timetable.models import PeerTutor, Session
from beside.timetable.queries import peers


@action
def ask(*, by: Actor, session: Session, enrolment: Enrolment, now: datetime) -> PeerTutor:
    """Ask a pupil who may see the session's adult and is free then; asked twice is asked once."""
    found = Session.objects.select_for_update(of=("self",)).select_related("period__cycle__school")
    held, pupil = found.get(pk=session.pk), enrolment.person_id
    open_ = PeerTutor.objects.visible_to(by).filter(session=held, ended_at=None).first()
    if open_ and open_.pupil_id == pupil:
        return open_
    rules.check_nobody_asked(is_asked=open_ is not None)
    rules.check_offered(is_there=held.cancelled_at is None, years=(), year="")
    rules.check_begins_later(starts_at=held.period.starts_at, now=now)
    rules.check_can_ask(
        has_adult=held.leader_id is not None,
        is_older=peers.who_can_be_asked(by, held).filter(person=pupil).exists(),
        is_apart=(held.leader_id, pupil) in blocks([held.leader_id]),
        is_elsewhere=leading.is_elsewhere(pupil, held.period_id),
    )
    with _kept_apart("This pupil cannot be asked for this session."):
        return _keep(by, held, enrolment, now)


def _keep(by: Actor, session: Session, enrolment: Enrolment, now: datetime) -> PeerTutor:
    return PeerTutor.objects.create(
        school_id=session.period.cycle.school_id,
        session=session,
        period_id=session.period_id,
        pupil_id=enrolment.person_id,
        leader_id=session.leader_id,
        asked_by_id=by.subject_id,
        asked_at=now,
    )


@contextmanager
def _kept_apart(words: str) -> Iterator[None]:
    """Says in these words what the database refuses: to help where somebody sits kept apart."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if blocking.APART not in str(error):
            raise
        raise rules.NotAsked(words) from error


@action
def answer(*, by: Actor, peer: PeerTutor, yes: bool, now: datetime) -> None:
    """The pupil answers; a no ends it and is kept nowhere. Answered twice, the first one holds.

    So does a yes where somebody sits by now from whom they are kept apart.
    """
    if peer.pupil_id != by.subject_id:
        raise rules.NotYours("Only the pupil who was asked can answer this.")
    Session.objects.select_for_update(no_key=True).get(pk=peer.session_id)
    held = PeerTutor.objects.select_for_update(of=("self",)).select_related("period")
    row = held.get(pk=peer.pk)
    if row.ended_at or row.answer:
        return
    if yes:
        rules.check_begins_later(starts_at=row.period.starts_at, now=now)
        rules.check_is_free(is_elsewhere=leading.is_elsewhere(row.pupil_id, row.period_id))
        row.answer, row.answered_at = PeerTutor.Answer.YES, now
    else:
        row.ended_at = now
    try:
        with _kept_apart(""):
            row.save(update_fields=["answer", "answered_at", "ended_at"])
    except rules.NotAsked:
        PeerTutor.objects.filter(pk=row.pk).update(ended_at=now)


@action
def end(*, by: Actor, peer: PeerTutor, now: datetime) -> None:
    """Take the question back, or end it after a yes; the pupil too, and nobody asks why."""
    PeerTutor.objects.visible_to(by).filter(pk=peer.pk, ended_at=None).update(ended_at=now)
