"""Taking a backup: the database as it was at one moment, the files, the settings."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from beside.server import postgres
from beside.server.backup import archive, counting, places, programs
from beside.server.backup.errors import Fault, Refused, plainly
from beside.server.backup.manifest import DATABASE, FILES, SETTINGS, Manifest, key_mark
from beside.server.backup.places import Connection, Place
from beside.server.postgres.progress import told_when_slow
from beside.server.version import version

# What belongs to this machine or this run, and not to the school.
_NOT_SETTINGS = (
    *("BESIDE_DATA", "BESIDE_PROCESS", "BESIDE_NOW", "BESIDE_PG_BIN", "BESIDE_KEEP_CONNECTIONS"),
    *("BESIDE_BACKUP_URL", "BESIDE_BACKUP_IDENTITY", "BESIDE_REAL_DATA", "BESIDE_WORLDS"),
    *("BESIDE_TEST_DSN", "BESIDE_SEED"),
)
SECRET_KEY = "BESIDE_SECRET_KEY"  # noqa: S105


def take(file: Path, recipients: list[str]) -> Manifest:
    """Write one file of everything. It stands under its name whole or not at all."""
    with plainly():
        _refuse_place(file, postgres.data_dir())
        place = places.here()
        with _alone(place.data) as folder:
            found = _gather(place, folder)
            archive.write(file, found, folder, recipients)
            return found


def _refuse_place(file: Path, data: Path) -> None:
    if file.is_dir():
        raise Refused(f"{file} is a folder. Give the backup a name in it.")
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.")
    if data.resolve() in file.resolve().parents:
        raise Refused(
            f"{file} lies in the data folder. Keep backups elsewhere, best on another disk."
        )


@contextmanager
def _alone(data: Path) -> Iterator[Path]:
    """A folder to gather in, on the disk that holds the data anyway; one backup at a time."""
    postgres.make_data_dir(data)
    with (data / "backup.lock").open("a") as lock:
        with told_when_slow("Another backup is being taken; waiting for it ..."):
            fcntl.flock(lock, fcntl.LOCK_EX)
        work = data / "backup.unfinished"
        shutil.rmtree(work, ignore_errors=True)
        (work / "all").mkdir(mode=0o700, parents=True)
        work.chmod(0o700)
        try:
            yield work / "all"
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _gather(place: Place, folder: Path) -> Manifest:
    with place.connected() as connection:
        places.refuse_short_sighted(connection)
        counting.read_alike(connection)
        taken = datetime.now(UTC)
        snapshot = _hold_still(connection)
        _dump(place, snapshot, places.version_of(connection), folder / DATABASE)
        tables = counting.tables(connection)
        migrations = _migrations(connection, tables)
        postgres_version = places.version_of(connection)
    key = _copy_files(place, folder)
    settings = _settings() | {SECRET_KEY: key}
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1))
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return Manifest(
        version=version(),
        taken=taken.strftime("%Y-%m-%dT%H:%M:%SZ"),
        postgres=postgres_version,
        key_mark=key_mark(key),
        tables=tables,
        members={name: archive.digest(folder / name) for name in names},
        migrations=migrations,
    )


def _hold_still(connection: Connection) -> str:
    """One moment of the database, for the dump and the counts alike; until the connection ends."""
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    for (snapshot,) in connection.execute("SELECT pg_export_snapshot()"):
        return str(snapshot)
    raise AssertionError("a snapshot is one row")


def _dump(place: Place, snapshot: str, server: int, file: Path) -> None:
    options = ("--format=custom", "--compress=3", "--lock-wait-timeout=60s")
    program = programs.client("pg_dump", server)
    done = programs.run(
        program, place.conninfo, (*options, f"--snapshot={snapshot}", "--file", file)
    )
    if done.returncode:
        raise Fault(f"The database could not be read. pg_dump said:\n{programs.last_words(done)}")


def _migrations(connection: Connection, tables: object) -> tuple[str, ...]:
    if "public.django_migrations" not in tables:  # type: ignore[operator]
        raise Refused("There is nothing to back up: the database is not Beside’s, or is empty.")
    asked = "SELECT app || '.' || name FROM public.django_migrations ORDER BY 1"
    return tuple(name for (name,) in connection.execute(asked))


def _copy_files(place: Place, folder: Path) -> str:
    """Copy the files of the data folder; gives the secret key.

    After the moment of the database, so that every file it speaks of is there.
    """
    into = folder / FILES
    into.mkdir(mode=0o700)
    for path in sorted(place.data.iterdir()):
        if path.name in places.NOT_FILES or path.is_symlink():
            continue
        if path.is_dir():
            shutil.copytree(path, into / path.name, ignore=_no_links)
        elif path.is_file():
            shutil.copyfile(path, into / path.name)
    return _secret_key(into / "secret_key")


def _no_links(folder: str, names: list[str]) -> list[str]:
    paths = [Path(folder, name) for name in names]
    return [p.name for p in paths if p.is_symlink() or not (p.is_file() or p.is_dir())]


def _secret_key(kept: Path) -> str:
    key = os.environ.get(SECRET_KEY) or (kept.read_text() if kept.exists() else "")
    if not key:
        raise Refused(
            "The secret key is not here, and without it no printed card or link would work after "
            f"a restore. Set {SECRET_KEY} as the running Beside has it."
        )
    kept.write_text(key)
    return key


def _settings() -> dict[str, str]:
    return {
        name: value
        for name, value in sorted(os.environ.items())
        if name.startswith("BESIDE_") and name not in _NOT_SETTINGS
    }
