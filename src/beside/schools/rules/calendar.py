"""When a school is open: plain values in, the moment too, a moment or a day out.

A school day has hours on its weekday, lies in a term where terms are known, and is neither holiday
nor closed. All moments carry their zone; hours are those of the school's own clock, so that a day
on which the clocks change opens and closes by the clock on the wall.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Hours = tuple[time, time]
Days = tuple[date, date]

# No school is closed for longer; a calendar that opens on no day of this span opens never.
LOOKS_AHEAD = 400
FIRST_BELL = time(8, 15)


@dataclass(frozen=True)
class Calendar:
    """A school's hours by weekday (Monday is 0), its terms, and the days on which it is not open.

    `terms` and `closed` hold first and last days, both included; `short` holds days with hours of
    their own, such as the last half day of a term.
    """

    zone: str
    hours: Mapping[int, Hours]
    terms: tuple[Days, ...] = ()
    closed: tuple[Days, ...] = ()
    short: Mapping[date, Hours] = field(default_factory=dict)


def hours_on(calendar: Calendar, day: date) -> Hours | None:
    """From when to when the school is open on a day; none where it is closed."""
    if _within(day, calendar.closed):
        return None
    if day in calendar.short:
        return calendar.short[day]
    if calendar.terms and not _within(day, calendar.terms):
        return None
    return calendar.hours.get(day.weekday())


def _within(day: date, spans: tuple[Days, ...]) -> bool:
    return any(first <= day <= last for first, last in spans)


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether the school is open at a moment; at the minute of closing it is not."""
    span = _span(calendar, local_day(calendar, at))
    return bool(span and span[0] <= at < span[1])


def local_day(calendar: Calendar, at: datetime) -> date:
    """The day that the school's own clock shows at a moment."""
    return at.astimezone(ZoneInfo(calendar.zone)).date()


def _span(calendar: Calendar, day: date) -> tuple[datetime, datetime] | None:
    hours = hours_on(calendar, day)
    return (moment(calendar, day, hours[0]), moment(calendar, day, hours[1])) if hours else None


def moment(calendar: Calendar, day: date, clock: time) -> datetime:
    """The moment at which the school's clock shows this time of a day, in universal time."""
    return datetime.combine(day, clock, ZoneInfo(calendar.zone)).astimezone(UTC)


def _spans(calendar: Calendar, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The open hours that end after a moment, in order."""
    today = local_day(calendar, at)
    for ahead in range(LOOKS_AHEAD):
        span = _span(calendar, today + timedelta(days=ahead))
        if span and span[1] > at:
            yield span


def next_open(calendar: Calendar, at: datetime) -> datetime | None:
    """The moment itself while the school is open, else the next at which it opens."""
    for opens, _closes in _spans(calendar, at):
        return max(opens, at)
    return None


def closes_next(calendar: Calendar, at: datetime) -> datetime | None:
    """When the school day that runs, or the next one, ends."""
    for _opens, closes in _spans(calendar, at):
        return closes
    return None


def next_school_day(calendar: Calendar, after: date) -> date | None:
    """The first school day after a day."""
    for ahead in range(1, LOOKS_AHEAD):
        day = after + timedelta(days=ahead)
        if hours_on(calendar, day):
            return day
    return None


def next_school_day_at(
    calendar: Calendar, at: datetime, clock: time = FIRST_BELL
) -> datetime | None:
    """The next moment after `at` at which a school day shows this time, by default 8:15."""
    today = local_day(calendar, at)
    for ahead in range(LOOKS_AHEAD):
        day = today + timedelta(days=ahead)
        if hours_on(calendar, day) and moment(calendar, day, clock) > at:
            return moment(calendar, day, clock)
    return None


def end_of_next_school_day(calendar: Calendar, at: datetime) -> datetime | None:
    """When the first school day after today ends."""
    day = next_school_day(calendar, local_day(calendar, at))
    span = _span(calendar, day) if day else None
    return span[1] if span else None


def after_open_minutes(calendar: Calendar, at: datetime, minutes: int) -> datetime | None:
    """The moment by which the school has been open for so many minutes since `at`."""
    left = timedelta(minutes=minutes)
    for opens, closes in _spans(calendar, at):
        begins = max(opens, at)
        if closes - begins >= left:
            return begins + left
        left -= closes - begins
    return None


def last_known_day(calendar: Calendar) -> date | None:
    """The last day of the last term; after it the calendar knows nothing."""
    return max((last for _first, last in calendar.terms), default=None)


def clashes(terms: tuple[Days, ...]) -> tuple[Days, Days] | None:
    """Two terms that overlap, or none."""
    ordered = sorted(terms)
    for before, after in zip(ordered, ordered[1:], strict=False):
        if after[0] <= before[1]:
            return before, after
    return None
