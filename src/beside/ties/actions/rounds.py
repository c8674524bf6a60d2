"""Opening, joining and ending a round."""

import secrets
import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import F

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.schools.models import School
from beside.schools.queries import staff_ids
from beside.ties import rules
from beside.ties.models import Respondent, Round
from beside.ties.reckoning import reckon

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@action
def open_staff_round(
    *,
    by: Actor,
    school: School,
    name: str,
    year_groups: Iterable[str],
    now: datetime,
    closes_on: date | None = None,
) -> Round:
    """Ask every member of staff on the roll about every pupil of these year groups.

    Returns the round, with the code of its door. A name that is taken gets a number behind it.
    """
    round_ = Round.objects.create(
        school=school,
        name=free_name(school, name),
        opened_by_id=by.subject_id,
        taken_on=by.today,
        closes_on=closes_on,
        year_groups=sorted(year_groups),
        questions=["staff_knows"],
        door_code=new_code(),
        door_closes_at=now + timedelta(hours=rules.MEETING_CODE_HOURS),
    )
    asked = [
        Respondent(round=round_, person_id=person, question="staff_knows")
        for person in staff_ids(school, by.today)
    ]
    Respondent.objects.bulk_create(asked)
    return round_


def free_name(school: School, name: str) -> str:
    """The name, or where it is taken the name with a number behind it."""
    taken = set(Round.objects.filter(school=school).values_list("name", flat=True))
    tries = (f"{name} ({number})" if number > 1 else name for number in range(1, len(taken) + 3))
    return next(each for each in tries if each not in taken)


def new_code() -> str:
    """A code of six letters and figures that cannot be misread."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(6))


@action
def renew_code(*, by: Actor, round_: Round, now: datetime) -> None:
    """Give the door of a meeting a new code; the old one and every session of the door end."""
    round_.door_code = new_code()
    round_.door_closes_at = now + timedelta(hours=rules.MEETING_CODE_HOURS)
    round_.door_number += 1
    round_.save(update_fields=["door_code", "door_closes_at", "door_number"])


@action
def join(*, by: Actor, round_: Round, now: datetime) -> Respondent:
    """Note that a colleague has joined; joining twice changes nothing."""
    respondent = _own_row(by.subject_id, round_)
    if respondent.joined_at is None:
        respondent.joined_at = now
        respondent.save(update_fields=["joined_at"])
    return respondent


@action
def send(*, by: Actor, round_: Round, now: datetime) -> None:
    """A colleague is done: their answers count, and the states are reckoned again at once."""
    rules.check_asking(status=round_.status, closes_on=round_.closes_on, today=by.today)
    respondent = _own_row(by.subject_id, round_)
    respondent.answered = True
    respondent.sent_at = now
    respondent.save(update_fields=["answered", "sent_at"])
    reckon(round_.id)


def _own_row(subject_id: uuid.UUID | None, round_: Round) -> Respondent:
    found = Respondent.objects.filter(
        round=round_, person_id=subject_id, question="staff_knows"
    ).first()
    if found is None:
        raise rules.NotAsked("You were not asked in this survey. Ask whoever opened it to add you.")
    return found


@action
def end_asking(*, by: Actor, round_: Round, now: datetime) -> None:
    """The organiser ends the asking: what nobody said now counts as nobody."""
    Round.objects.filter(pk=round_.pk, status=Round.Status.OPEN).update(
        status=Round.Status.ENDED, ended_at=now, door_code="", door_number=F("door_number") + 1
    )
    reckon(round_.id)


@action
def go_on_asking(*, by: Actor, round_: Round) -> None:
    """Take back the end of the asking."""
    Round.objects.filter(pk=round_.pk, status=Round.Status.ENDED).update(
        status=Round.Status.OPEN, ended_at=None
    )
    reckon(round_.id)


@action
def let_back_in(*, by: Actor, round_: Round, person: uuid.UUID) -> None:
    """Let a colleague choose their name at the door again; the screen they had is put out."""
    Respondent.objects.filter(round=round_, person=person, question="staff_knows").update(
        joined_at=None, door_number=F("door_number") + 1, let_in_by=None
    )
