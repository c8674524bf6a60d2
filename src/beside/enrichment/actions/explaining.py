"""Giving each pupil the reasons for their place in a team; only that pupil can read them."""

import json
import uuid

from django.db import connection

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.enrichment.models import Season
from beside.placement.models import Given, Run

REASONS = """
INSERT INTO enrichment_company (id, school_id, season_id, pupil_id, named, reasons)
SELECT reason.id, %(school)s, %(season)s, reason.pupil, '{}', reason.reasons
FROM jsonb_to_recordset(%(rows)s) AS reason (id uuid, pupil uuid, reasons jsonb)
ON CONFLICT (season_id, pupil_id) DO UPDATE SET reasons = excluded.reasons"""


@action
def say_why(*, by: Actor, run_id: uuid.UUID) -> None:
    """Copy the reasons that a run of the engine gave to the record of each pupil in it.

    Does nothing where the run is not the published one of its season. Call it under the database
    role `Role.PLACER`, which may read the reasons of a run.
    """
    del by
    run = Run.objects.get(pk=run_id)
    season = Season.objects.get(pk=run.about)
    if season.published_id != run.pk:
        return
    rows = [
        {
            "id": str(uuid.uuid5(season.pk, f"company {pupil}")),
            "pupil": pupil,
            "reasons": reasons,
        }
        for pupil, reasons in Given.objects.get(run=run).reasons.items()
    ]
    values = {"school": season.school_id, "season": season.pk, "rows": json.dumps(rows)}
    with connection.cursor() as cursor:
        cursor.execute(REASONS, values)
