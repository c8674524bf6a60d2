"""Writing a block, seeing its order, and lifting it by two people."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from beside.access.actor import Actor
from beside.access.models import Block
from beside.audit.actions import action
from beside.safeguarding.rules import blocks as rules


@dataclass(frozen=True)
class Between:
    """Who is kept apart from which pupil, on which ground, from when to when."""

    actor: uuid.UUID
    pupil: uuid.UUID
    ground: str
    reason: str
    starts: date
    ends: date | None = None


@action
def write(*, by: Actor, between: Between, now: datetime) -> Block:
    """Keep two people apart. From its first day nothing puts them together, and what did ends.

    A block that stands between the two already is given back.
    """
    rules.check_write(
        by=by.subject_id,
        actor=between.actor,
        pupil=between.pupil,
        starts=between.starts,
        ends=between.ends,
        on=by.today,
    )
    same = Block.objects.visible_to(by).filter(
        actor=between.actor, pupil=between.pupil, starts=between.starts, ends=between.ends
    )
    return same.first() or _made(by, between, now)


def _made(by: Actor, between: Between, now: datetime) -> Block:
    made = Block(
        actor_id=between.actor,
        pupil_id=between.pupil,
        ground=between.ground,
        reason=between.reason,
        starts=between.starts,
        ends=between.ends,
        made_by_id=by.subject_id,
        made_at=now,
        due_on=rules.due_on(ground=between.ground, on=by.today),
        begun_on=by.today if between.starts <= by.today else None,
    )
    Block.objects.bulk_create([made])
    return made


@action
def order_seen(*, by: Actor, block: Block) -> None:
    """The order was seen: nothing is due any more."""
    Block.objects.filter(pk=block.pk).update(
        ground=Block.Ground.ORDER, seen_by_id=by.subject_id, due_on=None
    )


@action
def ask_to_lift(*, by: Actor, block: Block, words: str, now: datetime) -> None:
    """One person would lift the block; it holds until another says yes."""
    held = _locked(block)
    rules.check_ask(ends=held.ends, asked_by=held.lift_asked_by_id, on=by.today)
    held.lift_asked_by_id, held.lift_asked_at, held.lift_words = by.subject_id, now, words
    held.save(update_fields=["lift_asked_by", "lift_asked_at", "lift_words"])


@action
def lift(*, by: Actor, block: Block, now: datetime) -> None:
    """The second person says yes; the block ends today. What it ended does not begin again."""
    held = _locked(block)
    rules.check_lift(by=by.subject_id, ends=held.ends, asked_by=held.lift_asked_by_id, on=by.today)
    held.lifted_by_id, held.lifted_at, held.due_on = by.subject_id, now, None
    held.ends = max(by.today, held.starts or by.today)
    held.save(update_fields=["lifted_by", "lifted_at", "due_on", "ends"])


@action
def keep(*, by: Actor, block: Block) -> None:
    """The block stays: whoever asked to lift it has changed their mind, or another says no."""
    held = _locked(block)
    if held.lifted_by_id is None:
        held.lift_asked_by_id, held.lift_asked_at, held.lift_words = None, None, ""
        held.save(update_fields=["lift_asked_by", "lift_asked_at", "lift_words"])


def _locked(block: Block) -> Block:
    return Block.objects.select_for_update().get(pk=block.pk)


@action
def begin(*, by: Actor) -> int:
    """End what blocks forbid that begin by today, in the role of the roll; gives how many began."""
    waiting = Block.objects.filter(begun_on=None, starts__lte=by.today)
    return waiting.exclude(ends__lte=by.today).update(begun_on=by.today)
