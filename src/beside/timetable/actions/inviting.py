"""Staff invite pupils to sessions, or require it where the school lets them."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.safeguarding.actions import to_pupils
from beside.safeguarding.models import ToPupil
from beside.timetable import blocking, rules, seating
from beside.timetable.models import Cycle, Invite, Session
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
        at=now,
    )
    try:
        with transaction.atomic():
            Invite.objects.bulk_create([row], ignore_conflicts=True)
    except IntegrityError as error:
        if blocking.APART not in str(error):
            raise
    else:
        _write_line(by, row, words, now, cycle.closes_at)


def _write_line(by: Actor, invite: Invite, words: str, now: datetime, until: datetime) -> None:
    """The line that goes with an invitation is read first by somebody else."""
    made = Invite.objects.visible_to(by).filter(pk=invite.pk).first()
    if words and made:
        to_pupils.write(
            by=by,
            school=made.school,
            pupil=made.pupil_id,
            kind=ToPupil.Kind.INVITE,
            about=made.pk,
            words=words,
            at=now,
            until=until,
        )


@action
def write_note(*, by: Actor, cycle: Cycle, pupil: uuid.UUID, words: str, now: datetime) -> None:
    """A line to a pupil to read before they choose; written again it is that line, empty none."""
    if not words:
        to_pupils.take_back(by=by, kind=ToPupil.Kind.NOTE, about=cycle.pk, pupil=pupil, at=now)
        return
    rules.check_note(cycles.standing(cycle, now))
    to_pupils.write(
        by=by,
        school=cycle.school,
        pupil=pupil,
        kind=ToPupil.Kind.NOTE,
        about=cycle.pk,
        words=words,
        at=now,
        until=cycle.closes_at,
    )


@action
def end(*, by: Actor, invite: Invite, now: datetime) -> None:
    """Take an invitation back; the pupil's list stays as it is."""
    mine = Invite.objects.visible_to(by).filter(pk=invite.pk, by=by.subject_id, ended_at=None)
    mine.update(ended_at=now)
    to_pupils.take_back(
        by=by, kind=ToPupil.Kind.INVITE, about=invite.pk, pupil=invite.pupil_id, at=now
    )
