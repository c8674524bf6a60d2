"""Dates as files write them: ISO, or day and month in an order the column itself has to show."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Order = Literal["dmy", "mdy"]

_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$")
_SLASHED = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})(?: .*)?$")
_SHORT_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2})$")
EARLIEST, LATEST = 1900, 2200


class Unreadable(ValueError):
    """The text is not a date that can be true."""


class Ambiguous(ValueError):
    """The text is a date, but which of its numbers is the month cannot be told."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many values can only be read day first, and how many only month first."""

    day_first: int = 0
    month_first: int = 0

    @property
    def order(self) -> Order | None:
        """The order all the evidence agrees on, or None."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return "dmy" if self.day_first else "mdy"


def evidence(values: Iterable[str]) -> Evidence:
    """What the values of a column say about the order of day and month."""
    day_first = month_first = 0
    for value in values:
        found = _SLASHED.match(value.strip())
        if not found:
            continue
        first, second = int(found[1]), int(found[3])
        day_first += first > 12 >= second
        month_first += second > 12 >= first
    return Evidence(day_first, month_first)


def needs_order(value: str) -> bool:
    """Whether the value has its day or month first, so that the order must be known."""
    return bool(_SLASHED.match(value.strip()))


def read_date(value: str, order: Order | None = None) -> date | None:
    """The day the text names, or None for no text.

    Raises `Unreadable` for what cannot be a date (31 February, the year 26) and `Ambiguous` where
    `order` is None and the numbers can be read both ways.
    """
    text = value.strip()
    if not text:
        return None
    if found := _ISO.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHED.match(text):
        return _slashed(int(found[1]), int(found[3]), int(found[4]), found[2], order)
    if _SHORT_YEAR.match(text):
        raise Ambiguous(text)
    raise Unreadable(text)


def _slashed(first: int, second: int, year: int, mark: str, order: Order | None) -> date:
    if first > 12 or mark == "." or first == second:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    if order is None:
        raise Ambiguous(f"{first}/{second}/{year}")
    return _day(year, second, first) if order == "dmy" else _day(year, first, second)


def _day(year: int, month: int, day: int) -> date:
    if not EARLIEST <= year < LATEST:
        raise Unreadable(f"the year {year}")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unreadable(str(error)) from error
