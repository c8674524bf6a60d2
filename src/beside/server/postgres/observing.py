"""Looking at a server: does it answer, which processes are its own.

Whether it is up is told by a connection, never by a process number. A process is signalled only
if its command line says that it serves this very folder.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from beside.server.postgres.folders import Cluster
from beside.server.postgres.locks import is_held
from beside.server.postgres.roles import APP, BOOTSTRAP, DATABASE

_PROCESSES = Path("/proc")
_UP_BUT_FULL = ("too many clients", "remaining connection slots")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: what a program needs to connect."""

    data: Path
    socket: Path
    port: int

    def conninfo(self, user: str = APP, dbname: str = DATABASE) -> dict[str, str]:
        """Connection parameters under PostgreSQL's own names: host, port, user, dbname."""
        return {"host": str(self.socket), "port": str(self.port), "user": user, "dbname": dbname}


@dataclass(frozen=True, slots=True)
class PidFile:
    """What postmaster.pid says; the socket is missing for a moment at the start."""

    pid: int
    pgdata: str
    port: int | None = None
    socket: str | None = None
    is_ready: bool = False


def read_pid_file(cluster: Cluster) -> PidFile | None:
    """The server's note about itself, or None where there is none about this folder."""
    try:
        lines = cluster.pid_file.read_text("utf-8", "surrogateescape").splitlines()
        note = PidFile(int(lines[0]), lines[1])
        if len(lines) > 4:
            ready = lines[-1].strip() == "ready"
            note = PidFile(note.pid, note.pgdata, int(lines[3]), lines[4] or None, ready)
    except (FileNotFoundError, ValueError, IndexError):
        return None
    return note if note.pgdata == str(cluster.pgdata) else None


def answering(cluster: Cluster, dbname: str = DATABASE) -> Server | None:
    """The server, if it takes connections to that database now."""
    note = read_pid_file(cluster)
    if note is None or note.socket is None or note.port is None:
        return None
    server = Server(cluster.data, Path(note.socket), note.port)
    try:
        connect(server, dbname).close()
    except psycopg.OperationalError as error:
        return server if any(words in str(error) for words in _UP_BUT_FULL) else None
    return server


def connect(server: Server, dbname: str = DATABASE) -> psycopg.Connection[tuple[object, ...]]:
    """A connection of the launcher itself, as superuser, each statement on its own."""
    where = make_conninfo(**server.conninfo(BOOTSTRAP, dbname))
    return psycopg.connect(where, connect_timeout=5, autocommit=True)


def postmaster(cluster: Cluster) -> int | None:
    """The process number of the server's first process, if it lives and serves this folder."""
    note = read_pid_file(cluster)
    if note is None:
        return None
    command = _command(note.pid)
    is_ours = "postgres" in command and command.endswith(f"-D {cluster.pgdata}")
    return note.pid if is_ours else None


def lives(cluster: Cluster) -> bool:
    """Whether any process of the server is alive, its children included."""
    return is_held(cluster.life_lock) or postmaster(cluster) is not None


def orphans(cluster: Cluster) -> Iterator[int]:
    """Processes that a killed server left behind; they carry its name in their titles.

    Seen on Linux only; elsewhere they end by themselves.
    """
    title = f"postgres: {cluster.tag}: "
    for path in _PROCESSES.glob("[0-9]*"):
        if _command(int(path.name)).startswith(title):
            yield int(path.name)


def _command(pid: int) -> str:
    if not _PROCESSES.joinpath("self").exists():
        return _ps(pid)
    try:
        raw = _PROCESSES.joinpath(str(pid), "cmdline").read_bytes()
    except OSError:
        return ""
    return raw.replace(b"\0", b" ").decode("utf-8", "surrogateescape").strip()


def _ps(pid: int) -> str:
    command = ["/bin/ps", "-o", "command=", "-p", str(pid)]
    return subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False
    ).stdout.strip()
