"""The private database as a whole: make sure of it, stop it, ask how it is."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from beside.server.postgres.accounts import server_account
from beside.server.postgres.binaries import choose_binaries
from beside.server.postgres.cluster import make_cluster
from beside.server.postgres.configuration import PORT
from beside.server.postgres.errors import DatabaseUnavailable
from beside.server.postgres.folders import Cluster, prepare_data
from beside.server.postgres.locks import locked
from beside.server.postgres.observing import (
    Server,
    answering,
    connect,
    lives,
    postmaster,
    read_pid_file,
)
from beside.server.postgres.progress import told_when_slow
from beside.server.postgres.roles import APP, DATABASE, OWNER, roles_sql
from beside.server.postgres.running import end, start


@dataclass(frozen=True, slots=True)
class Status:
    """How the private database is. `state`: running, busy, stopped or none."""

    state: str
    data: Path
    version: int | None = None
    pid: int | None = None
    socket: Path | None = None
    fast: bool = False

    @property
    def sentence(self) -> str:
        """The state in words, for a person."""
        words = {
            "none": f"There is no database in {self.data} yet.",
            "stopped": f"The database in {self.data} (PostgreSQL {self.version}) is stopped.",
            "busy": f"The database in {self.data} is starting or stopping.",
            "running": f"The database in {self.data} (PostgreSQL {self.version}) is running.",
        }[self.state]
        return words + (" It is for tests: a power cut may lose data." if self.fast else "")


def ensure(data: Path, *, fast: bool = False) -> Server:
    """Make sure that Beside's own database runs, whatever happened to it before.

    Makes it in `data` where there is none, recovers it after a crash, and returns at once where it
    is up. Any number of programs may call it together. `fast`: a new database that does not wait
    for the disk, for tests; refused where `data` holds a real one. Raises DatabaseUnavailable
    with what to do.
    """
    with _plainly(data):
        cluster = Cluster.at(data)
        if fast and cluster.version is not None and not cluster.fast_mark.exists():
            raise DatabaseUnavailable(
                f"{data} holds a database that must not lose anything; tests need an empty folder."
            )
        return answering(cluster) or _start(cluster, fast=fast)


def _start(cluster: Cluster, *, fast: bool) -> Server:
    account = server_account(cluster.pgdata)
    prepare_data(cluster, account)
    with locked(cluster.start_lock, account) as start_lock:
        if server := answering(cluster):
            return server
        binaries = choose_binaries(cluster, account)
        if cluster.version is None:
            make_cluster(cluster, binaries, account, fast=fast, start_lock=start_lock)
        server = start(cluster, binaries, account)
        _furnish(server, fast=cluster.fast_mark.exists())
        return server


def make_roles(data: Path) -> None:
    """Make the roles that are missing in the running database: a new version may want more."""
    with _plainly(data):
        server = answering(Cluster.at(data))
        if server is not None:
            _make_roles(server)


def _make_roles(server: Server) -> None:
    with connect(server, "postgres") as connection:
        connection.execute(roles_sql().encode())


def _furnish(server: Server, *, fast: bool) -> None:
    """Roles and the database `beside`; tests may make databases of their own beside it."""
    _make_roles(server)
    with connect(server, "postgres") as connection:
        if fast:
            connection.execute(f"alter role {OWNER} createdb".encode())
        with suppress(psycopg.errors.DuplicateDatabase):
            connection.execute(f"create database {DATABASE} owner {OWNER}".encode())


def address(data: Path, *, user: str = APP, dbname: str = DATABASE) -> dict[str, str]:
    """Where the database is, or will be once started: host, port, user, dbname. Starts nothing."""
    with _plainly(data):
        cluster = Cluster.at(data)
        note = read_pid_file(cluster)
        if note and note.socket and note.port and Path(note.socket).exists():
            return Server(cluster.data, Path(note.socket), note.port).conninfo(user, dbname)
        socket = cluster.socket_folder(server_account(cluster.pgdata).uid)
        return Server(cluster.data, socket, PORT).conninfo(user, dbname)


def make_data_dir(data: Path) -> Path:
    """Make the folder of the data for whoever writes there first, so that the server may follow.

    Private to the server's user (and root). Raises DatabaseUnavailable with what to do.
    """
    with _plainly(data):
        cluster = Cluster.at(data)
        prepare_data(cluster, server_account(cluster.pgdata))
        return cluster.data


def stop(data: Path) -> bool:
    """Stop the database, letting it finish what it writes; says whether it was running."""
    with _plainly(data):
        cluster = Cluster.at(data)
        if not cluster.start_lock.exists():
            return False
        account = server_account(cluster.pgdata)
        with locked(cluster.start_lock, account), told_when_slow("Stopping the database ..."):
            socket = address(data)["host"]
            was_alive = end(cluster)
            shutil.rmtree(socket, ignore_errors=True)
            return was_alive


def status(data: Path) -> Status:
    """How the database is, without touching it."""
    with _plainly(data):
        cluster = Cluster.at(data)
        version = cluster.version
        if version is None:
            return Status("none", cluster.data)
        server = answering(cluster)
        state = "running" if server else "busy" if lives(cluster) else "stopped"
        socket = server.socket if server else None
        fast = cluster.fast_mark.exists()
        return Status(state, cluster.data, version, postmaster(cluster), socket, fast)


@contextmanager
def _plainly(data: Path) -> Iterator[None]:
    """Put the machine's own refusals in words a person can act on."""
    try:
        yield
    except PermissionError as error:
        raise DatabaseUnavailable(
            f"You may not use {error.filename or data}. Run this as the user it belongs to, or set "
            "BESIDE_DATA to a folder of your own."
        ) from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.ENOTDIR):
            raise
        raise DatabaseUnavailable(
            f"Beside cannot write to {data}: {error.strerror}. Free some space there, or set "
            "BESIDE_DATA to another folder."
        ) from error
