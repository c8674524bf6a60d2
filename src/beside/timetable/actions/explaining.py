"""Telling each pupil which of the people they asked for they are with; only that pupil reads it."""

import json
import uuid

from django.db import connection

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.placement.models import Given, Run
from beside.timetable.models import Cycle

REASONS = """
UPDATE timetable_company c SET reasons = coalesce(%(reasons)s::jsonb -> c.pupil_id::text, '[]')
WHERE c.cycle_id = %(cycle)s"""


@action
def say_why(*, by: Actor, run_id: uuid.UUID) -> None:
    """Copy what a run of the engine says about company to the record of each pupil in its cycle.

    Does nothing where the run is not the published one. Call it under the role `Role.PLACER`.
    """
    del by
    run = Run.objects.get(pk=run_id)
    if not Cycle.objects.filter(pk=run.about, published=run).exists():
        return
    given = Given.objects.filter(run=run).first()
    reasons = json.dumps(given.reasons if given else {})
    with connection.cursor() as cursor:
        cursor.execute(REASONS, {"cycle": run.about, "reasons": reasons})
