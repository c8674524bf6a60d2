"""Starting and ending the server's processes, whatever state an earlier death left behind."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from beside.server.postgres.accounts import Account, run_as
from beside.server.postgres.binaries import Binaries
from beside.server.postgres.configuration import write_configuration
from beside.server.postgres.errors import DatabaseUnavailable, explain
from beside.server.postgres.folders import Cluster, prepare_socket_folder
from beside.server.postgres.locks import try_lock
from beside.server.postgres.observing import (
    Server,
    answering,
    lives,
    orphans,
    postmaster,
    read_pid_file,
)
from beside.server.postgres.progress import told_when_slow

PATIENCE = 15.0
RECOVERY = 600.0
_PAUSE = 0.03
_WORTH_ANOTHER_TRY = ("pre-existing shared memory block", "lock file")
# The shell leaves the server running in the background and ends, so that no process of ours is
# its parent: a dead child that nobody waits for would keep its number, and look alive.
_IN_BACKGROUND = 'log=$1; shift; "$@" >"$log" 2>&1 &'


def start(cluster: Cluster, binaries: Binaries, account: Account) -> Server:
    """Start the server and wait until it answers, through recovery after a crash if need be.

    The caller holds the start lock. Raises DatabaseUnavailable after 15 seconds without a living
    server, or 10 minutes of recovery.
    """
    with told_when_slow("Starting the database; after a crash this takes a little longer ..."):
        begun = seen_alive = time.monotonic()
        launched = False
        while time.monotonic() - seen_alive < PATIENCE and time.monotonic() - begun < RECOVERY:
            if server := answering(cluster, "postgres"):
                return server
            if postmaster(cluster):
                seen_alive = time.monotonic()
                _end_unreachable(cluster)
            else:
                launched = _launch_or_clear(cluster, binaries, account, launched=launched)
            time.sleep(_PAUSE)
    raise _gave_up(cluster)


def _gave_up(cluster: Cluster) -> DatabaseUnavailable:
    if postmaster(cluster):
        return DatabaseUnavailable(
            "The database is still putting itself in order after a crash. Try again in a few "
            f"minutes; {cluster.logs} says how far it is."
        )
    return DatabaseUnavailable(
        "Parts of an earlier database server are still running. Wait a minute, then try again."
    )


def _launch_or_clear(
    cluster: Cluster, binaries: Binaries, account: Account, *, launched: bool
) -> bool:
    """Launch when nothing of an earlier server lives, else end what lives; was it launched?"""
    life = try_lock(cluster.life_lock, account)
    if life is None:
        end_orphans(cluster)
        return launched
    try:
        if launched:
            _refuse_unless_passing(cluster)
        _launch(cluster, binaries, account, life)
    finally:
        os.close(life)
    return True


def _refuse_unless_passing(cluster: Cluster) -> None:
    words = _last_words(cluster)
    if not any(phrase in words for phrase in _WORTH_ANOTHER_TRY):
        raise explain(words, "start")


def _launch(cluster: Cluster, binaries: Binaries, account: Account, life: int) -> None:
    """Start the first process. Holding `life` proves that no note or socket here is in use."""
    cluster.pid_file.unlink(missing_ok=True)
    socket = prepare_socket_folder(cluster, account)
    write_configuration(cluster, account, socket)
    shell = ("/bin/sh", "-c", _IN_BACKGROUND, "sh", cluster.startup_log)
    server = (binaries.program("postgres"), "-D", cluster.pgdata)
    run_as(account, (*shell, *server), keep_open=[life], own_session=True)


def _end_unreachable(cluster: Cluster) -> None:
    """Somebody swept the temporary folder: the server runs, but nobody can reach it."""
    note = read_pid_file(cluster)
    if note and note.is_ready and note.socket and not Path(note.socket).exists():
        _signal(note.pid, signal.SIGINT)


def _last_words(cluster: Cluster) -> str:
    """What the server said last, before its log was open and after."""
    logs = sorted(cluster.logs.glob("*.log"), key=lambda path: path.stat().st_mtime)[-1:]
    found = [path for path in (cluster.startup_log, *logs) if path.exists()]
    texts = [path.read_text("utf-8", "replace") for path in found]
    return "\n".join("\n".join(text.splitlines()[-8:]) for text in texts)


def end(cluster: Cluster) -> bool:
    """End the server, giving it 30 seconds to finish what it writes; did one live?

    The caller holds the start lock.
    """
    found = lives(cluster)
    for kind, patience in ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0)):
        deadline = time.monotonic() + patience
        if pid := postmaster(cluster):
            _signal(pid, kind)
        while lives(cluster) and time.monotonic() < deadline:
            if postmaster(cluster) is None:
                end_orphans(cluster)
            time.sleep(_PAUSE)
    if lives(cluster):
        raise DatabaseUnavailable("The database did not stop. Try again in a minute.")
    return found


def end_orphans(cluster: Cluster) -> None:
    """End what a killed server left behind; none of it can serve anybody any more."""
    for pid in orphans(cluster):
        _signal(pid, signal.SIGQUIT)


def _signal(pid: int, kind: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, kind)
