"""Every night: a backup into a folder, a drill of it, and old ones taken away."""

import fcntl
import os
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from beside.server import postgres
from beside.server.backup import keys, outcomes, runs
from beside.server.backup.errors import Refused, plainly

FOLDER, KEEP_DAYS = "BESIDE_BACKUP_FOLDER", "BESIDE_BACKUP_KEEP_DAYS"
HOUR = 2
_NAME = re.compile(r"beside-(\d{4}-\d\d-\d\d)\.backup")
_NOT_TRIED = (
    "{file} was not tried: it is encrypted, and BESIDE_BACKUP_IDENTITY does not say where its key "
    "is. Run beside drill where the key is."
)


def name_of(day: date) -> str:
    return f"beside-{day.isoformat()}.backup"


def is_due(now: datetime, held: list[str]) -> bool:
    """Whether tonight's backup is still to be taken, by the clock of the school."""
    return now.hour >= HOUR and name_of(now.date()) not in held


def too_old(held: list[str], today: date, keep_days: int) -> list[str]:
    """Backups older than so many days, but never the last one, and never other files."""
    ours = sorted(name for name in held if _NAME.fullmatch(name))
    last_day = today - timedelta(days=keep_days)
    return [name for name in ours[:-1] if _day(name) < last_day]


def _day(name: str) -> date:
    found = _NAME.fullmatch(name)
    return date.fromisoformat(found[1]) if found else date.max


def nightly(now: datetime | None = None) -> None:
    """Take tonight's backup and try it, unless that was done. Run it as often as you like."""
    chosen = os.environ.get(FOLDER)
    if not chosen:
        raise Refused(f"{FOLDER} names no folder for backups, so none is taken.")
    folder = Path(chosen)
    moment = now or datetime.now(ZoneInfo(os.environ.get("BESIDE_TIME_ZONE", "Europe/London")))
    with (
        plainly(),
        (postgres.make_data_dir(postgres.data_dir()) / "nightly.lock").open("a") as lock,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_due(moment, _held(folder)):
            file = folder / name_of(moment.date())
            runs.backup(file)
            _try(file)
        for name in too_old(_held(folder), moment.date(), _keep_days()):
            (folder / name).unlink()


def _held(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def _try(file: Path) -> None:
    if keys.is_encrypted(file) and runs.identity(None) is None:
        words = _NOT_TRIED.format(file=file)
        outcomes.keep("drill", went_well=False, words=words, file=str(file))
        return
    outcome, _seconds = runs.drill(file)
    if not outcome.went_well:
        raise Refused("\n".join(outcome.differences) or "The drill could not sign in.")


def _keep_days() -> int:
    given = os.environ.get(KEEP_DAYS, "35")
    if not given.isdigit():
        raise Refused(f"{KEEP_DAYS} must be a number of days, not {given!r}.")
    return int(given)
