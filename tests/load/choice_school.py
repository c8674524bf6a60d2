"""Choice time of a load run, in a filled school; runs as the app's role, as whoever leads every year.

`made`: a cycle that is open, a card for every pupil, and another cycle that is closed with a list
of everybody; `solve`: has the places of that one worked out; `kept`: how far that is, and the lists
of the open one. Each prints JSON.
"""

import json
import sys
import uuid
from datetime import datetime, timedelta
from random import Random

import django

django.setup()

from beside.access.actions import make_cards  # noqa: E402
from beside.access.actor import Actor, acting  # noqa: E402
from beside.access.calendar import now, today  # noqa: E402
from beside.access.models import Account  # noqa: E402
from beside.home.benches.school import LEAD  # noqa: E402
from beside.home.benches.size import YEARS  # noqa: E402
from beside.placement.models import Run  # noqa: E402
from beside.schools.models import Enrolment, School  # noqa: E402
from beside.timetable.actions import allotting, offering  # noqa: E402
from beside.timetable.models import Choice, Cycle  # noqa: E402
from beside.timetable.queries import cycles  # noqa: E402

PERIODS, DUE, RANKED, SEATS, PUPILS_OF_A_ROOM = 5, 4, 10, 25, 60


def made(lead: Actor) -> dict:
    """Both cycles, and the cards."""
    open_, closed = _cycle(lead, "Now", 7), _cycle(lead, "Before", 21)
    pupils = dict(Enrolment.objects.visible_to(lead).values_list("person_id", "year_group"))
    codes = make_cards(by=lead, subjects=list(pupils), now=now())
    _rank(closed, list(pupils))
    offering.choose_until(by=lead, cycle=closed, closes_at=now())
    sessions = [str(each.pk) for each in cycles.sessions_of(open_)]
    cards = {str(who): {"code": code, "sessions": sessions} for who, code in codes.items()}
    return {"cycle": str(open_.pk), "closed": str(closed.pk), "cards": cards}


def _cycle(lead: Actor, name: str, days: int) -> Cycle:
    """Five periods; in each a session of 25 for every 60 pupils, and a large open one."""
    school, first = School.objects.get(), lead.today + timedelta(days=days)
    begins = [datetime.combine(first, datetime.min.time(), now().tzinfo) + timedelta(days=n, hours=9)
              for n in range(PERIODS)]  # fmt: skip
    cycle = offering.plan_cycle(
        by=lead,
        school=school,
        name=name,
        days=(first, first + timedelta(days=PERIODS - 1)),
        times=[(each, each + timedelta(minutes=50)) for each in begins],
        due=DUE,
        year_groups=YEARS,
        closes_at=now() + timedelta(days=1),
    )
    pupils = cycles.pupils_of(lead, cycle).count()
    for period in cycle.periods.all():
        for room in range(max(2, pupils // PUPILS_OF_A_ROOM)):
            offered = offering.Offer(f"Room {room}", SEATS, location=f"R{room}")
            offering.offer(by=lead, periods=[period], offered=offered)
        hall = offering.Offer("Study in the hall", pupils // 2, is_open=True)
        offering.offer(by=lead, periods=[period], offered=hall)
    offering.open_choosing(by=lead, cycle=cycle, now=now())
    cycle.refresh_from_db()
    return cycle


def _rank(cycle: Cycle, pupils: list[uuid.UUID]) -> None:
    """Ten sessions for everybody, some much liked."""
    chance, sessions = Random(0), [str(each.pk) for each in cycles.sessions_of(cycle)]  # noqa: S311
    weights = [chance.paretovariate(1.2) for _ in sessions]
    Choice.objects.bulk_create(
        Choice(
            id=uuid.uuid5(cycle.pk, str(pupil)),
            school_id=cycle.school_id,
            cycle=cycle,
            pupil_id=pupil,
            wishes=[
                {"session": each, "purpose": ""}
                for each in [*dict.fromkeys(chance.choices(sessions, weights, k=3 * RANKED))][
                    :RANKED
                ]
            ],
            at=now(),
        )
        for pupil in pupils
    )


def solve(lead: Actor, closed: str) -> dict:
    """Have the places of the closed cycle worked out."""
    asked = allotting.ask(by=lead, cycle=Cycle.objects.get(pk=closed), now=now())
    return {"run": str(asked.pk)}


def kept(lead: Actor, cycle: str) -> dict:
    """The lists of the open cycle by pupil, and the status of every run with its seconds."""
    lists = Choice.objects.visible_to(lead).filter(cycle=cycle).values_list("pupil_id", "wishes")
    runs = Run.objects.visible_to(lead).values("status", "steps")
    return {
        "lists": {str(pupil): wishes for pupil, wishes in lists},
        "runs": [{"status": each["status"], "last": each["steps"][-1:]} for each in runs],
    }


STAGES = {"made": made, "solve": solve, "kept": kept}


def main(stage: str, *arguments: str) -> None:
    with acting(Actor(None, today()), door="sign-in"):
        lead = Actor(Account.objects.get(username=LEAD).pk, today())
    with acting(lead):
        print(json.dumps(STAGES[stage](lead, *arguments), default=str))


main(*sys.argv[1:])
