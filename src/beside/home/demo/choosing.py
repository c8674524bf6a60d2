"""Choice time of year 9: these two weeks with places given out, the next in which they choose."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from beside.access.actor import Actor, role, tell_database
from beside.home.demo.made_up import MadeUp
from beside.placement import jobs
from beside.placement.models import Run
from beside.rights import Role
from beside.schools import queries as schools
from beside.schools.models import Enrolment, School
from beside.timetable.actions import allotting, offering, peers
from beside.timetable.models import Choice, Cycle, Session
from beside.timetable.queries import cycles
from beside.timetable.queries.peers import who_can_be_asked

YEAR, DUE, RANKED, STILL_EMPTY = "9", 4, 8, 0.3
SLOTS = ((0, "14:00", "14:50"), (2, "10:00", "10:50"), (3, "14:00", "14:50"))
# Title, purpose, share of the year group for whom there are seats, how much it is liked, room,
# who leads it where that is known.
OFFERED = (
    ("Clay and glaze", "stretch", 0.07, 6, "Art 1", "okafor"),
    ("Maths, one more time", "catch_up", 0.1, 3, "M4", "patel"),
    ("Maths challenge", "stretch", 0.1, 2, "M2", ""),
    ("Read and talk", "reinforce", 0.08, 2, "Library", ""),
    ("Write it well", "consolidate", 0.1, 2, "E3", ""),
    ("Physics with pumps", "stretch", 0.08, 3, "Lab 2", ""),
    ("Biology, one more time", "catch_up", 0.1, 2, "Lab 1", ""),
    ("Band practice", "stretch", 0.07, 5, "Music", ""),
    ("French conversation", "reinforce", 0.08, 1, "L2", ""),
    ("Map and compass", "stretch", 0.08, 2, "Geo 1", ""),
)
STUDY = ("Study in the hall", "consolidate", 0.3, 0, "Hall", "")


def choose(by: Actor, school: School, ids: Mapping[str, uuid.UUID], made_up: MadeUp) -> None:
    """Plan both cycles as the head of year 9 does, and have the engine give out the first."""
    zone, monday = ZoneInfo(school.time_zone), made_up.today - timedelta(made_up.today.weekday())
    with role(Role.APP):
        now = _at(monday - timedelta(days=10), zone)
        first = _plan(by, school, monday, now, zone)
        _offer(by, first, ids, Random(f"{made_up.seed} offered"))  # noqa: S311
        _open(by, first, now, Random(f"{made_up.seed} first"), empty=0.02)  # noqa: S311
        _give_out(by, first, _at(monday - timedelta(days=2), zone))
        then = monday + timedelta(days=14)
        again = offering.plan_again(by=by, cycle=first, name=_name(then), first_day=then)
        _lead(by, again, ids, now)
        _open(by, again, now, Random(f"{made_up.seed} next"), empty=STILL_EMPTY)  # noqa: S311


def _at(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(9), tzinfo=zone)


def _name(monday: date) -> str:
    return f"Two weeks from {monday.day} {monday:%B}"


def _plan(by: Actor, school: School, monday: date, now: datetime, zone: ZoneInfo) -> Cycle:
    days = monday, monday + timedelta(days=11)
    return offering.plan_cycle(
        by=by,
        school=school,
        name=_name(monday),
        days=days,
        times=offering.every_week(*days, SLOTS, zone),
        due=DUE,
        year_groups=[YEAR],
        closes_at=now + timedelta(days=7, hours=9),
    )


def _offer(by: Actor, cycle: Cycle, ids: Mapping[str, uuid.UUID], chance: Random) -> None:
    """Each session in half of the periods; the hall, where there is room for many, in all."""
    periods, pupils = list(cycle.periods.all()), cycles.pupils_of(by, cycle).count()
    known = {ids[key] for *_, key in OFFERED if key in ids}
    staff = [pk for pk in schools.staff_ids(cycle.school, by.today) if pk not in known]
    led = chance.sample(staff, len(OFFERED))
    for n, ((title, purpose, share, _liked, room, key), other) in enumerate(
        zip(OFFERED, led, strict=True)
    ):
        leader = ids.get(key, other)
        seats = max(3, round(share * pupils))
        offer = offering.Offer(title, seats, [purpose], leader, room)
        offering.offer(by=by, periods=periods[n % 2 :: 2], offered=offer)
    title, purpose, share, _liked, room, _key = STUDY
    hall = offering.Offer(title, round(share * pupils), [purpose], None, room, is_open=True)
    offering.offer(by=by, periods=periods, offered=hall)


def _lead(by: Actor, cycle: Cycle, ids: Mapping[str, uuid.UUID], now: datetime) -> None:
    """Two of the oldest are asked to help to lead a session; the first has said yes."""
    led = cycles.sessions_of(cycle).filter(leader=ids.get("patel"))
    asked = [
        peers.ask(by=by, session=session, enrolment=pupil, now=now)
        for session, pupil in zip(led[:2], _oldest(by, led.first()), strict=False)
    ]
    for peer in asked[:1]:
        pupil = Actor(peer.pupil_id, by.today)
        tell_database(pupil)
        peers.answer(by=pupil, peer=peer, yes=True, now=now)
        tell_database(by)


def _oldest(by: Actor, session: Session | None) -> list[Enrolment]:
    """Two of the oldest who can be asked to help with a session."""
    if session is None:
        return []
    return list(who_can_be_asked(by, session).order_by("-year_group", "person__source_id")[:2])


def _open(by: Actor, cycle: Cycle, now: datetime, chance: Random, *, empty: float) -> None:
    """Choosing opens, and most pupils have made their list."""
    offering.open_choosing(by=by, cycle=cycle, now=now)
    sessions = list(cycles.sessions_of(cycle))
    liked = {title: how_much for title, _p, _s, how_much, *_ in (*OFFERED, STUDY)}
    pupils = cycles.pupils_of(by, cycle).values_list("person_id", flat=True)
    Choice.objects.bulk_create(
        Choice(
            id=uuid.uuid5(cycle.pk, str(pupil)),
            school_id=cycle.school_id,
            cycle=cycle,
            pupil_id=pupil,
            wishes=_wishes(chance, sessions, liked),
            at=now,
        )
        for pupil in pupils
        if chance.random() > empty
    )


def _wishes(
    chance: Random, sessions: Sequence[Session], liked: Mapping[str, int]
) -> list[dict[str, str]]:
    weights = [liked[each.title] for each in sessions]
    drawn = chance.choices(sessions, weights, k=2 * RANKED)
    ranked = list({each.pk: each for each in drawn}.values())[:RANKED]
    return [{"session": str(each.pk), "purpose": each.purposes[0]} for each in ranked]


def _give_out(by: Actor, cycle: Cycle, now: datetime) -> None:
    cycle.refresh_from_db()
    asked = allotting.ask(by=by, cycle=cycle, now=now)
    jobs.solve(run_id=str(asked.pk))
    tell_database(by)
    run = Run.objects.visible_to(by).get(pk=asked.pk)
    allotting.publish(by=by, cycle=cycle, run=run, seen="", now=now)
