"""People say which languages they speak, and adults beside whom they would gladly be."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.schools import queries as schools
from beside.schools.models import School
from beside.ties import rules
from beside.ties.models import Gladly, Spoken


@action
def speak(*, by: Actor, languages: Sequence[str]) -> None:
    """These are the languages the person speaks besides English, and no others."""
    row = Spoken(person_id=by.subject_id)
    Spoken.objects.bulk_create([row], ignore_conflicts=True)
    mine = Spoken.objects.visible_to(by).filter(person=by.subject_id)
    mine.update(languages=list(languages))


@action
def change_gladly(*, by: Actor, school: School, do: str, pupil: uuid.UUID, now: datetime) -> None:
    """One press on the list of those beside whom an adult would gladly be, kept at once."""
    if do == rules.ADD and not schools.pupils_of(by, school).filter(person=pupil).exists():
        raise rules.NotFound("Nobody of this school was found there. Find them by name.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"gladly {by.subject_id}"])
    rows = Gladly.objects.visible_to(by).select_for_update(of=("self",))
    held = {e.pupil_id: e for e in rows.filter(adult=by.subject_id, ended_at=None).order_by("rank")}
    listed = rules.gladly(list(held), do, pupil)
    for key in held.keys() - set(listed):
        Gladly.objects.filter(pk=held[key].pk).update(ended_at=now)
    for rank, key in enumerate(listed, 1):
        if key in held:
            Gladly.objects.filter(pk=held[key].pk).exclude(rank=rank).update(rank=rank)
        else:
            row = Gladly(school=school, adult_id=by.subject_id, pupil_id=key, rank=rank)
            Gladly.objects.bulk_create([row], ignore_conflicts=True)
