"""A pupil says with whom they would like to be."""

import uuid
from datetime import datetime

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.placement import rules as placing
from beside.timetable import companions, rules
from beside.timetable.models import Company, Cycle
from beside.timetable.queries import cycles


@action
def name_companion(
    *, by: Actor, cycle: Cycle, companion: uuid.UUID, named: bool, now: datetime
) -> None:
    """The pupil would like to be with this one, or no longer; nobody else reads it."""
    rules.check_open(cycles.standing(cycle, now))
    key = uuid.uuid5(cycle.pk, f"company {by.subject_id}")
    row = Company(id=key, school_id=cycle.school_id, cycle=cycle, pupil_id=by.subject_id)
    Company.objects.bulk_create([row], ignore_conflicts=True)
    held = Company.objects.visible_to(by).select_for_update(of=("self",)).get(pk=key)
    there = companions.names(cycle.pk, [*held.named, companion])
    held.named = placing.named(held.named, companion, wanted=named, there=there)
    held.save(update_fields=["named"])
