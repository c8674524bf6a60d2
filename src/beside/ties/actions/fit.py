"""Saving what people say about themselves so that a pupil and an adult who suit can be matched.

Anybody may say which languages they speak; an adult may rank the pupils they would like to support.
"""

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
    """Replace the list of languages, besides English, that the actor says they speak."""
    row = Spoken(person_id=by.subject_id)
    Spoken.objects.bulk_create([row], ignore_conflicts=True)
    mine = Spoken.objects.visible_to(by).filter(person=by.subject_id)
    mine.update(languages=list(languages))


@action
def change_gladly(*, by: Actor, school: School, do: str, pupil: uuid.UUID, now: datetime) -> None:
    """Change the actor's ranked list of pupils they would gladly be beside, by one press.

    `do` is `rules.ADD`, `rules.DROP` or `rules.FIRST` (to the top). Raises `rules.NotFound` for a
    pupil who is not on the school's roll, and `rules.TooMany` where the list is full.
    """
    if do == rules.ADD and not schools.pupils_of(by, school).filter(person=pupil).exists():
        raise rules.NotFound("Nobody of this school was found there. Find them by name.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"gladly {by.subject_id}"])
    rows = Gladly.objects.visible_to(by).select_for_update(of=("self",))
    current = {
        e.pupil_id: e for e in rows.filter(adult=by.subject_id, ended_at=None).order_by("rank")
    }
    wanted = rules.gladly(list(current), do, pupil)
    for key in current.keys() - set(wanted):
        Gladly.objects.filter(pk=current[key].pk).update(ended_at=now)
    for rank, key in enumerate(wanted, 1):
        if key in current:
            Gladly.objects.filter(pk=current[key].pk).exclude(rank=rank).update(rank=rank)
        else:
            row = Gladly(school=school, adult_id=by.subject_id, pupil_id=key, rank=rank)
            Gladly.objects.bulk_create([row], ignore_conflicts=True)
