"""The database and the data folder that a backup is taken from."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from beside.server import postgres
from beside.server.backup.errors import Refused
from beside.server.postgres.roles import BOOTSTRAP

Connection = psycopg.Connection[tuple[Any, ...]]

# Made anew wherever the data is, or belonging to the database itself.
NOT_FILES = frozenset(
    (
        *("postgres", "postgres.new", "postgres.lock", "postgres.alive", "programs"),
        *("backup.lock", "backup.unfinished", "restoring", "last_backup.json", "last_drill.json"),
        "nightly.lock",
    )
)
_SEES_TOO_LITTLE = """\
{user} may not read every row, so a backup by it would lack most of the school. Make a login that
may, on your PostgreSQL, as its superuser:

    create role beside_backup login bypassrls password '...';
    grant pg_read_all_data to beside_backup;

and name it: BESIDE_BACKUP_URL=postgres://beside_backup:SECRET@SERVER/beside"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a school's data is. `is_private`: in Beside's own database."""

    conninfo: dict[str, str]
    data: Path
    is_private: bool

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection, each statement on its own."""
        try:
            connection = psycopg.connect(**self.conninfo, autocommit=True, connect_timeout=10)  # type: ignore[arg-type]
        except psycopg.OperationalError as error:
            raise Refused(f"The database cannot be reached: {error}".strip()) from error
        with connection:
            yield connection


def here() -> Place:
    """Where the data is that this machine serves; the private database is started if need be."""
    data = postgres.data_dir()
    url = os.environ.get("BESIDE_BACKUP_URL") or os.environ.get("DATABASE_URL")
    if url:
        return Place(_parts(url), data, is_private=False)
    if postgres.status(data).state == "none":
        raise Refused(f"There is nothing to back up: no database in {data} yet.")
    return private(data)


def private(data: Path, *, fast: bool = False) -> Place:
    """The private database of a data folder, made where there is none, with a login that sees all.

    `fast`: one to throw away.
    """
    server = postgres.ensure(data, fast=fast)
    return Place(server.conninfo(BOOTSTRAP), data, is_private=True)


def own(url: str) -> Place:
    """A database of the school's own PostgreSQL."""
    return Place(_parts(url), postgres.data_dir(), is_private=False)


def _parts(url: str) -> dict[str, str]:
    try:
        return {key: str(value) for key, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError as error:
        raise Refused(f"DATABASE_URL or BESIDE_BACKUP_URL is no address: {error}") from error


def refuse_short_sighted(connection: Connection) -> None:
    """Row policies hide rows from most logins, and a backup that lacks rows is none."""
    asked = (
        "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    for user, sees_all in connection.execute(asked):
        if not sees_all:
            raise Refused(_SEES_TOO_LITTLE.format(user=user))


def version_of(connection: Connection) -> int:
    """The major version of the server."""
    return connection.info.server_version // 10_000
