"""Two locks on files: one for who may start the server, one that says whether it lives.

Both are `flock`, so the kernel frees them when the last holder dies, however it dies. The life
lock is inherited by PostgreSQL and every process it forks: while it is held some process of that
server lives, and once it is free none does. No process number is ever trusted for that.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beside.server.postgres.accounts import Account
from beside.server.postgres.errors import DatabaseUnavailable
from beside.server.postgres.progress import told_when_slow

_PAUSE = 0.03


def try_lock(path: Path, account: Account | None = None) -> int | None:
    """Take the lock if it is free: a file descriptor, which frees it when closed, or None.

    A new lock file is given to `account`.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    if account is not None:
        account.own(path)
    return descriptor


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock now."""
    if not path.exists():
        return False
    descriptor = try_lock(path)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False


@contextmanager
def locked(path: Path, account: Account, *, patience: float = 180.0) -> Iterator[int]:
    """Hold the lock, waiting for it at most `patience` seconds; yields its file descriptor."""
    with told_when_slow("Waiting for another program that starts or stops the database ..."):
        descriptor = _wait(path, account, patience)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _wait(path: Path, account: Account, patience: float) -> int:
    deadline = time.monotonic() + patience
    while (descriptor := try_lock(path, account)) is None:
        if time.monotonic() > deadline:
            raise DatabaseUnavailable(
                f"Another program has been starting or stopping this database for "
                f"{patience:.0f} seconds. End it, then try again."
            )
        time.sleep(_PAUSE)
    return descriptor
