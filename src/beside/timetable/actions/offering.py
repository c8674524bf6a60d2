"""A school plans a cycle: its periods, its sessions, and when choosing opens."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from beside.access.actor import Actor
from beside.access.reach import blocks
from beside.audit.actions import action
from beside.schools.models import School
from beside.timetable import blocking, rules
from beside.timetable.models import Cycle, PeerTutor, Period, Session
from beside.timetable.queries import cycles

FIELDS = ("title", "course", "purposes", "leader_id", "location", "seats", "year_groups")
FIELDS += ("is_open", "after")


@dataclass(frozen=True)
class Offer:
    """The details of a session, whichever period it is in.

    `after` is the title of a session that pupils must have done before. Where `is_open`, pupils who
    are short of places may be placed in it.
    """

    title: str
    seats: int
    purposes: Sequence[str] = field(default_factory=list)
    leader: uuid.UUID | None = None
    location: str = ""
    year_groups: Sequence[str] = field(default_factory=list)
    is_open: bool = False
    after: str = ""


@action
def plan_cycle(
    *,
    by: Actor,
    school: School,
    name: str,
    days: tuple[date, date],
    times: Collection[tuple[datetime, datetime]],
    due: int,
    year_groups: Sequence[str],
    closes_at: datetime,
    own: int = 2,
    lets_require: bool = False,
) -> Cycle:
    """Create a cycle with a period for each of `times` (start, end); it has no sessions yet."""
    del by
    cycle = Cycle.objects.create(
        school=school,
        name=name,
        first_day=days[0],
        last_day=days[1],
        due=due,
        own=min(own, due),
        lets_require=lets_require,
        year_groups=list(year_groups),
        closes_at=closes_at,
    )
    Period.objects.bulk_create(Period(cycle=cycle, starts_at=a, ends_at=b) for a, b in times)
    return cycle


@action
def plan_again(*, by: Actor, cycle: Cycle, name: str, first_day: date) -> Cycle:
    """Copy a cycle with its periods, and sessions that are not cancelled, to a new start."""
    later = first_day - cycle.first_day
    again = plan_cycle(
        by=by,
        school=cycle.school,
        name=name,
        days=(first_day, cycle.last_day + later),
        times=[(p.starts_at + later, p.ends_at + later) for p in cycle.periods.all()],
        due=cycle.due,
        year_groups=cycle.year_groups,
        closes_at=cycle.closes_at + later,
        own=cycle.own,
        lets_require=cycle.lets_require,
    )
    periods = {each.starts_at: each for each in again.periods.all()}
    Session.objects.bulk_create(
        _again(each, periods[each.period.starts_at + later])
        for each in cycles.sessions_of(cycle).filter(cancelled_at=None)
    )
    return again


def _again(session: Session, period: Period) -> Session:
    values = {name: getattr(session, name) for name in FIELDS}
    return Session(period=period, **values)


@action
def offer(*, by: Actor, periods: Collection[Period], offered: Offer) -> None:
    """Add the same session to each of these periods.

    In several periods the sessions are one course, which a pupil takes once, unless the session is
    open. Where the adult or the room is taken in any period, raises `Taken` and adds nothing.
    """
    del by
    course = offered.title if len(periods) > 1 and not offered.is_open else ""
    rows = [_session(period, offered, course) for period in periods]
    with _constraints_in_words():
        Session.objects.bulk_create(rows)


def _session(period: Period, offered: Offer, course: str) -> Session:
    return Session(
        period=period,
        title=offered.title,
        course=course,
        purposes=list(offered.purposes),
        leader_id=offered.leader,
        location=offered.location,
        seats=offered.seats,
        year_groups=list(offered.year_groups),
        is_open=offered.is_open,
        after=offered.after,
    )


class _constraints_in_words:
    """Turns a constraint error of the database into `Taken`, with a sentence for the user.

    The database refuses an adult or a room twice in a period, and a block between two people.
    """

    def __enter__(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def __exit__(self, kind, error, trace) -> None:
        self.savepoint.__exit__(kind, error, trace)
        if isinstance(error, IntegrityError):
            if "session_leader_once" in str(error):
                raise rules.Taken("This adult has another session at that time.") from error
            if "session_location_once" in str(error):
                raise rules.Taken("There is another session in this room at that time.") from error
            if blocking.APART in str(error):
                raise rules.Taken(
                    "This adult cannot lead this session. Pick another adult."
                ) from error


@action
def change(*, by: Actor, session: Session, offered: Offer) -> None:
    """Change the details of a session. Its seats may not go below those that are taken."""
    held = Session.objects.select_for_update().get(pk=session.pk)
    rules.check_seats(seats=offered.seats, taken=cycles.highest_taken(held))
    if offered.leader != held.leader_id:
        _hand_over(by, held, offered.leader)
    changed = _session(held.period, offered, "" if offered.is_open else held.course)
    for name in FIELDS:
        setattr(held, name, getattr(changed, name))
    with _constraints_in_words():
        held.save()


def _hand_over(by: Actor, session: Session, leader: uuid.UUID | None) -> None:
    """Assign the older pupil who helps in a session to its new leader, or refuse the change."""
    helping = PeerTutor.objects.visible_to(by).filter(session=session, ended_at=None)
    pupil = helping.values_list("pupil", flat=True).first()
    rules.check_keeps_adult(
        has_peer=pupil is not None,
        has_adult=leader is not None,
        is_apart=(leader, pupil) in blocks([leader] if leader else []),
    )
    helping.update(leader=leader)


@action
def open_choosing(*, by: Actor, cycle: Cycle, now: datetime) -> None:
    """Let pupils rank sessions from now on. Doing it again changes nothing."""
    listed = list(cycles.sessions_of(cycle).filter(cancelled_at=None))
    wanted = cycle.due * cycles.pupils_of(by, cycle).count()
    rules.check_ready(sessions=len(listed), seats=sum(each.seats for each in listed), wanted=wanted)
    Cycle.objects.filter(pk=cycle.pk, opens_at=None).update(opens_at=now)


@action
def choose_until(*, by: Actor, cycle: Cycle, closes_at: datetime) -> None:
    """Change when choosing closes, in a cycle whose places are not published yet."""
    del by
    Cycle.objects.filter(pk=cycle.pk, published=None).update(closes_at=closes_at)


def every_week(
    first_day: date, last_day: date, slots: Collection[tuple[int, str, str]], zone: ZoneInfo
) -> list[tuple[datetime, datetime]]:
    """The start and end of every slot (weekday, 0 is Monday; from; to) between two days."""
    days = [first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1)]
    return [
        (_at(day, begins, zone), _at(day, ends, zone))
        for day in days
        for weekday, begins, ends in slots
        if day.weekday() == weekday
    ]


def _at(day: date, clock: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=zone)
