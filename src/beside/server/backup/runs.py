"""A backup or a drill from beginning to end, with how it ended written down."""

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

from beside.server.backup import drilling, keys, outcomes, taking
from beside.server.backup.errors import Fault, Refused
from beside.server.backup.manifest import Manifest
from beside.server.postgres import DatabaseUnavailable

KEY, IDENTITY, COMMAND = (
    "BESIDE_BACKUP_KEY",
    "BESIDE_BACKUP_IDENTITY",
    "BESIDE_BACKUP_COMMAND",
)
_PLAIN = (
    "Not encrypted: whoever has this file has everything the school knows. Name a key with "
    f"{KEY} or --key (beside backup --new-key FILE makes one)."
)
_LONGEST = 6 * 3600.0
NotSaved = (Refused, Fault, DatabaseUnavailable)


class NotSent(Exception):
    """The backup stands, but the school's own command, which takes it elsewhere, failed."""


def say(sentence: str) -> None:
    """A line on standard error."""
    print(sentence, file=sys.stderr, flush=True)


def backup(file: Path, key: str | None = None) -> Manifest:
    """Take a backup, say what it is, send it elsewhere if the school has a command for that."""
    begun = time.monotonic()
    try:
        recipients = keys.recipients(key or os.environ.get(KEY, ""))
        found = taking.take(file, recipients)
        if not recipients:
            say(_PLAIN)
        _send(file)
    except (*NotSaved, NotSent) as failure:
        outcomes.keep("backup", went_well=False, words=str(failure), file=str(file))
        raise
    seconds = round(time.monotonic() - begun, 1)
    outcomes.keep(
        "backup",
        went_well=True,
        words=describe(found, file, seconds),
        file=str(file),
        bytes=file.stat().st_size,
        taken=found.taken,
        seconds=seconds,
        encrypted=bool(recipients),
    )
    say(describe(found, file, seconds))
    return found


def describe(found: Manifest, file: Path, seconds: float) -> str:
    """What a backup holds, in a line."""
    megabytes = file.stat().st_size / 1e6
    return (
        f"{file}: taken {found.taken} by Beside {found.version}; {len(found.tables)} tables, "
        f"{found.rows} rows, {len(found.files)} files; {megabytes:.1f} MB, {seconds:g} s."
    )


def _send(file: Path) -> None:
    command = [part.replace("{file}", str(file)) for part in shlex.split(_command())]
    if not command:
        return
    try:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            timeout=_LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotSent(f"{file} is whole, but {COMMAND} could not be run: {error}") from None
    if done.returncode:
        words = "\n".join(done.stderr.strip().splitlines()[-4:])
        raise NotSent(f"{file} is whole, but {COMMAND} ended with {done.returncode}: {words}")


def _command() -> str:
    return os.environ.get(COMMAND, "")


def identity(given: Path | None) -> Path | None:
    """The file of the key that opens backups: as given, or as set."""
    kept = os.environ.get(IDENTITY)
    return given or (Path(kept) if kept else None)


def drill(file: Path, given: Path | None = None) -> tuple[drilling.Outcome, float]:
    """Try a backup, and write down how it went; with how many seconds it took."""
    begun = time.monotonic()
    try:
        outcome = drilling.drill(file, identity(given))
    except NotSaved as failure:
        outcomes.keep("drill", went_well=False, words=str(failure), file=str(file))
        raise
    seconds = round(time.monotonic() - begun, 1)
    words = f"{file}: restored, compared and signed in to, {seconds:g} s."
    outcomes.keep(
        "drill",
        went_well=outcome.went_well,
        words=words if outcome.went_well else "\n".join(outcome.differences),
        file=str(file),
        taken=outcome.manifest.taken,
        seconds=seconds,
    )
    return outcome, seconds
