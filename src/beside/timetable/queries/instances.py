"""A cycle as the engine reads it: plain values, people and sessions by their ids."""

import uuid
from collections import defaultdict

from beside.access.actor import Actor
from beside.engine.sessions.instance import Instance, Pupil, Wish
from beside.engine.sessions.instance import Session as Offered
from beside.timetable.models import Choice, Cycle, Invite, Seat
from beside.timetable.queries import before, cycles, peers

CYCLES_REMEMBERED = 3


def instance_of(actor: Actor, cycle: Cycle) -> Instance:
    """What pupils of a cycle would like and which seats there are, for whoever organises it.

    What was settled since it was published, by a swap for instance, is required: it stays.
    """
    enrolled = cycles.pupils_of(actor, cycle).values_list("person_id", "year_group")
    years = {str(pupil): year for pupil, year in enrolled}
    missed = _missed(actor, cycle)
    sessions = tuple(
        Offered(
            key=str(each.pk),
            period=str(each.period_id),
            seats=each.seats,
            course=each.course,
            years=tuple(each.year_groups),
            open=each.is_open,
            after=each.after,
        )
        for each in cycles.sessions_of(cycle).filter(cancelled_at=None)
    )
    done = before.done(actor, cycle, {each.after for each in sessions})
    before_ = {str(pupil): tuple(sorted(titles)) for pupil, titles in done.items()}
    away = {
        str(pupil): tuple(sorted(map(str, found)))
        for pupil, found in peers.away(actor, cycle).items()
    }
    pupils = tuple(
        Pupil(key, year, cycle.due, missed.get(key, 0), before_.get(key, ()), away.get(key, ()))
        for key, year in years.items()
    )
    wishes = _wishes(actor, cycle, {each.key: each for each in sessions}, years)
    return Instance(pupils, sessions, tuple(wishes))


def _wishes(
    actor: Actor, cycle: Cycle, sessions: dict[str, Offered], years: dict[str, str]
) -> list[Wish]:
    required = _required(actor, cycle)
    lists = Choice.objects.visible_to(actor).filter(cycle=cycle).values_list("pupil", "wishes")
    listed = {str(pupil): [each["session"] for each in wishes] for pupil, wishes in lists}
    found = []
    for pupil in years:
        keys = dict.fromkeys([*listed.get(pupil, ()), *required[pupil]])
        own = [key for key in keys if key in sessions]
        found += [Wish(pupil, key, rank, key in required[pupil]) for rank, key in enumerate(own, 1)]
    return found


def _required(actor: Actor, cycle: Cycle) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    invites = Invite.objects.visible_to(actor).filter(
        session__period__cycle=cycle, is_required=True, ended_at=None
    )
    settled = Seat.objects.visible_to(actor).filter(period__cycle=cycle, ended_at=None)
    settled = settled.exclude(how=Seat.How.ALLOTTED)
    for rows in (invites, settled):
        for pupil, session in rows.values_list("pupil", "session"):
            found[str(pupil)].append(str(session))
    return found


def _missed(actor: Actor, cycle: Cycle) -> dict[str, int]:
    """In how many cycles before this, one after the other, a pupil's first wish was not met."""
    before = cycles.cycles_of(cycle.school).filter(
        first_day__lt=cycle.first_day, published__isnull=False
    )[:CYCLES_REMEMBERED]
    found: dict[str, int] = {}
    content: set[str] = set()
    for each in before:
        met, all_ = _first_wishes(actor, each)
        content |= met
        for pupil in all_ - content:
            found[pupil] = found.get(pupil, 0) + 1
    return found


def _first_wishes(actor: Actor, cycle: Cycle) -> tuple[set[str], set[str]]:
    """Whose first wish was met, and whoever had one."""
    lists = Choice.objects.visible_to(actor).filter(cycle=cycle).exclude(wishes=[])
    first = {pupil: wishes[0]["session"] for pupil, wishes in lists.values_list("pupil", "wishes")}
    seats = Seat.objects.visible_to(actor).filter(period__cycle=cycle, ended_at=None)
    held: set[tuple[uuid.UUID, str]] = {
        (pupil, str(session)) for pupil, session in seats.values_list("pupil", "session")
    }
    met = {str(pupil) for pupil, session in first.items() if (pupil, session) in held}
    return met, {str(pupil) for pupil in first}
