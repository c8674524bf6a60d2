"""What nobody reads by its minute climbs: to lead and deputy, half an hour later to the head."""

import uuid
from datetime import datetime

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.safeguarding.actions.telling import Told
from beside.safeguarding.models import Concern, Routed, Talk, TalkEntry
from beside.safeguarding.queries import people
from beside.safeguarding.rules import promise, routing
from beside.safeguarding.rules.routing import Route


@action
def climb(*, by: Actor, now: datetime) -> Told:
    """Let whoever comes next at what is past its minute; gives who is to be told, and of what.

    Call it in the role of the keeper. Each step is taken once, however often it runs.
    """
    late = Talk.objects.filter(read_at=None, closed_at=None, due_at__lte=now, told__lt=2)
    told = [_step(by, each, now) for each in late.select_for_update(of=("self",))]
    unread = Concern.objects.filter(due_at__lte=now, told__lt=2).exclude(entries__kind="read")
    told += [_step(by, each, now) for each in unread.exclude(entries__kind="closed")]
    return [each for each in told if each[0]]


def _step(by: Actor, late: Routed, now: datetime) -> tuple[list[uuid.UUID], str]:
    stage = promise.stage(late.due_at, now)
    if stage <= late.told:
        return [], ""
    next_ = _next(by, late, stage)
    added = {"readers": sorted({*late.readers, *next_})} if stage == 2 else {}
    type(late).objects.filter(pk=late.pk).update(told=stage, **added)
    if isinstance(late, Talk):
        _say(late, next_, now)
    return next_, f"{stage}{late.pk}"


def _next(by: Actor, late: Routed, stage: int) -> list[uuid.UUID]:
    posts, way = people.posts_of(late.school, by.today), Route(late.route)
    if stage == 1:
        return routing.reads(posts, way, late.past)
    return routing.above(posts, way, late.past)


def _say(talk: Talk, told: list[uuid.UUID], now: datetime) -> None:
    TalkEntry.objects.bulk_create(
        TalkEntry(
            talk=talk,
            scope_id=talk.scope_id,
            pupil_id=talk.pupil_id,
            writer_id=each,
            kind=TalkEntry.Kind.TOLD,
            at=now,
            shown_at=now,
        )
        for each in told
    )
