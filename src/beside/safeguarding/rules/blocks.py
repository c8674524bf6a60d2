"""Who may be kept apart from whom, from when to when, and how a block ends.

One person blocks at once; two lift. On one person's word alone a block is held for five days, by
when the order has to be seen.
"""

import uuid
from datetime import date, timedelta

from beside.access.refusals import Refusal

DUE_AFTER = timedelta(days=5)
TOLD = "told"


class CannotBlock(Refusal):
    pass


class CannotLift(Refusal):
    pass


def check_write(
    *, by: uuid.UUID, actor: uuid.UUID, pupil: uuid.UUID, starts: date, ends: date | None, on: date
) -> None:
    """A block is between two others, one of them a pupil, and has not ended when it is written."""
    if actor == pupil:
        raise CannotBlock("Choose two different people.")
    if by in (actor, pupil):
        raise CannotBlock(
            "You cannot write a block about yourself. Ask the other lead or the head."
        )
    if ends is not None and (ends <= starts or ends <= on):
        raise CannotBlock("The last day comes before the first, or is over. Look at the dates.")


def due_on(*, ground: str, on: date) -> date | None:
    """The day by when an order has to be seen; none where it was, or where none is needed."""
    return on + DUE_AFTER if ground == TOLD else None


def check_ask(*, ends: date | None, asked_by: uuid.UUID | None, on: date) -> None:
    """Whoever would lift a block says so once, while it holds."""
    _check_holds(ends, on)
    if asked_by is not None:
        raise CannotLift("Somebody has asked to lift this block already. Another person decides.")


def check_lift(*, by: uuid.UUID, ends: date | None, asked_by: uuid.UUID | None, on: date) -> None:
    """A second person lifts it, never the one who asked."""
    _check_holds(ends, on)
    if asked_by is None:
        raise CannotLift("Nobody has asked to lift this block.")
    if asked_by == by:
        raise CannotLift("You asked to lift this block. Another lead, or the head, has to say yes.")


def _check_holds(ends: date | None, on: date) -> None:
    if ends is not None and ends <= on:
        raise CannotLift("This block is over.")
