"""The days of a leaver's file: plain values."""

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
