"""In which sessions pupils may not be, for whoever organises a cycle."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from beside.access.actor import Actor
from beside.access.reach import blocks
from beside.timetable.models import Cycle
from beside.timetable.queries import cycles, peers


def sessions(
    actor: Actor, cycle: Cycle, pupils: Iterable[uuid.UUID]
) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The sessions of a cycle led by somebody from whom a pupil is kept apart, by pupil."""
    led = _led(actor, cycle)
    found: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for actor_id, pupil in blocks({*pupils, *led}, cycle.last_day):
        for one, other in ((actor_id, pupil), (pupil, actor_id)):
            if one in led:
                found[other] |= led[one]
    return found


def _led(actor: Actor, cycle: Cycle) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The sessions that somebody leads, or helps to lead, by person."""
    found: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    helping = peers.open_rows(actor).filter(answer=peers.YES, period__cycle=cycle)
    leading = cycles.sessions_of(cycle).exclude(leader=None)
    for rows in (leading.values_list("leader", "pk"), helping.values_list("pupil", "session")):
        for person, session in rows:
            found[person].add(session)
    return found
