"""The end of a day on which something closes."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo


def evening(day: date, zone: ZoneInfo) -> datetime:
    """18:00 of a day in a zone."""
    return datetime.combine(day, time(18), tzinfo=zone)
