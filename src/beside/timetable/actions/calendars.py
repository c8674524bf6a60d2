"""A person's own secret link to their calendar."""

import secrets
import uuid
from datetime import datetime

from django.db.models.functions import Now

from beside.access.actions import digest
from beside.access.actor import Actor
from beside.audit.actions import action
from beside.timetable.models import CalendarLink


@action
def make_link(*, by: Actor, now: datetime) -> str:
    """A new secret, shown once; the one before it ends at once."""
    end_link(by=by, now=now)
    secret = secrets.token_urlsafe(24)
    CalendarLink.objects.create(person_id=by.subject_id, token_hash=digest(secret), made_at=now)
    return secret


@action
def end_link(*, by: Actor, now: datetime) -> None:
    """Nobody reads this person's calendar by a link any more."""
    mine = CalendarLink.objects.visible_to(by).filter(person=by.subject_id, ended_at=None)
    mine.update(ended_at=now)


@action
def end_links(*, by: Actor, people: list[uuid.UUID]) -> None:
    """The calendars of these people are read by no link any more."""
    fresh = CalendarLink.objects.filter(person__in=people, ended_at=None)
    fresh.update(ended_at=Now())
