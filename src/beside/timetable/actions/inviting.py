"""Staff invite pupils to sessions, or require it where the school lets them."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.timetable import blocking, rules, seating
from beside.timetable.models import Cycle, Invite, Note, Session
from beside.timetable.queries import cycles


@action
def invite(
    *,
    by: Actor,
    cycle: Cycle,
    session: Session,
    pupil: uuid.UUID,
    words: str,
    is_required: bool,
    now: datetime,
) -> None:
    """Invite a pupil, once; a floor of their places stays their own choice whoever asks."""
    rules.check_open(cycles.standing(cycle, now))
    if is_required:
        rules.check_require(
            lets_require=cycle.lets_require,
            required=seating.required(cycle.pk, pupil),
            due=cycle.due,
            own=cycle.own,
        )
    row = Invite(
        school_id=cycle.school_id,
        session=session,
        pupil_id=pupil,
        by_id=by.subject_id,
        is_required=is_required,
        words=words,
        at=now,
    )
    try:
        with transaction.atomic():
            Invite.objects.bulk_create([row], ignore_conflicts=True)
    except IntegrityError as error:
        if blocking.APART not in str(error):
            raise


@action
def write_note(*, by: Actor, cycle: Cycle, pupil: uuid.UUID, words: str, now: datetime) -> None:
    """A line to a pupil to read before they choose; written again it is that line, empty none."""
    if words:
        rules.check_note(cycles.standing(cycle, now))
    mine = Note.objects.visible_to(by).filter(
        cycle=cycle, pupil=pupil, by=by.subject_id, ended_at=None
    )
    if not words:
        mine.update(ended_at=now)
    elif not mine.update(words=words, at=now):
        row = Note(school_id=cycle.school_id, cycle=cycle, pupil_id=pupil, by_id=by.subject_id)
        row.words, row.at = words, now
        Note.objects.bulk_create([row], ignore_conflicts=True)
        mine.update(words=words, at=now)


@action
def end(*, by: Actor, invite: Invite, now: datetime) -> None:
    """Take an invitation back; the pupil's list stays as it is."""
    mine = Invite.objects.visible_to(by).filter(pk=invite.pk, by=by.subject_id, ended_at=None)
    mine.update(ended_at=now)
