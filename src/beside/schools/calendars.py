"""The calendar and the numbers of a school, read for the rules."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from beside.schools.models import OpeningHours, School, SchoolDays, Settings
from beside.schools.rules import nations
from beside.schools.rules.calendar import Calendar, Days


def calendar_of(school: School) -> Calendar:
    """The calendar of a school as plain values; the usual hours until it has set its own."""
    set_ = list(OpeningHours.objects.filter(school=school))
    hours = {each.weekday: (each.opens, each.closes) for each in set_ if each.opens and each.closes}
    days = list(days_of(school))
    return Calendar(
        zone=school.time_zone,
        hours=hours if set_ else nations.USUAL_HOURS,
        terms=_spans(days, SchoolDays.Kind.TERM),
        closed=_spans(days, SchoolDays.Kind.HOLIDAY, SchoolDays.Kind.CLOSED),
        short={
            each.first: (each.opens, each.closes)
            for each in days
            if each.kind == SchoolDays.Kind.SHORT and each.opens and each.closes
        },
    )


def days_of(school: School) -> QuerySet[SchoolDays]:
    """The terms, holidays, closed and short days of a school, in order."""
    return SchoolDays.objects.filter(school=school, is_gone=False).order_by("first", "last")


def _spans(days: Iterable[SchoolDays], *kinds: str) -> tuple[Days, ...]:
    return tuple(sorted((each.first, each.last) for each in days if each.kind in kinds))


def settings_of(school: School) -> Settings:
    """The numbers of a school, with defaults where it has set none."""
    return Settings.objects.filter(school=school).first() or Settings(school=school)


def has_calendar(school: School) -> bool:
    """Whether somebody has looked over the terms of a school."""
    return days_of(school).filter(kind=SchoolDays.Kind.TERM).exists()


def local(school: School, at: datetime) -> datetime:
    """A moment by the school's own clock."""
    return at.astimezone(ZoneInfo(school.time_zone))
