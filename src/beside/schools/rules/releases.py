"""When a file with many pupils in it may leave: one asks, another says yes, it is fetched once."""

import uuid
from datetime import datetime, timedelta

from beside.access.refusals import Refusal

WITHIN = timedelta(days=1)


class NotReleased(Refusal):
    pass


def check_decide(*, by: uuid.UUID, asked_by: uuid.UUID, decided: bool) -> None:
    """Somebody else decides, once."""
    if by == asked_by:
        raise NotReleased("You asked for this file. Somebody else has to say yes.")
    if decided:
        raise NotReleased("This has been decided already.")


def may_fetch(*, allowed_at: datetime | None, fetched_at: datetime | None, now: datetime) -> bool:
    """Whether a file that was let out may still be fetched: once, within a day."""
    return allowed_at is not None and fetched_at is None and now < allowed_at + WITHIN


def waits(*, asked_at: datetime, decided_at: datetime | None, now: datetime) -> bool:
    """Whether a request still waits for somebody: for three days at most."""
    return decided_at is None and now < asked_at + 3 * WITHIN
