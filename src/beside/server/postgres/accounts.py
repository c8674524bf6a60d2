"""Which user of the machine runs the server.

PostgreSQL refuses to run as root. Started by root it runs as the owner of the data, else as
`postgres`, else as `nobody`; no user is ever made. Anybody else runs it as themselves.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from beside.server.postgres.errors import DatabaseUnavailable

SYSTEM_ACCOUNTS = ("postgres", "nobody")
_KEPT_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the machine."""

    name: str
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """Whether the server runs as somebody else than this process."""
        return self.uid != os.geteuid()

    def own(self, path: Path) -> None:
        """Give a new file or folder to this account (only root needs to, and can)."""
        if self.is_other:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def server_account(pgdata: Path) -> Account:
    """The user that runs the server over `pgdata`, which need not exist yet."""
    owner = pgdata.stat().st_uid if pgdata.exists() else None
    if os.geteuid() == 0:
        return _system_account() if owner is None else _owner(pgdata, owner)
    if owner not in (None, os.geteuid()):
        raise DatabaseUnavailable(
            f"The database in {pgdata} belongs to {_name(owner)}. Run this as {_name(owner)}, "
            "or set BESIDE_DATA to a folder of your own."
        )
    return _account(os.geteuid())


def _system_account() -> Account:
    for name in SYSTEM_ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise DatabaseUnavailable(
        "PostgreSQL may not run as root, and this machine has no user postgres or nobody. "
        "Run Beside as an ordinary user, or set DATABASE_URL to a PostgreSQL server."
    )


def _owner(pgdata: Path, uid: int) -> Account:
    if uid == 0:
        raise DatabaseUnavailable(
            f"The database in {pgdata} belongs to root, and PostgreSQL may not run as root. "
            f"Give it to the user that ran it before: chown -R postgres {pgdata}"
        )
    return _account(uid)


def _account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise DatabaseUnavailable(
            f"User number {uid} has no name on this machine, and PostgreSQL needs one. Add it to "
            "/etc/passwd, or set DATABASE_URL to a PostgreSQL server."
        ) from None
    return Account(entry.pw_name, uid, entry.pw_gid)


def _name(uid: int | None) -> str:
    try:
        return pwd.getpwuid(uid or 0).pw_name
    except KeyError:
        return f"user number {uid}"


def run_as(
    account: Account,
    command: Sequence[str | Path],
    *,
    keep_open: Sequence[int] = (),
    own_session: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run a command as that user and wait; its output comes back as one text.

    The command sees none of our environment but the search paths, so no secret of the web
    process and no PG* setting reaches the server. `keep_open`: file descriptors it inherits.
    `own_session`: keys such as Ctrl-C of our terminal do not reach it.
    """
    kept = {key: os.environ[key] for key in _KEPT_ENVIRONMENT if key in os.environ}
    other = account.is_other
    return subprocess.run(  # noqa: S603
        [str(part) for part in command],
        cwd="/",
        env=kept | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        pass_fds=keep_open,
        start_new_session=own_session,
        user=account.uid if other else None,
        group=account.gid if other else None,
        extra_groups=[] if other else None,
    )
