"""With whom of those they named pupils are, written where the pupil alone reads it."""

import json
import uuid

from django.db import connection

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.placement.models import Given, Run
from beside.timetable.models import Cycle

REASONS = """
UPDATE timetable_company c SET reasons = coalesce(%(said)s::jsonb -> c.pupil_id::text, '[]')
WHERE c.cycle_id = %(cycle)s"""


@action
def say_why(*, by: Actor, run_id: uuid.UUID) -> None:
    """Copy what a published run says of company to its pupils; call it as the placer."""
    del by
    run = Run.objects.get(pk=run_id)
    if not Cycle.objects.filter(pk=run.about, published=run).exists():
        return
    given = Given.objects.filter(run=run).first()
    said = json.dumps(given.reasons if given else {})
    with connection.cursor() as cursor:
        cursor.execute(REASONS, {"cycle": run.about, "said": said})
