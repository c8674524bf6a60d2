"""What an adult leads, and whom they look after."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from beside.access.actor import Actor
from beside.access.locks import reached
from beside.rights import Basis
from beside.schools import queries as schools
from beside.timetable.models import Cycle, Period, Seat, Session
from beside.timetable.queries import cycles, places

RECENT = timedelta(days=14)


def sessions_led(actor: Actor, now: datetime) -> QuerySet[Session]:
    """The sessions an adult leads, from two weeks ago on, in published cycles."""
    found = Session.objects.filter(
        Q(period__ends_at__gt=now - RECENT),
        leader=actor.subject_id,
        cancelled_at=None,
        period__cycle__published__isnull=False,
    )
    return found.select_related("period").order_by("period__starts_at")


def looked_after(actor: Actor) -> list[uuid.UUID]:
    """The pupils of whom the actor is tutor or head of year."""
    return list(reached((Basis.TUTOR, Basis.HEAD_OF_YEAR)))


@dataclass(frozen=True)
class Line:
    """A pupil on the noticeboard, with every period and a session or none in it."""

    pupil: schools.OnRoll
    sessions: list[tuple[Period, Session | None]]


def noticeboard(actor: Actor, cycle: Cycle) -> tuple[list[Period], list[Line]]:
    """Where everybody is whom the actor looks after, and what for is nobody's business."""
    periods = list(cycle.periods.all())
    enrolled = cycles.pupils_of(actor, cycle).filter(person__in=looked_after(actor))
    seats = Seat.objects.visible_to(actor).filter(period__cycle=cycle, ended_at=None)
    at = {(each.pupil_id, each.period_id): each.session for each in seats.select_related("session")}
    return periods, [
        Line(pupil, [(period, at.get((pupil.pk, period.pk))) for period in periods])
        for pupil in schools.on_roll(enrolled)
    ]


@dataclass(frozen=True)
class Entry:
    """A line of a register: a seat, and who sits there."""

    seat: Seat
    pupil: schools.OnRoll


def register(actor: Actor, session: Session) -> list[Entry]:
    """The register of a session by name, for whoever leads or organises it."""
    seats = {each.pupil_id: each for each in places.register_of(actor, session)}
    enrolled = cycles.pupils_of(actor, session.period.cycle).filter(person__in=list(seats))
    found = [Entry(seats[each.pk], each) for each in schools.on_roll(enrolled)]
    return sorted(found, key=lambda each: (each.pupil.family_name, each.pupil.given_name))


def registers(actor: Actor, cycle: Cycle) -> Iterator[tuple[str, ...]]:
    """Every seat that was taken, for the attendance system: who, when, where, whether they came."""
    seats = Seat.objects.visible_to(actor).filter(period__cycle=cycle, ended_at=None)
    rows = list(seats.select_related("session", "period").order_by("period__starts_at", "number"))
    names = schools.names_of(actor, [each.pupil_id for each in rows])
    for each in rows:
        if each.pupil_id in names:
            person = names[each.pupil_id]
            begins = each.period.starts_at.isoformat()
            yield person.source_id, person.name, begins, each.session.title, each.came
