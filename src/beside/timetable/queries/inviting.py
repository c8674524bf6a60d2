"""Invitations to sessions: those to a pupil, and those an adult made."""

import uuid
from dataclasses import dataclass

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.timetable import barring
from beside.timetable.models import Cycle, Invite, Note
from beside.timetable.queries import cycles


@dataclass(frozen=True)
class Invited:
    """An invitation, who made it, and to whom, by name."""

    invite: Invite
    by: str
    pupil: str = ""


def to_pupil(actor: Actor, cycle: Cycle, pupil: uuid.UUID) -> list[Invite]:
    """The invitations of a pupil in a cycle, those that are settled first."""
    found = _open(actor, cycle).filter(pupil=pupil)
    found = found.exclude(session__in=barring.NotFor(cycle.pk, pupil))
    return list(found.order_by("-is_required", "session__period__starts_at"))


def notes_to(actor: Actor, cycle: Cycle, pupil: uuid.UUID) -> list[Note]:
    """The lines that staff wrote to a pupil to read before they choose, the first first."""
    found = Note.objects.visible_to(actor).filter(cycle=cycle, pupil=pupil, ended_at=None)
    return list(found.order_by("at", "pk"))


def note_by_me(actor: Actor, cycle: Cycle, pupil: uuid.UUID) -> str:
    """What an adult wrote to a pupil, or nothing."""
    mine = (each for each in notes_to(actor, cycle, pupil) if each.by_id == actor.subject_id)
    return next((each.words for each in mine), "")


def by_me(actor: Actor, cycle: Cycle) -> list[Invited]:
    """The invitations an adult made in a cycle."""
    rows = list(_open(actor, cycle).filter(by=actor.subject_id).order_by("-at"))
    names = schools.names_of(actor, [each.pupil_id for each in rows])
    return [Invited(each, "", names[each.pupil_id].name) for each in rows if each.pupil_id in names]


def _open(actor: Actor, cycle: Cycle):
    found = Invite.objects.visible_to(actor).filter(session__period__cycle=cycle, ended_at=None)
    return found.filter(session__cancelled_at=None).select_related("session__period")


def find(actor: Actor, cycle: Cycle, typed: str) -> list[schools.OnRoll]:
    """A few pupils of a cycle, whose names are nearest to what was typed."""
    return schools.named(cycles.pupils_of(actor, cycle), cycle.school, typed)
