"""A cycle as the engine reads it: plain values, people and sessions by their ids."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator

from beside.access.actor import Actor
from beside.engine.sessions.instance import Instance, Pupil, Wish
from beside.engine.sessions.instance import Session as Offered
from beside.timetable.models import Choice, Cycle, Invite, Seat, Session
from beside.timetable.queries import apart, before, cycles, peers

CYCLES_REMEMBERED = 3


def instance_of(actor: Actor, cycle: Cycle) -> Instance:
    """What pupils of a cycle would like and which seats there are, for whoever organises it.

    What was settled since it was published, by a swap for instance, is required: it stays.
    """
    rows = cycles.sessions_of(cycle).filter(cancelled_at=None)
    sessions = {str(each.pk): _offered(each) for each in rows}
    pupils = tuple(_pupils(actor, cycle, {each.after for each in sessions.values()}))
    wishes = _wishes(actor, cycle, sessions, pupils)
    return Instance(pupils, tuple(sessions.values()), tuple(wishes))


def _offered(session: Session) -> Offered:
    return Offered(
        key=str(session.pk),
        period=str(session.period_id),
        seats=session.seats,
        course=session.course,
        years=tuple(session.year_groups),
        open=session.is_open,
        after=session.after,
    )


def _pupils(actor: Actor, cycle: Cycle, titles: set[str]) -> Iterator[Pupil]:
    enrolled = cycles.pupils_of(actor, cycle).values_list("person_id", "year_group")
    years = dict(enrolled)
    missed = _missed(actor, cycle)
    done = before.done(actor, cycle, titles)
    away, blocked = peers.away(actor, cycle), apart.sessions(actor, cycle, years)
    for pupil, year in years.items():
        yield Pupil(
            key=str(pupil),
            year=year,
            due=cycle.due,
            missed=missed.get(str(pupil), 0),
            done=tuple(sorted(done[pupil])),
            away=tuple(sorted(map(str, away[pupil]))),
            blocked=tuple(sorted(map(str, blocked[pupil]))),
        )


def _wishes(
    actor: Actor, cycle: Cycle, sessions: dict[str, Offered], pupils: Iterable[Pupil]
) -> list[Wish]:
    """What pupils would like, but for where they may not be: of that nothing is asked or said."""
    required = _required(actor, cycle)
    lists = Choice.objects.visible_to(actor).filter(cycle=cycle).values_list("pupil", "wishes")
    listed = {str(pupil): [each["session"] for each in wishes] for pupil, wishes in lists}
    found = []
    for pupil in pupils:
        settled = required[pupil.key]
        keys = dict.fromkeys([*listed.get(pupil.key, ()), *settled])
        own = [key for key in keys if key in sessions and not sessions[key].blocks(pupil)]
        found += [Wish(pupil.key, key, rank, key in settled) for rank, key in enumerate(own, 1)]
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
