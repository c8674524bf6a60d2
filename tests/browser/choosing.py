"""Choice time in the served school: one cycle given out, one that is open, one still planned.

Run as the owner of the database that BESIDE_DATA names, with a stage (`open`, `ranked`, `given` or
`all`), the names by which an organiser and a tutor sign in, and the id of a pupil; prints the ids that addresses need, as JSON. The lists are
drawn by chance; the places are worked out by the worker of the Beside that runs.
"""

import json
import os
import sys
import time
import uuid
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

import django

os.environ["BESIDE_PROCESS"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
django.setup()

from beside.access.actor import Actor, acting, role  # noqa: E402
from beside.access.calendar import now, today  # noqa: E402
from beside.access.models import Account  # noqa: E402
from beside.placement.models import Run  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.schools.models import School  # noqa: E402
from beside.timetable import seating  # noqa: E402
from beside.timetable.actions import allotting, inviting, offering  # noqa: E402
from beside.timetable.models import Choice, Cycle  # noqa: E402
from beside.timetable.queries import cycles, places  # noqa: E402
from beside.timetable.queries.led import looked_after  # noqa: E402

PATIENCE = 120.0
SLOTS = ((0, "14:00", "14:50"), (2, "10:00", "10:50"), (3, "14:00", "14:50"))
RANKED, EMPTY = 5, 0.2


def main(stage: str, organiser: str, tutor: str, pupil: str) -> dict[str, str]:
    """A cycle at this stage, or `all` of them; each time it is another cycle."""
    lead, adult = actor(organiser), actor(tutor)
    if stage == "all":
        return _all(lead, adult, uuid.UUID(pupil))
    if stage == "given":
        given = _given(lead, adult)
        with acting(lead), role(Role.APP):
            return {"cycle": str(given.pk)} | _ids(lead, adult, given, uuid.UUID(pupil))
    with acting(lead), role(Role.APP):
        cycle = _planned(lead, adult)
        _open(lead, cycle, empty=EMPTY if stage == "ranked" else 1.0)
        return {"cycle": str(cycle.pk)}


def _all(lead: Actor, adult: Actor, pupil: uuid.UUID) -> dict[str, str]:
    """One worked out and published, the next open, the third as it is planned."""
    given = _given(lead, adult)
    with acting(lead), role(Role.APP):
        following, planned = (_next(lead, given, days) for days in (14, 28))
        _open(lead, following, pupil)
        found = _ids(lead, adult, given, pupil)
    with acting(adult), role(Role.APP):
        _invite(adult, following, pupil)
        with_ = str(next(each for each in looked_after(adult) if each != pupil))
    ids = {"given": given.pk, "choosing": following.pk, "planned": planned.pk}
    return found | {name: str(pk) for name, pk in ids.items()} | {"with": with_}


def actor(username: str) -> Actor:
    with acting(Actor(None, today()), door="sign-in"):
        return Actor(Account.objects.get(username=username).pk, today())


def _given(lead: Actor, adult: Actor) -> Cycle:
    with acting(lead), role(Role.APP):
        cycle = _planned(lead, adult)
        _open(lead, cycle)
        offering.choose_until(by=lead, cycle=cycle, closes_at=now())
    return publish(lead, cycle)


def publish(by: Actor, cycle: Cycle) -> Cycle:
    """Have the worker work the places out, and publish what it comes to."""
    with acting(by), role(Role.APP):
        cycle.refresh_from_db()
        asked = allotting.ask(by=by, cycle=cycle, now=now())
    run = worked_out(by, asked.pk)
    with acting(by), role(Role.APP):
        allotting.publish(by=by, cycle=cycle, run=run, seen="", now=now())
        cycle.refresh_from_db()
    return cycle


def worked_out(by: Actor, key: uuid.UUID) -> Run:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with acting(by), role(Role.APP):
            run = Run.objects.visible_to(by).get(pk=key)
        if not run.is_going_on:
            return run
        time.sleep(0.5)
    raise TimeoutError(f"The places were not worked out within {PATIENCE:g} s.")


def _planned(lead: Actor, adult: Actor) -> Cycle:
    cycle = _plan(lead)
    _offer(lead, cycle, adult.subject_id)
    return cycle


def _plan(by: Actor) -> Cycle:
    school, monday = School.objects.get(), by.today + timedelta(days=7 - by.today.weekday())
    days = monday, monday + timedelta(days=4)
    return offering.plan_cycle(
        by=by,
        school=school,
        name=f"Choice time {Cycle.objects.count() + 1}",
        days=days,
        times=offering.every_week(*days, SLOTS, ZoneInfo(school.time_zone)),
        due=2,
        own=1,
        lets_require=True,
        year_groups=["9"],
        closes_at=now() + timedelta(days=1),
    )


def _offer(by: Actor, cycle: Cycle, leader: uuid.UUID | None) -> None:
    periods, pupils = list(cycle.periods.all()), cycles.pupils_of(by, cycle).count()
    few, half = max(2, pupils // 12), max(3, pupils // 2)
    for offer, at in (
        (offering.Offer("Clay and glaze", few, ["stretch"], leader, "Art 1"), periods[:1]),
        (offering.Offer("Maths, one more time", half, ["catch_up"], leader, "M4"), periods[1:]),
        (offering.Offer("Map and compass", few, ["stretch", "reinforce"], None, ""), periods),
        (offering.Offer("Study in the hall", pupils, [], None, "Hall", is_open=True), periods),
    ):
        offering.offer(by=by, periods=at, offered=offer)


def _next(by: Actor, cycle: Cycle, days: int) -> Cycle:
    later = cycle.first_day + timedelta(days=days)
    return offering.plan_again(by=by, cycle=cycle, name=f"From {later:%-d %B}", first_day=later)


def _open(by: Actor, cycle: Cycle, always: uuid.UUID | None = None, empty: float = EMPTY) -> None:
    offering.open_choosing(by=by, cycle=cycle, now=now())
    cycle.refresh_from_db()
    _rank(by, cycle, always, empty)


def _rank(by: Actor, cycle: Cycle, always: uuid.UUID | None, empty: float) -> None:
    """All but this share have made their list; where a pupil is named they have one."""
    chance, sessions = Random(str(cycle.name)), list(cycles.sessions_of(cycle))  # noqa: S311
    pupils = cycles.pupils_of(by, cycle).values_list("person_id", flat=True)
    Choice.objects.bulk_create(
        Choice(
            id=uuid.uuid5(cycle.pk, str(pupil)),
            school_id=cycle.school_id,
            cycle=cycle,
            pupil_id=pupil,
            wishes=[
                {"session": str(each.pk), "purpose": "stretch"}
                for each in chance.sample(sessions, RANKED)
            ],
            at=now(),
        )
        for pupil in pupils
        if pupil == always or chance.random() > empty
    )


def _invite(by: Actor, cycle: Cycle, pupil: uuid.UUID) -> None:
    session = cycles.sessions_of(cycle).filter(leader=by.subject_id)[0]
    inviting.invite(
        by=by,
        cycle=cycle,
        session=session,
        pupil=pupil,
        words="The kiln is free, and your bowl is nearly there.",
        is_required=False,
        now=now(),
    )


def _ids(by: Actor, adult: Actor, given: Cycle, pupil: uuid.UUID) -> dict[str, str]:
    taken = seating.taken(given.pk)
    led = list(cycles.sessions_of(given).filter(leader=adult.subject_id))
    session, fullest = led[0], max(led, key=lambda each: taken[each.pk])
    seat = places.open_seats(by, given, pupil)[0]
    return {
        "run": str(given.published_id),
        "session": str(session.pk),
        "session_period": str(session.period_id),
        "fullest": str(fullest.pk),
        "period": str(seat.period_id),
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
