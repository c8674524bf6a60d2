"""What happens elsewhere becomes evidence of a tie, where the pupil says so."""

import uuid
from datetime import datetime

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.schools.models import School
from beside.ties.models import Evidence


@action
def helped(
    *,
    by: Actor,
    school: School,
    kind: str,
    source: uuid.UUID,
    adult: uuid.UUID | None,
    now: datetime,
) -> None:
    """The pupil says who helped them in `source`, another than before, or nobody any more."""
    mine = Evidence.objects.visible_to(by).filter(pupil=by.subject_id, kind=kind, source=source)
    if adult is None:
        mine.filter(ended_at=None).update(ended_at=now)
        return
    row = Evidence(
        school=school,
        pupil_id=by.subject_id,
        adult_id=adult,
        kind=kind,
        source=source,
        on=by.today,
    )
    Evidence.objects.bulk_create([row], ignore_conflicts=True)
    mine.update(adult=adult, ended_at=None)
