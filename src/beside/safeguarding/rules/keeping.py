"""How long what kind of record is kept, and the days of a leaver's file: plain values."""

from dataclasses import dataclass
from datetime import date, timedelta

FILE_DAYS = 5
CHASED_AFTER = 3


@dataclass(frozen=True)
class File:
    """A leaver's safeguarding file: the day they left, and what has been done."""

    left_on: date
    made: bool = False
    receipt: bool = False


def file_due(left_on: date, days: int = FILE_DAYS) -> date:
    """The last day by which the file has gone: days, not school days."""
    return left_on + timedelta(days=days)


def file_state(file: File, today: date, days: int = FILE_DAYS) -> str:
    """What the file waits for: made, made now, overdue, its receipt, a chased receipt, nothing."""
    if file.receipt:
        return "done"
    late = today > file_due(file.left_on, days)
    pressing = today >= file.left_on + timedelta(days=CHASED_AFTER)
    if not file.made:
        return "overdue" if late else "now" if pressing else "to_make"
    return "chase" if pressing else "sent"


def talk_goes_on(
    left_on: date | None, closed_on: date | None, *, passed_on: bool, held: bool, days: int
) -> date | None:
    """The day from which a talk is deleted; none while it is kept.

    Only where nothing was passed on, so many days after the pupil left; a hold stops it.
    """
    if left_on is None or closed_on is None or passed_on or held:
        return None
    return max(left_on, closed_on) + timedelta(days=days)
