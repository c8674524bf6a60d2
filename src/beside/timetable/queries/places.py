"""Where pupils sit, and where they could sit."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from beside.access.actor import Actor
from beside.access.models import in_force
from beside.schools.models import Enrolment
from beside.timetable import seating
from beside.timetable.models import Choice, Cycle, Period, Seat, Session, Waiting
from beside.timetable.queries import before, cycles

WITH = ("session", "period", "session__period")


@dataclass(frozen=True)
class Place:
    """A period of a pupil: the seat they have there, or none."""

    period: Period
    seat: Seat | None
    before: Seat | None = None


def open_seats(actor: Actor, cycle: Cycle, pupil: uuid.UUID) -> list[Seat]:
    """The seats a pupil has in a cycle, in the order of time, as far as the actor may see."""
    found = Seat.objects.visible_to(actor).filter(period__cycle=cycle, pupil=pupil, ended_at=None)
    return list(found.select_related(*WITH).order_by("period__starts_at"))


def all_open_seats(cycle: Cycle, pupil: uuid.UUID) -> list[Seat]:
    """The same, for the placer."""
    found = Seat.objects.filter(period__cycle=cycle, pupil=pupil, ended_at=None)
    return list(found.select_related(*WITH))


def fortnight(actor: Actor, cycle: Cycle, pupil: uuid.UUID) -> list[Place]:
    """Every period of a cycle with the pupil's seat there, and the last that was cancelled."""
    mine = Seat.objects.visible_to(actor).filter(period__cycle=cycle, pupil=pupil)
    rows = list(mine.select_related(*WITH).order_by("since"))
    open_ = {each.period_id: each for each in rows if each.ended_at is None}
    before = {each.period_id: each for each in rows if each.session.cancelled_at}
    return [Place(each, open_.get(each.pk), before.get(each.pk)) for each in cycle.periods.all()]


def given_up_for(session: Session, enrolment: Enrolment) -> Seat | None:
    """The seat that a pupil has at the time of a session; for the placer."""
    found = Seat.objects.filter(period=session.period_id, pupil=enrolment.person_id, ended_at=None)
    return found.select_related(*WITH).first()


def waiting_in_order(
    actor: Actor, cycle: Cycle, session: Session
) -> list[tuple[Waiting, Enrolment]]:
    """Those who wait for a session with their enrolment, in the order they are given a seat.

    First who ranked it higher, then by a lot that is drawn once for pupil and session.
    """
    rows = list(Waiting.objects.filter(session=session, ended_at=None))
    pupils = [each.pupil_id for each in rows]
    enrolled = Enrolment.objects.filter(
        in_force(actor.today), person__in=pupils, school=cycle.school_id
    )
    of = {each.person_id: each for each in enrolled}
    ranks = _ranks(cycle, pupils, session)
    found = [(each, of[each.pupil_id]) for each in rows if each.pupil_id in of]
    return sorted(found, key=lambda pair: (ranks[pair[0].pupil_id], _lot(pair[0])))


def _lot(waiting: Waiting) -> str:
    return uuid.uuid5(waiting.session_id, str(waiting.pupil_id)).hex


def _ranks(cycle: Cycle, pupils: list[uuid.UUID], session: Session) -> dict[uuid.UUID, int]:
    lists = Choice.objects.filter(cycle=cycle, pupil__in=pupils).values_list("pupil", "wishes")
    wished = {pupil: [each["session"] for each in wishes] for pupil, wishes in lists}
    key = str(session.pk)
    return {
        pupil: wished[pupil].index(key) if key in wished.get(pupil, ()) else 999 for pupil in pupils
    }


def seats_with_enrolments(
    actor: Actor, cycle: Cycle, session: Session
) -> Iterator[tuple[Seat, Enrolment]]:
    """Everybody who sits in a session, with their enrolment, in the order of their numbers."""
    seats = Seat.objects.visible_to(actor).filter(session=session, ended_at=None)
    rows = list(seats.order_by("number"))
    pupils = cycles.pupils_of(actor, cycle).filter(person__in=[each.pupil_id for each in rows])
    enrolled = {each.person_id: each for each in pupils}
    return ((each, enrolled[each.pupil_id]) for each in rows if each.pupil_id in enrolled)


def instead(
    actor: Actor, cycle: Cycle, session: Session, enrolment: Enrolment
) -> Iterator[Session]:
    """Sessions at the same time, those on the pupil's list first, then those that are open.

    A course that the pupil has on another day is left out.
    """
    choice = Choice.objects.visible_to(actor).filter(cycle=cycle, pupil=enrolment.person_id)
    wishes = next(iter(choice.values_list("wishes", flat=True)), [])
    listed = [each["session"] for each in wishes]
    had = {each.session.course for each in open_seats(actor, cycle, enrolment.person_id)} - {""}
    at_that_time = cycles.sessions_of(cycle).filter(period=session.period_id, cancelled_at=None)
    fit = [
        each
        for each in before.open_to(actor, cycle, enrolment.person_id, at_that_time)
        if each.course not in had
        and (not each.year_groups or enrolment.year_group in each.year_groups)
    ]
    wished = {str(each.pk): each for each in fit}
    yield from (wished[key] for key in listed if key in wished)
    yield from (each for each in fit if each.is_open and str(each.pk) not in listed)


def free_at(
    actor: Actor, cycle: Cycle, enrolment: Enrolment, period: Period
) -> list[tuple[Session, int]]:
    """The sessions of a period to which a pupil may come, with the seats that are free."""
    taken = seating.taken(cycle.pk)
    found = cycles.offered_to(cycle, enrolment.person_id).filter(period=period, cancelled_at=None)
    return [
        (each, max(0, each.seats - taken.get(each.pk, 0)))
        for each in before.open_to(actor, cycle, enrolment.person_id, found)
        if not each.year_groups or enrolment.year_group in each.year_groups
    ]


def register_of(actor: Actor, session: Session) -> QuerySet[Seat]:
    """The seats of a session that are taken, for whoever leads or organises it."""
    found = Seat.objects.visible_to(actor).filter(session=session, ended_at=None)
    return found.order_by("number")
