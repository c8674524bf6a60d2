"""Changing a school's opening hours, terms and holidays, and its settings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from beside.access.actor import Actor
from beside.access.refusals import Refusal
from beside.audit.actions import action
from beside.schools import calendars
from beside.schools.models import OpeningHours, School, SchoolDays, Settings
from beside.schools.rules import calendar, nations


@dataclass(frozen=True)
class DaysOf:
    """One entry of the calendar: its kind (a `SchoolDays.Kind`), its name, its first and last day.

    `opens` and `closes` are for a short day alone.
    """

    kind: str
    name: str
    first: date
    last: date
    opens: time | None = None
    closes: time | None = None


@action
def set_hours(*, by: Actor, school: School, hours: Mapping[int, tuple[time, time] | None]) -> None:
    """Set the opening hours of each weekday (0 is Monday); None means that school is closed."""
    for weekday, span in hours.items():
        if span and span[1] <= span[0]:
            raise Refusal("A day closes after it opens.")
        opens, closes = span or (None, None)
        OpeningHours.objects.update_or_create(
            school=school, weekday=weekday, defaults={"opens": opens, "closes": closes}
        )


@action
def add_days(*, by: Actor, school: School, days: DaysOf) -> None:
    """Add a term, a holiday, a closed or a short day. Adding the same one twice changes nothing."""
    _check(school, days)
    SchoolDays.objects.get_or_create(
        school=school,
        kind=days.kind,
        first=days.first,
        last=days.last,
        is_gone=False,
        defaults={"name": days.name, "opens": days.opens, "closes": days.closes},
    )


def _check(school: School, days: DaysOf) -> None:
    if days.last < days.first:
        raise Refusal("The last day comes before the first.")
    if days.kind == SchoolDays.Kind.SHORT and days.first != days.last:
        raise Refusal("A short day is one day. Enter each of them.")
    if days.kind == SchoolDays.Kind.SHORT and not (
        days.opens and days.closes and days.opens < days.closes
    ):
        raise Refusal("A short day needs the hours at which school begins and ends.")
    if days.kind == SchoolDays.Kind.TERM:
        terms = calendars.days_of(school).filter(kind=SchoolDays.Kind.TERM)
        others = terms.exclude(first=days.first, last=days.last).values_list("first", "last")
        if calendar.clashes((*others, (days.first, days.last))):
            raise Refusal("Two terms cannot overlap.")


@action
def remove_days(*, by: Actor, school: School, days: SchoolDays) -> None:
    """Remove an entry from the calendar. Its row is kept and marked as gone."""
    SchoolDays.objects.filter(school=school, pk=days.pk).update(is_gone=True)


@action
def start_calendar(*, by: Actor, school: School, nation: str) -> None:
    """Fill in the usual hours, terms and holidays of a nation, for the school to correct.

    Where there are terms already it raises `Refusal`, and what was corrected stays.
    """
    if calendars.has_calendar(school):
        raise Refusal("There is a calendar already. It stays as it is.")
    known = nations.nation(nation)
    set_hours(by=by, school=school, hours=nations.USUAL_HOURS)
    for each in _usual(known):
        add_days(by=by, school=school, days=each)


def _usual(known: nations.Nation) -> Iterable[DaysOf]:
    for name, first, last in known.terms:
        yield DaysOf(SchoolDays.Kind.TERM, name, first, last)
    for name, first, last in known.holidays:
        yield DaysOf(SchoolDays.Kind.HOLIDAY, name, first, last)
    for name, day in known.bank_holidays:
        yield DaysOf(SchoolDays.Kind.HOLIDAY, name, day, day)


@action
def set_numbers(*, by: Actor, school: School, numbers: Mapping[str, Any]) -> None:
    """Save the settings: nation, phone numbers for help, reading times, retention periods."""
    Settings.objects.update_or_create(school=school, defaults=dict(numbers))
