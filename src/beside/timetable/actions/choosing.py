"""A pupil ranks what they would like; a tutor or head of year may sit beside them."""

import uuid
from dataclasses import asdict
from datetime import datetime

from django.http import Http404

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.schools.models import Enrolment
from beside.timetable import rules
from beside.timetable.models import Choice, Cycle, Session
from beside.timetable.queries import before, cycles


@action
def change(
    *,
    by: Actor,
    cycle: Cycle,
    enrolment: Enrolment,
    do: str,
    session: uuid.UUID,
    purpose: str,
    now: datetime,
) -> Choice:
    """One press on the list of a pupil: kept at once, whoever of the two presses.

    Two presses at the same time are done one after the other.
    """
    rules.check_open(cycles.standing(cycle, now))
    if do in (rules.ADD, rules.PURPOSE):
        _check_offered(by, cycle, enrolment, session)
    choice = _held(by, cycle, enrolment, now)
    wishes = [rules.Wish(**each) for each in choice.wishes]
    choice.wishes = [asdict(each) for each in rules.changed(wishes, do, str(session), purpose)]
    choice.at = now
    if by.subject_id != enrolment.person_id:
        choice.chosen_with_id = by.subject_id
    choice.save(update_fields=["wishes", "at", "chosen_with"])
    return choice


def _check_offered(by: Actor, cycle: Cycle, enrolment: Enrolment, session: uuid.UUID) -> None:
    found = Session.objects.filter(pk=session, period__cycle=cycle).first()
    rules.check_offered(
        is_there=found is not None and found.cancelled_at is None,
        years=found.year_groups if found else (),
        year=enrolment.year_group,
    )
    if found and found.after:
        done = before.done(by, cycle, [found.after], [enrolment.person_id])
        rules.check_follows(after=found.after, done=done[enrolment.person_id])


def _held(by: Actor, cycle: Cycle, enrolment: Enrolment, now: datetime) -> Choice:
    """The pupil's list, made where there is none, and held until it is written."""
    once = uuid.uuid5(cycle.pk, str(enrolment.person_id))
    mine = Choice.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=once)
    held = mine.first()
    if held is None:
        row = Choice(
            id=once, school_id=cycle.school_id, cycle=cycle, pupil_id=enrolment.person_id, at=now
        )
        Choice.objects.bulk_create([row], ignore_conflicts=True)
        held = mine.first()
    if held is None:
        raise Http404
    return held
