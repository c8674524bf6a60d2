"""Putting a backup into an empty place: the whole of it, or nothing."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beside.server import postgres
from beside.server.backup import archive, counting, places, programs
from beside.server.backup.archive import Opened
from beside.server.backup.errors import Fault, Refused, plainly
from beside.server.backup.manifest import DATABASE, FILES, SETTINGS, Manifest, key_mark
from beside.server.backup.places import Connection, Place
from beside.server.backup.taking import SECRET_KEY
from beside.server.postgres.roles import GROUPS, LOGINS, OWNER

SETTINGS_FILE = "settings.env"
_ANYTHING = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
  AND c.relkind IN ('r', 'v', 'm', 'S', 'p')
"""
_UNFINISHED = (
    "{data} holds a restore that did not come to its end. Empty it (rm -r {data}), then restore."
)


@contextmanager
def opened(file: Path, identity: Path | None) -> Iterator[Opened]:
    """The backup, read whole and found sound, in a folder that is thrown away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="beside-backup-"))
    try:
        with plainly():
            found = archive.open_into(file, folder, identity)
        yield found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def restore(file: Path, identity: Path | None) -> Manifest:
    """Put a backup into this machine's empty data folder, and its database there or in
    DATABASE_URL. Refuses a place that holds anything."""
    data, url = postgres.data_dir(), os.environ.get("DATABASE_URL")
    _refuse_full(data)
    with opened(file, identity) as backup, plainly():
        _refuse_other_key(backup.manifest)
        if url:
            _into_own(backup, places.own(url))
        else:
            _into_private(backup, data)
        return backup.manifest


def _refuse_full(data: Path) -> None:
    with plainly():
        held = sorted(path.name for path in data.iterdir()) if data.exists() else []
    if "restoring" in held:
        raise Refused(_UNFINISHED.format(data=data))
    if held:
        named = ", ".join(held[:4]) + (" ..." if len(held) > 4 else "")
        raise Refused(
            f"{data} is not empty: it holds {named}. A backup is restored into an empty folder "
            "alone; set BESIDE_DATA to one."
        )


def _refuse_other_key(found: Manifest) -> None:
    given = os.environ.get(SECRET_KEY)
    if given and key_mark(given) != found.key_mark:
        raise Refused(
            f"{SECRET_KEY} is another key than the backup’s: no printed card or link would work. "
            "Unset it, and set it afterwards as the restored settings.env says."
        )


@contextmanager
def _claimed(data: Path) -> Iterator[Path]:
    """A folder in the empty data folder to make things in; where that fails, it is empty again."""
    postgres.make_data_dir(data)
    making = data / "restoring"
    try:
        making.mkdir(mode=0o700)
    except FileExistsError:
        raise Refused(_UNFINISHED.format(data=data)) from None
    try:
        yield making
    except BaseException:
        _throw_away(making)
        for left in data.iterdir():
            _remove(left)
        raise
    _throw_away(making)


def _into_private(backup: Opened, data: Path) -> None:
    """Everything is made beside, and the database comes to its place last."""
    with _claimed(data) as making:
        place = fill_private(backup, making)
        _compare(place, backup.manifest)
        postgres.stop(making)
        put_files(backup, data)
        if (making / "programs").exists():
            os.replace(making / "programs", data / "programs")
        os.sync()
        os.replace(making / "postgres", data / "postgres")


def fill_private(backup: Opened, data: Path, *, fast: bool = False) -> Place:
    """A private database in a new folder, with what the backup's database held."""
    with _chosen(programs.server(backup.manifest.postgres).folder):
        place = places.private(data, fast=fast)
    with place.connected() as connection:
        version = places.version_of(connection)
    _load(place, backup, version)
    return place


@contextmanager
def _chosen(folder: Path) -> Iterator[None]:
    """Use this PostgreSQL to make a database with."""
    before = os.environ.get("BESIDE_PG_BIN")
    os.environ["BESIDE_PG_BIN"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("BESIDE_PG_BIN")
        if before is not None:
            os.environ["BESIDE_PG_BIN"] = before


def _load(place: Place, backup: Opened, version: int) -> None:
    program = programs.client("pg_restore", max(version, backup.manifest.postgres))
    options = ("--exit-on-error", "--single-transaction", str(backup.folder / DATABASE))
    done = programs.run(program, place.conninfo, options)
    if done.returncode:
        raise Fault(
            f"The database could not be restored. pg_restore said:\n{programs.last_words(done)}"
        )


def _compare(place: Place, wanted: Manifest) -> None:
    with place.connected() as connection:
        found = list(differences(connection, wanted))
    if found:
        raise Fault("\n".join(["What was restored is not what was backed up:", *found]))


def differences(connection: Connection, wanted: Manifest) -> Iterator[str]:
    """Where a restored database differs from what the backup says of it; a sentence each."""
    counting.read_alike(connection)
    yield from counting.differences(wanted.tables, counting.recount(connection, wanted.tables))
    yield from counting.stuck_sequences(connection)


def put_files(backup: Opened, data: Path) -> None:
    """The files of the data folder, and the settings to look them up in."""
    for name in backup.manifest.files:
        path = data / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(backup.folder / FILES / name, path)
        path.chmod(0o600)
    settings = json.loads((backup.folder / SETTINGS).read_text())
    kept = data / SETTINGS_FILE
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in settings.items())


def _into_own(backup: Opened, place: Place) -> None:
    """Files first, then the database in one transaction, so that it stands whole or is empty."""
    with place.connected() as connection:
        version = places.version_of(connection)
        _refuse_unready(connection, place, version, backup.manifest)
        with _claimed(place.data), _may_give_away(connection):
            put_files(backup, place.data)
            _load(place, backup, version)
    _compare_own(place, backup.manifest)


def _refuse_unready(connection: Connection, place: Place, version: int, wanted: Manifest) -> None:
    for (count,) in connection.execute(_ANYTHING):
        if count:
            raise Refused(
                f"The database {connection.info.dbname} is not empty: it holds {count} tables and "
                "sequences. A backup is restored into an empty database alone."
            )
    if version < wanted.postgres:
        raise Refused(
            f"This backup was taken from PostgreSQL {wanted.postgres}; the server is PostgreSQL "
            f"{version}, which may not take it in. Use one of {wanted.postgres} or newer."
        )
    _refuse_without_roles(connection)


def _refuse_without_roles(connection: Connection) -> None:
    found = {name for (name,) in connection.execute("SELECT rolname::text FROM pg_roles")}
    if missing := sorted({*LOGINS, *GROUPS} - found):
        raise Refused(
            f"This server lacks the role {missing[0]}. Make Beside’s roles first: "
            "beside db roles | psql -h SERVER -U SUPERUSER postgres"
        )


@contextmanager
def _may_give_away(connection: Connection) -> Iterator[None]:
    """While restoring, the owner of the database may hand each function to the role it runs as."""
    roles = ", ".join((OWNER, *GROUPS))
    connection.execute(f"GRANT CREATE ON SCHEMA public TO {roles}".encode())
    try:
        yield
    finally:
        connection.execute(f"REVOKE CREATE ON SCHEMA public FROM {roles}".encode())


def _compare_own(place: Place, wanted: Manifest) -> None:
    """Row policies hide rows from the owner too, so a login that sees all has to compare."""
    url = os.environ.get("BESIDE_BACKUP_URL")
    seeing = places.own(url) if url else place
    with seeing.connected() as connection:
        try:
            places.refuse_short_sighted(connection)
        except Refused:
            print(
                "Not compared with what was backed up: that wants BESIDE_BACKUP_URL.",
                file=sys.stderr,
            )
            return
    _compare(seeing, wanted)


def _throw_away(folder: Path) -> None:
    if folder.exists():
        postgres.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
