"""A pupil's list, places and reasons, with names put in."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beside.access.actor import Actor
from beside.schools.models import Enrolment
from beside.timetable.models import Choice, Cycle, Invite, Period, Seat, Session, Waiting
from beside.timetable.queries import cycles, places


@dataclass(frozen=True)
class Listed:
    """A session on a pupil's list: its place from 1 on, who leads it, what for."""

    session: Session
    rank: int
    leader: str
    purpose: str


def choice_of(actor: Actor, cycle: Cycle, pupil: uuid.UUID) -> Choice | None:
    """What a pupil chose, as far as the actor may see."""
    return Choice.objects.visible_to(actor).filter(cycle=cycle, pupil=pupil).first()


def listed(
    choice: Choice | None, sessions: Collection[Session], names: Mapping[uuid.UUID, str]
) -> list[Listed]:
    """The sessions on a pupil's list, dearest first; what is not among these is left out."""
    of = {str(each.pk): each for each in sessions}
    there = [each for each in (choice.wishes if choice else []) if each["session"] in of]
    return [
        Listed(session, rank, names.get(session.leader_id, ""), each["purpose"])
        for rank, each in enumerate(there, 1)
        for session in [of[each["session"]]]
    ]


@dataclass(frozen=True)
class Named:
    """A period of a pupil on a page: the seat there, who leads it, whether it may be changed.

    `leads`: what the pupil leads then, and therefore sits nowhere.
    """

    period: Period
    seat: Seat | None
    leader: str
    before: Seat | None
    may_change: bool
    leads: str = ""


def named(
    found: Collection[places.Place],
    names: Mapping[uuid.UUID, str],
    led: Mapping[uuid.UUID, str],
    now: datetime,
    due: int,
) -> list[Named]:
    """Places with who leads them; those that have begun may not be changed.

    Nor is one more to be found by who has as many as are due, or who leads something at that time.
    """
    has_all = sum(each.seat is not None for each in found) >= due
    return [
        Named(
            each.period,
            each.seat,
            names.get(each.seat.session.leader_id, "") if each.seat else "",
            each.before,
            now < each.period.starts_at
            and (each.seat is not None or not (has_all or each.period.pk in led)),
            led.get(each.period.pk, ""),
        )
        for each in found
    ]


def reasons(actor: Actor, cycle: Cycle, pupil: uuid.UUID) -> list[str]:
    """Why a pupil got what they got, in sentences, in the order of their list."""
    choice = choice_of(actor, cycle, pupil)
    when, said = titles(cycle), choice.reasons if choice else []
    return [
        _(each["words"]).format_map(
            {key: when.get(value, value) for key, value in each["values"].items()}
        )
        for each in said
    ]


def titles(cycle: Cycle) -> dict[str, str]:
    """The sessions of a cycle by key, each with its title and day."""
    return {str(each.pk): _when(each) for each in cycles.sessions_of(cycle)}


def _when(session: Session) -> str:
    day = date_format(timezone.localtime(session.period.starts_at), "l j F")
    return f"{session.title} ({day})"


def helpers(seats: Collection[Seat], names: Mapping[uuid.UUID, str]) -> list[tuple[uuid.UUID, str]]:
    """The adults who led the sessions in which a pupil sat, each once."""
    found = {each.session.leader_id: names.get(each.session.leader_id, "") for each in seats}
    return [(pk, name) for pk, name in found.items() if name]


@dataclass(frozen=True)
class Option:
    """A session at the time of a pupil's place: how many seats are free, whether they wait."""

    session: Session
    leader: str
    free: int
    waits: bool


def options(
    actor: Actor,
    cycle: Cycle,
    enrolment: Enrolment,
    period: Period,
    names: Mapping[uuid.UUID, str],
) -> list[Option]:
    """What else a pupil could do in a period, with free seats first."""
    waits = set(
        Waiting.objects.visible_to(actor)
        .filter(pupil=enrolment.person_id, ended_at=None)
        .values_list("session", flat=True)
    )
    held = {each.session_id for each in places.open_seats(actor, cycle, enrolment.person_id)}
    found = [
        Option(session, names.get(session.leader_id, ""), free, session.pk in waits)
        for session, free in places.free_at(actor, cycle, enrolment, period)
        if session.pk not in held
    ]
    return sorted(found, key=lambda each: each.free == 0)


def own_choice(actor: Actor, cycle: Cycle, pupils: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many of their places each of these pupils chose: on their list, and not required."""
    lists = Choice.objects.visible_to(actor).filter(cycle=cycle, pupil__in=list(pupils))
    wished = {
        (pupil, each["session"])
        for pupil, wishes in lists.values_list("pupil", "wishes")
        for each in wishes
    }
    required = Invite.objects.visible_to(actor).filter(
        session__period__cycle=cycle, is_required=True, ended_at=None
    )
    settled = set(required.values_list("pupil", "session"))
    seats = Seat.objects.visible_to(actor).filter(period__cycle=cycle, ended_at=None)
    found = dict.fromkeys(pupils, 0)
    for pupil, session in seats.filter(pupil__in=list(pupils)).values_list("pupil", "session"):
        found[pupil] += (pupil, str(session)) in wished and (pupil, session) not in settled
    return found
