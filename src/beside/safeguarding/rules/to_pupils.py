"""Words of somebody to a pupil: who reads them first, and until when they may go on."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from beside.access.refusals import Refusal


class NotYours(Refusal):
    pass


class TooLate(Refusal):
    pass


class Decided(Refusal):
    pass


class TwoAtOnce(Refusal):
    pass


def check_reader(reader: uuid.UUID | None, past: Iterable[uuid.UUID]) -> None:
    """Whoever wrote it, or gets it, does not read it first."""
    if reader is None or reader in past:
        raise NotYours("Somebody else reads this first.")


def check_in_time(shown_at: datetime, until: datetime | None) -> None:
    """What belongs to a time of choosing reaches the pupil before that is over."""
    if until and shown_at > until:
        raise TooLate("Choosing is over before this could reach the pupil. It cannot be passed on.")


def check_kept(*, stands: bool) -> None:
    """Of two windows at once the one says so that could not keep its words."""
    if not stands:
        raise TwoAtOnce("Two windows wrote at the same time. Look what stands, and write it again.")


def check_decided(*, is_mine: bool) -> None:
    """Only one of those who read it first says whether it goes on."""
    if not is_mine:
        raise Decided("Somebody else has read it by now, or it was taken back.")
