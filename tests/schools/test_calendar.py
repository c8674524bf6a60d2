"""When a school is open, as tables: nights on which clocks change, holidays, closed and half days."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from beside.schools.rules import calendar as rules
from beside.schools.rules.calendar import Calendar

LONDON = ZoneInfo("Europe/London")
WEEK = {weekday: (time(8, 15), time(16, 30)) for weekday in range(5)}
SCHOOL = Calendar(
    zone="Europe/London",
    hours=WEEK,
    terms=((date(2026, 9, 1), date(2026, 12, 18)), (date(2027, 1, 5), date(2027, 4, 1))),
    closed=((date(2026, 10, 26), date(2026, 10, 30)), (date(2026, 11, 27), date(2026, 11, 27))),
    short={date(2026, 12, 18): (time(8, 15), time(12, 0))},
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


OPEN = [
    ("a Tuesday morning", "2026-11-24 10:00", True),
    ("the minute it opens", "2026-11-24 08:15", True),
    ("a minute before", "2026-11-24 08:14", False),
    ("the minute it closes", "2026-11-24 16:30", False),
    ("a Saturday", "2026-11-28 10:00", False),
    ("half term", "2026-10-28 10:00", False),
    ("a closed day", "2026-11-27 10:00", False),
    ("the half day before noon", "2026-12-18 11:59", True),
    ("the half day after noon", "2026-12-18 12:01", False),
    ("Christmas, between the terms", "2026-12-30 10:00", False),
    ("after the last term that is known", "2027-06-01 10:00", False),
]


@pytest.mark.parametrize(("why", "moment", "is_open"), OPEN, ids=[row[0] for row in OPEN])
def test_is_open(why, moment, is_open):
    assert rules.is_open(SCHOOL, at(moment)) == is_open


NEXT = [
    ("now, while it is open", "2026-11-24 10:00", "2026-11-24 10:00"),
    ("this morning", "2026-11-24 06:00", "2026-11-24 08:15"),
    ("tomorrow", "2026-11-24 18:00", "2026-11-25 08:15"),
    ("Monday, past a closed Friday", "2026-11-26 18:00", "2026-11-30 08:15"),
    ("after half term, past the change of clocks", "2026-10-23 17:00", "2026-11-02 08:15"),
    ("after Christmas", "2026-12-18 12:00", "2027-01-05 08:15"),
    ("never", "2027-04-02 10:00", None),
]


@pytest.mark.parametrize(("why", "moment", "opens"), NEXT, ids=[row[0] for row in NEXT])
def test_next_open(why, moment, opens):
    assert rules.next_open(SCHOOL, at(moment)) == (at(opens) if opens else None)


def test_hours_are_those_of_the_clock_on_the_wall_on_both_sides_of_a_change():
    plain = Calendar("Europe/London", {w: (time(0, 30), time(8, 0)) for w in range(7)})
    long = rules.after_open_minutes(plain, at("2026-10-25 00:30"), 60)
    assert long == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert rules.closes_next(plain, at("2026-10-25 00:30")) == datetime(2026, 10, 25, 8, tzinfo=UTC)
    assert rules.closes_next(plain, at("2027-03-28 00:30")) == datetime(2027, 3, 28, 7, tzinfo=UTC)


MINUTES = [
    ("within the day", "2026-11-24 10:00", 60, "2026-11-24 11:00"),
    ("over night", "2026-11-24 16:00", 60, "2026-11-25 08:45"),
    ("over a closed Friday and the weekend", "2026-11-26 16:15", 60, "2026-11-30 09:00"),
    ("from a Sunday", "2026-11-29 12:00", 60, "2026-11-30 09:15"),
    ("over the half day into January", "2026-12-18 11:30", 60, "2027-01-05 08:45"),
]


@pytest.mark.parametrize(("why", "moment", "minutes", "by"), MINUTES, ids=[r[0] for r in MINUTES])
def test_only_open_minutes_count(why, moment, minutes, by):
    assert rules.after_open_minutes(SCHOOL, at(moment), minutes) == at(by)


def test_next_school_day_at_and_its_end():
    friday = at("2026-11-26 09:00")
    assert rules.next_school_day_at(SCHOOL, friday) == at("2026-11-30 08:15")
    assert rules.next_school_day_at(SCHOOL, friday, time(9, 30)) == at("2026-11-26 09:30")
    assert rules.end_of_next_school_day(SCHOOL, friday) == at("2026-11-30 16:30")
    assert rules.end_of_next_school_day(SCHOOL, at("2026-12-17 09:00")) == at("2026-12-18 12:00")
    assert rules.next_school_day(SCHOOL, date(2026, 12, 18)) == date(2027, 1, 5)


def test_without_terms_every_weekday_counts_and_an_empty_week_never_opens():
    assert rules.is_open(Calendar("Europe/London", WEEK), at("2027-08-03 10:00"))
    assert rules.next_open(Calendar("Europe/London", {}), at("2026-11-24 10:00")) is None


def test_terms_that_overlap_are_found():
    first, second = SCHOOL.terms
    assert rules.clashes((first, second)) is None
    assert rules.clashes((first, (date(2026, 12, 18), date(2027, 1, 9)))) is not None
