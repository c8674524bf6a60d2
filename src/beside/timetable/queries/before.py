"""What pupils have done that a session comes after."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable

from beside.access.actor import Actor
from beside.timetable.models import Cycle, Invite, Seat, Session


def done(
    actor: Actor, cycle: Cycle, titles: Collection[str], pupils: Collection[uuid.UUID] | None = None
) -> dict[uuid.UUID, set[str]]:
    """Which of these titles pupils were in, in an earlier cycle, or are invited to go on from.

    Of these pupils, or of all that the actor may see. Whoever was away was not in it.
    """
    found: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    titles = set(titles) - {""}
    if not titles:
        return found
    seats = Seat.objects.visible_to(actor).filter(
        session__title__in=titles,
        period__cycle__school=cycle.school_id,
        period__cycle__first_day__lt=cycle.first_day,
        ended_at=None,
    )
    invites = Invite.objects.visible_to(actor).filter(
        session__period__cycle=cycle, session__after__in=titles, ended_at=None
    )
    for rows, title in (
        (seats.exclude(came=Seat.Came.NO), "session__title"),
        (invites, "session__after"),
    ):
        among = rows if pupils is None else rows.filter(pupil__in=pupils)
        for pupil, name in among.values_list("pupil", title):
            found[pupil].add(name)
    return found


def open_to(
    actor: Actor, cycle: Cycle, pupil: uuid.UUID, sessions: Iterable[Session]
) -> list[Session]:
    """Those of the sessions to which a pupil may come by what they have done before."""
    listed = list(sessions)
    own = done(actor, cycle, {each.after for each in listed}, [pupil])[pupil]
    return [each for each in listed if not each.after or each.after in own]


def titles(cycle: Cycle) -> list[str]:
    """What a session of a cycle can come after: the titles of its school's earlier cycles."""
    earlier = Session.objects.filter(
        period__cycle__school=cycle.school_id,
        period__cycle__first_day__lt=cycle.first_day,
        is_open=False,
    )
    return list(earlier.order_by("title").values_list("title", flat=True).distinct())
