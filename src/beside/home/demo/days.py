"""The days of the made-up school, all told from today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

SURVEYS = ((3, 17, "Spring survey"), (10, 12, "October survey"))
SETTLED = timedelta(days=14)
ADULTS_ANSWER = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Survey:
    """A finished survey: its name, the day pupils answered, the day the asking of adults ended."""

    name: str
    taken_on: date
    ended_on: date


@dataclass(frozen=True, slots=True)
class Days:
    """Today, the two latest surveys, and the first day of the school year of the later one."""

    today: date
    surveys: tuple[Survey, Survey]
    year_start: date

    def ago(self, days: int) -> date:
        """The school day so many days ago, or the one before it."""
        return school_day(self.today - timedelta(days=days))

    def entry(self, year_group: str) -> date:
        """The day on which a year group of a secondary school came to it."""
        return self.year_start.replace(year=self.year_start.year - (int(year_group) - 7))


def school_day(day: date) -> date:
    """This day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def days_of(today: date) -> Days:
    """The calendar as it stands today: both surveys are over, the later for four days at least."""
    days = sorted(_survey_days(today), key=lambda survey: survey.taken_on)
    earlier, later = [s for s in days if s.taken_on + SETTLED <= today][-2:]
    return Days(today, (earlier, later), _year_start(later.taken_on))


def _survey_days(today: date) -> Iterator[Survey]:
    for year in range(today.year - 2, today.year + 1):
        for month, day, name in SURVEYS:
            on = school_day(date(year, month, day))
            yield Survey(name, on, school_day(on + ADULTS_ANSWER))


def _year_start(day: date) -> date:
    return date(day.year if day.month >= 9 else day.year - 1, 9, 1)
