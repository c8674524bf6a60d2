"""Why a team is as it is, written where the pupil alone reads it."""

import json
import uuid

from django.db import connection

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.enrichment.models import Season
from beside.placement.models import Given, Run

REASONS = """
INSERT INTO enrichment_company (id, school_id, season_id, pupil_id, named, reasons)
SELECT said.id, %(school)s, %(season)s, said.pupil, '{}', said.reasons
FROM jsonb_to_recordset(%(said)s) AS said (id uuid, pupil uuid, reasons jsonb)
ON CONFLICT (season_id, pupil_id) DO UPDATE SET reasons = excluded.reasons"""


@action
def say_why(*, by: Actor, run_id: uuid.UUID) -> None:
    """Copy the reasons of a published run to its pupils; call it as the placer."""
    del by
    run = Run.objects.get(pk=run_id)
    season = Season.objects.get(pk=run.about)
    if season.published_id != run.pk:
        return
    said = [
        {
            "id": str(uuid.uuid5(season.pk, f"company {pupil}")),
            "pupil": pupil,
            "reasons": reasons,
        }
        for pupil, reasons in Given.objects.get(run=run).reasons.items()
    ]
    values = {"school": season.school_id, "season": season.pk, "said": json.dumps(said)}
    with connection.cursor() as cursor:
        cursor.execute(REASONS, values)
