"""Cycles of choice time: what is offered, how full it is, and who has chosen."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.schools.models import Enrolment, School
from beside.timetable import blocking, leading, rules, seating
from beside.timetable.models import Choice, Cycle, Period, Seat, Session


@dataclass(frozen=True)
class Offered:
    """A session on a page: who leads it by name, seats taken, how many asked for it.

    `waits`: it comes after something that the pupil whose page it is has not done. `peer`:
    the older pupil who helps to lead it.
    """

    session: Session
    leader: str
    taken: int = 0
    asked: int = 0
    waits: bool = False
    peer: leading.Peer | None = None

    @property
    def free(self) -> int:
        """Seats that nobody has; none in a session that is cancelled."""
        return 0 if self.session.cancelled_at else max(0, self.session.seats - self.taken)


@dataclass(frozen=True)
class Slot:
    """A period with what is offered in it."""

    period: Period
    offered: list[Offered]


def cycles_of(school: School) -> QuerySet[Cycle]:
    """The cycles of a school, the latest first."""
    return Cycle.objects.filter(school=school).order_by("-first_day", "-pk")


def standing(cycle: Cycle, now: datetime) -> str:
    """Where a cycle is: planned, open, closed or published."""
    return rules.stands(
        opens_at=cycle.opens_at,
        closes_at=cycle.closes_at,
        published=cycle.published_id is not None,
        now=now,
    )


def sessions_of(cycle: Cycle) -> QuerySet[Session]:
    """All sessions of a cycle in the order of time, cancelled ones too."""
    found = Session.objects.filter(period__cycle=cycle).select_related("period")
    return found.order_by("period__starts_at", "title", "pk")


def offered_to(cycle: Cycle, pupil: uuid.UUID) -> QuerySet[Session]:
    """Those where a pupil would meet nobody from whom they are kept apart."""
    return sessions_of(cycle).exclude(pk__in=blocking.NotFor(cycle.pk, pupil))


def pupils_of(actor: Actor, cycle: Cycle) -> QuerySet[Enrolment]:
    """The pupils for whom a cycle is, on roll today, as far as the actor may see."""
    return schools.pupils_of(actor, cycle.school, cycle.year_groups)


def slots(cycle: Cycle, names: Mapping[uuid.UUID, str], asked: Mapping[str, int]) -> list[Slot]:
    """Everything that is offered, period by period, with how full it is and how many asked."""
    taken = seating.taken(cycle.pk)
    return by_period(
        cycle,
        [
            Offered(
                each,
                names.get(each.leader_id, ""),
                taken.get(each.pk, 0),
                asked.get(str(each.pk), 0),
            )
            for each in sessions_of(cycle)
        ],
    )


def by_period(cycle: Cycle, offered: Iterable[Offered]) -> list[Slot]:
    """What is offered, put into the periods of a cycle; one in which nothing is, too."""
    found: dict[uuid.UUID, Slot] = {each.pk: Slot(each, []) for each in cycle.periods.all()}
    for each in offered:
        found[each.session.period_id].offered.append(each)
    return list(found.values())


def choosable(cycle: Cycle, enrolment: Enrolment, wished: Collection[str]) -> list[Session]:
    """The sessions from which a pupil chooses, and those already on their list."""
    meant = Q(year_groups=[]) | Q(year_groups__contains=[enrolment.year_group])
    found = offered_to(cycle, enrolment.person_id)
    return list(found.filter(meant & Q(cancelled_at=None) | Q(pk__in=wished)))


def among(cycle: Cycle, pupil: uuid.UUID, keys: Collection[str | uuid.UUID]) -> list[Session]:
    """Those of these sessions that are offered to a pupil, cancelled ones too."""
    return list(offered_to(cycle, pupil).filter(pk__in=keys))


def asked(actor: Actor, cycle: Cycle) -> dict[str, int]:
    """How many pupils have each session on their list, as far as the actor may see."""
    lists = Choice.objects.visible_to(actor).filter(cycle=cycle).values_list("wishes", flat=True)
    return Counter(each["session"] for wishes in lists for each in wishes)


def highest_taken(session: Session) -> int:
    """The highest number of a seat that is taken, 0 for none."""
    found = Seat.objects.filter(session=session, ended_at=None)
    return found.aggregate(most=Max("number"))["most"] or 0


@dataclass(frozen=True)
class Chooser:
    """A pupil of a cycle, and how many sessions are on their list."""

    pupil: schools.OnRoll
    wishes: int
    chosen_with: uuid.UUID | None


def choosers(actor: Actor, cycle: Cycle, pupils: Collection[uuid.UUID] = ()) -> list[Chooser]:
    """The pupils of a cycle, those with an empty list first, then by group and name."""
    enrolled = pupils_of(actor, cycle)
    if pupils:
        enrolled = enrolled.filter(person__in=list(pupils))
    lists = {
        pupil: (len(wishes), with_)
        for pupil, wishes, with_ in Choice.objects.visible_to(actor)
        .filter(cycle=cycle)
        .values_list("pupil", "wishes", "chosen_with")
    }
    found = [Chooser(each, *lists.get(each.pk, (0, None))) for each in schools.on_roll(enrolled)]
    return sorted(found, key=lambda each: each.wishes > 0)
