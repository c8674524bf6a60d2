"""A pupil ranks what they would like; a tutor or head of year may sit beside them."""

import uuid
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.http import Http404

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.schools.models import Enrolment
from beside.timetable import blocking, rules
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

    Two presses at the same time are done one after the other. What is not for the pupil any more
    goes to the end of the list, where nobody sees it.
    """
    rules.check_open(cycles.standing(cycle, now))
    hidden = blocking.not_for(cycle.pk, enrolment.person_id)
    if do in (rules.ADD, rules.PURPOSE):
        _check_offered(by, cycle, enrolment, session, hidden)
    choice = _held(by, cycle, enrolment, now)
    seen, unseen = _parted([rules.Wish(**each) for each in choice.wishes], set(map(str, hidden)))
    wishes = [*rules.changed(seen, do, str(session), purpose), *unseen]
    choice.wishes, choice.at = [asdict(each) for each in wishes], now
    if by.subject_id != enrolment.person_id:
        choice.chosen_with_id = by.subject_id
    choice.save(update_fields=["wishes", "at", "chosen_with"])
    return choice


def _parted(
    wishes: list[rules.Wish], hidden: Collection[str]
) -> tuple[list[rules.Wish], list[rules.Wish]]:
    seen = [each for each in wishes if each.session not in hidden]
    return seen, [each for each in wishes if each.session in hidden]


def _check_offered(
    by: Actor,
    cycle: Cycle,
    enrolment: Enrolment,
    session: uuid.UUID,
    hidden: Collection[uuid.UUID],
) -> None:
    found = Session.objects.filter(pk=session, period__cycle=cycle).exclude(pk__in=hidden).first()
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
