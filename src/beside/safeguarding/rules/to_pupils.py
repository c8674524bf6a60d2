"""Words of somebody to a pupil: what may stand in them, and when they are too many."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from beside.access.refusals import Refusal

SHOWN_FROM = 3
WITHIN = timedelta(days=30)
Pair = tuple[uuid.UUID, uuid.UUID]


class NotYours(Refusal):
    pass


def check_reader(reader: uuid.UUID | None, past: Iterable[uuid.UUID]) -> None:
    """Whoever wrote it, or gets it, does not read it first."""
    if reader is None or reader in past:
        raise NotYours("Somebody else reads this first.")


def often(sent: Iterable[tuple[uuid.UUID, uuid.UUID, datetime]], now: datetime) -> dict[Pair, int]:
    """From whom to whom so many went within thirty days that the lead is shown them, and how many.

    The third is shown, and every one after it.
    """
    counted: dict[Pair, int] = defaultdict(int)
    for writer, pupil, at in sent:
        counted[writer, pupil] += now - WITHIN < at <= now
    return {pair: count for pair, count in counted.items() if count >= SHOWN_FROM}
