"""Older pupils who are asked to help to lead a session, and those who do."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.schools.models import Enrolment
from beside.timetable import leading, rules
from beside.timetable.models import Cycle, PeerTutor, Period, Session

YES = PeerTutor.Answer.YES


@dataclass(frozen=True)
class Helper:
    """An older pupil who is asked for a session or leads it, by name for who may see that."""

    row: PeerTutor
    name: str

    @property
    def said_yes(self) -> bool:
        """Whether they lead it; else they have not answered yet."""
        return self.row.answer == YES


@dataclass(frozen=True)
class Leading:
    """A session that a pupil leads or led, and how many came.

    `came` is 0 until enough came that nobody is told by it.
    """

    row: PeerTutor
    is_over: bool
    came: int


def open_rows(actor: Actor) -> QuerySet[PeerTutor]:
    """Everything asked or answered with yes that has not ended, as far as the actor may see."""
    found = PeerTutor.objects.visible_to(actor).filter(ended_at=None, session__cancelled_at=None)
    return found.select_related("session__period").order_by("period__starts_at")


def of_sessions(actor: Actor, sessions: list[Session]) -> dict[uuid.UUID, Helper]:
    """Who is asked for each of these sessions or leads it, for who leads or organises them."""
    rows = list(open_rows(actor).filter(session__in=sessions))
    names = schools.names_of(actor, [each.pupil_id for each in rows])
    return {
        each.session_id: Helper(each, names[each.pupil_id].name)
        for each in rows
        if each.pupil_id in names
    }


def to_come(actor: Actor, now: datetime) -> list[Session]:
    """The sessions an adult leads that have not begun, in all cycles."""
    found = Session.objects.filter(
        leader=actor.subject_id, cancelled_at=None, period__starts_at__gt=now
    )
    return list(found.select_related("period").order_by("period__starts_at"))


def who_can_be_asked(actor: Actor, session: Session) -> QuerySet[Enrolment]:
    """The pupils on roll who are older than some of those a session is for."""
    cycle = session.period.cycle
    order = schools.year_groups_of(cycle.school, actor.today)
    years = rules.older(order, session.year_groups or cycle.year_groups)
    found = schools.pupils_of(actor, cycle.school, years)
    return found if years else found.none()


def find(actor: Actor, session: Session, typed: str) -> list[schools.OnRoll]:
    """A few of those who can be asked, whose names are nearest to what was typed."""
    found = who_can_be_asked(actor, session)
    return schools.named(found, session.period.cycle.school, typed)


def asked_of_me(actor: Actor, now: datetime) -> list[PeerTutor]:
    """What a pupil is asked and has not answered, for sessions that have not begun."""
    mine = open_rows(actor).filter(pupil=actor.subject_id, answer="")
    return list(mine.filter(period__starts_at__gt=now))


def led_by_me(actor: Actor, now: datetime) -> list[Leading]:
    """What a pupil leads and has led in the cycles that last, and how many came."""
    mine = open_rows(actor).filter(
        pupil=actor.subject_id, answer=YES, period__cycle__last_day__gte=actor.today
    )
    over = [(each, each.session.period.ends_at <= now) for each in mine]
    return [
        Leading(each, is_over, leading.came(each.session_id) if is_over else 0)
        for each, is_over in over
    ]


def leads(actor: Actor, cycle: Cycle) -> dict[uuid.UUID, str]:
    """What the pupil who asks leads, in any cycle, at the time of a period of this one, by that."""
    mine = open_rows(actor).filter(pupil=actor.subject_id, answer=YES)
    led = list(mine.values_list("session__title", "period__starts_at", "period__ends_at"))
    return {
        each.pk: title
        for each in (cycle.periods.all() if led else ())
        for title, starts_at, ends_at in led
        if starts_at < each.ends_at and each.starts_at < ends_at
    }


def leads_at(pupil: uuid.UUID, period: Period) -> bool:
    """Whether a pupil leads a session at the time of a period; for the pupil and the placer."""
    found = PeerTutor.objects.filter(
        pupil=pupil,
        answer=YES,
        ended_at=None,
        period__starts_at__lt=period.ends_at,
        period__ends_at__gt=period.starts_at,
    )
    return found.exists()


def away(actor: Actor, cycle: Cycle) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The periods of a cycle in which pupils lead a session, of it or of another, by pupil."""
    rows = open_rows(actor).filter(answer=YES, period__cycle__school=cycle.school_id)
    led = list(rows.values_list("pupil", "period__starts_at", "period__ends_at"))
    found: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for each in cycle.periods.all() if led else ():
        for pupil, starts_at, ends_at in led:
            if starts_at < each.ends_at and each.starts_at < ends_at:
                found[pupil].add(each.pk)
    return found
