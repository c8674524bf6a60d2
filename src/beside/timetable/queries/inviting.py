"""Invitations to sessions: those to a pupil, and those an adult made."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from beside.access.actor import Actor
from beside.safeguarding.models import ToPupil
from beside.safeguarding.queries import to_pupils
from beside.schools import queries as schools
from beside.timetable import blocking
from beside.timetable.models import Cycle, Invite
from beside.timetable.queries import cycles


@dataclass(frozen=True)
class Invited:
    """An invitation, who made it, and to whom, by name; and the line that goes with it."""

    invite: Invite
    by: str
    pupil: str = ""
    words: str = ""


def to_pupil(actor: Actor, cycle: Cycle, pupil: uuid.UUID) -> list[Invite]:
    """The invitations of a pupil in a cycle, those that are settled first."""
    found = _open(actor, cycle).filter(pupil=pupil)
    found = found.exclude(session__in=blocking.NotFor(cycle.pk, pupil))
    return list(found.order_by("-is_required", "session__period__starts_at"))


def lines_to(
    actor: Actor, invites: list[Invite], pupil: uuid.UUID, now: datetime
) -> dict[uuid.UUID, str]:
    """The lines that go with invitations, by their ids, as far as they have reached the pupil."""
    about = [each.pk for each in invites]
    if not about:
        return {}
    found = to_pupils.reached(actor, pupil, ToPupil.Kind.INVITE, now, about)
    return {each.about: each.words for each in found}


def notes_to(actor: Actor, cycle: Cycle, pupil: uuid.UUID, now: datetime) -> list[ToPupil]:
    """The lines that staff wrote to a pupil to read before they choose, as far as they reached."""
    return to_pupils.reached(actor, pupil, ToPupil.Kind.NOTE, now, [cycle.pk])


def note_by_me(actor: Actor, cycle: Cycle, pupil: uuid.UUID) -> ToPupil | None:
    """What an adult wrote to a pupil, and what has become of it."""
    return to_pupils.by_me(actor, ToPupil.Kind.NOTE, cycle.pk, pupil)


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
