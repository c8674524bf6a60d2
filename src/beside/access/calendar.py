"""What day and time it is, in the school's zone; a test or a what-if may set the clock."""

import os
from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, or the one that `BESIDE_NOW` (ISO 8601) sets."""
    fixed = os.environ.get("BESIDE_NOW")
    return datetime.fromisoformat(fixed) if fixed else timezone.now()


def today() -> date:
    """Today's date in the active time zone."""
    return timezone.localdate(now())
