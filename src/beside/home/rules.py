"""When something about how Beside runs wants a person: plain values in, a yes or no out."""

from datetime import datetime, timedelta

BACKUP_EVERY = timedelta(hours=26)
WORKER_EVERY = timedelta(minutes=2)
PATIENCE = timedelta(minutes=10)
ROOM_BYTES, ROOM_SHARE = 2 * 10**9, 0.1


def is_overdue(last: datetime | None, now: datetime, every: timedelta = BACKUP_EVERY) -> bool:
    """Whether what is done so often was not done for longer than that, or never."""
    return last is None or now - last > every


def is_short(free: int, total: int) -> bool:
    """Whether a disk is nearly full: under 2 GB, or under a tenth of it."""
    return free < ROOM_BYTES or free < total * ROOM_SHARE


def is_stuck(waits_since: datetime | None, now: datetime) -> bool:
    """Whether work has waited for longer than a worker ever keeps it waiting."""
    return waits_since is not None and now - waits_since > PATIENCE
