"""The files with many pupils in them that somebody asked for."""

import uuid
from datetime import datetime

from beside.access.actor import Actor
from beside.schools.models import Release


def latest(actor: Actor, what: str, about: uuid.UUID) -> Release | None:
    """The last time that the actor asked for this file."""
    mine = Release.objects.visible_to(actor).filter(asked_by=actor.subject_id)
    return mine.filter(what=what, about=about).first()


def page_of(actor: Actor, what: str, about: uuid.UUID, label: str, now: datetime) -> dict:
    """What the page of one file shows to whoever may ask for it."""
    release = latest(actor, what, about)
    return {
        "label": label,
        "release": release,
        "is_ready": bool(release and release.is_ready(now)),
        "waits": bool(release and release.waits(now)),
    }


def waiting(actor: Actor, now: datetime) -> int:
    """How many files wait for a yes of this actor."""
    rows = Release.objects.visible_to(actor).filter(decided_at=None)
    return sum(each.waits(now) for each in rows.exclude(asked_by=actor.subject_id))
