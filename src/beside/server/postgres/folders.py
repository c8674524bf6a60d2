"""Where the data is, and whether the server's user can get there."""

import hashlib
import os
import stat
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from beside.server.postgres.accounts import Account, server_account
from beside.server.postgres.errors import DatabaseUnavailable

SYSTEM_DATA = Path("/var/lib/beside")
_SOCKET_PATH_LIMIT = 103
_SOCKET_NAME = "/.s.PGSQL.5432"


@dataclass(frozen=True, slots=True)
class Cluster:
    """The paths of one private database below one data folder."""

    data: Path

    @classmethod
    def at(cls, data: Path) -> "Cluster":
        return cls(data.expanduser().resolve())

    @property
    def pgdata(self) -> Path:
        return self.data / "postgres"

    @property
    def unfinished(self) -> Path:
        """Where a cluster is made before it is moved, whole, to `pgdata`."""
        return self.data / "postgres.new"

    @property
    def start_lock(self) -> Path:
        return self.data / "postgres.lock"

    @property
    def life_lock(self) -> Path:
        return self.data / "postgres.alive"

    @property
    def pid_file(self) -> Path:
        return self.pgdata / "postmaster.pid"

    @property
    def startup_log(self) -> Path:
        return self.pgdata / "startup.log"

    @property
    def logs(self) -> Path:
        return self.pgdata / "log"

    @property
    def fast_mark(self) -> Path:
        return self.pgdata / "beside-fast"

    @property
    def version(self) -> int | None:
        """The major version that made the data, or None where there is none yet."""
        try:
            return int((self.pgdata / "PG_VERSION").read_text())
        except FileNotFoundError:
            return None

    @property
    def tag(self) -> str:
        """A short name, unique per path, that every process of this server carries in its title."""
        return "beside-" + hashlib.sha256(os.fsencode(self.pgdata)).hexdigest()[:10]

    def socket_folder(self, uid: int) -> Path:
        """A short folder for the socket: the whole path must stay below 104 bytes."""
        short = f"{self.tag}-{uid}"
        folder = Path(tempfile.gettempdir()).absolute() / short
        fits = len(os.fsencode(folder)) + len(_SOCKET_NAME) <= _SOCKET_PATH_LIMIT
        # A client reads a comma as the beginning of another server.
        plain = not set(str(folder)) & set(",\"'@\\\n\t")
        return folder if fits and plain else Path("/tmp") / short  # noqa: S108


def data_dir() -> Path:
    """The folder of the data: BESIDE_DATA, else `.data` of the checkout, else the user's own.

    Root uses `/var/lib/beside` where the server's user cannot reach the checkout; anybody else
    `~/.local/share/beside` where they cannot write there. Nothing is made here.
    """
    if chosen := os.environ.get("BESIDE_DATA"):
        return Path(chosen).expanduser().absolute()
    checkout = _checkout()
    if checkout is not None and _is_usable(checkout):
        return checkout / ".data"
    return SYSTEM_DATA if os.geteuid() == 0 else Path.home() / ".local" / "share" / "beside"


def _checkout() -> Path | None:
    here = Path.cwd()
    for folder in (here, *here.parents):
        try:
            project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if project.get("project", {}).get("name") == "beside":
            return folder
    return None


def _is_usable(checkout: Path) -> bool:
    data = checkout / ".data"
    if os.geteuid() == 0:
        return closed_folder(data, server_account(data / "postgres")) is None
    return os.access(data if data.exists() else checkout, os.W_OK | os.X_OK)


def closed_folder(path: Path, account: Account) -> Path | None:
    """The first folder on the way to `path` that the account cannot enter, or None."""
    for folder in (*reversed(path.parents), path):
        if folder.exists() and not _can_enter(folder.stat(), account):
            return folder
    return None


def _can_enter(folder: os.stat_result, account: Account) -> bool:
    if not stat.S_ISDIR(folder.st_mode):
        return True
    if folder.st_uid == account.uid:
        return bool(folder.st_mode & stat.S_IXUSR)
    if folder.st_gid == account.gid:
        return bool(folder.st_mode & stat.S_IXGRP)
    return bool(folder.st_mode & stat.S_IXOTH)


def prepare_data(cluster: Cluster, account: Account) -> None:
    """Make the data folder, private to the server's user; folders above it are never changed.

    A new or empty folder is handed to the account with mode 0700. Raises DatabaseUnavailable
    with the reason where the account cannot get there.
    """
    if account.is_other:
        _refuse_closed(cluster.data.parent, account)
    cluster.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account.is_other and not any(cluster.data.iterdir()):
        account.own(cluster.data)
        cluster.data.chmod(0o700)
    if account.is_other:
        _refuse_closed(cluster.data, account)


def _refuse_closed(path: Path, account: Account) -> None:
    closed = closed_folder(path, account)
    if closed is not None:
        raise DatabaseUnavailable(
            f"The database runs as the user {account.name}, who may not enter {closed}. "
            f"Set BESIDE_DATA to a folder that {account.name} can reach, such as {SYSTEM_DATA}."
        )


def prepare_socket_folder(cluster: Cluster, account: Account) -> Path:
    """An empty folder for the socket that only the server's user (and root) can enter.

    Call it only while no process of this server lives. Raises DatabaseUnavailable where the name
    is taken by somebody else's folder.
    """
    folder = cluster.socket_folder(account.uid)
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), account.uid):
        raise DatabaseUnavailable(
            f"{folder} belongs to another user. Remove it, or set TMPDIR to a folder of your own."
        )
    for leftover in folder.iterdir():
        leftover.unlink()
    folder.chmod(0o700)
    account.own(folder)
    return folder
