"""Killing the worker while it has an import in hand, as its own queue says."""

import time

import psycopg

from beside.server.postgres import address
from beside.server.postgres.roles import OWNER
from tests.assurance.running import Running, until

KINDS = ("plan_import", "apply_import")
IN_HAND = (
    "SELECT id, attempts FROM procrastinate_jobs"
    " WHERE status = 'doing' AND task_name = 'schools.' || %s"
)


def kill_worker(running: Running, kind: str, *, patience: float, later: float) -> bool:
    """Kill the worker `later` seconds into the next job of this kind; was one cut short?

    Kills it all the same where none begins in time. A job counts as cut short where it was begun
    before the kill and is still not done after it.
    """
    with _connected(running) as connection:
        before, begun = _in_hand(connection, kind), set()
        deadline = time.monotonic() + patience
        while not begun and time.monotonic() < deadline:
            time.sleep(0.005)
            begun = _in_hand(connection, kind) - before
        time.sleep(later)
        until(lambda: running.kill_next("worker"), 60, "a worker to kill")
        return bool(begun & _in_hand(connection, kind))


def _connected(running: Running) -> psycopg.Connection:
    """A connection of our own; a database that was killed a moment ago is still starting."""
    place, deadline = address(running.data, user=OWNER), time.monotonic() + 60
    while True:
        try:
            return psycopg.connect(**place, autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _in_hand(connection: psycopg.Connection, kind: str) -> set[tuple[int, int]]:
    """The jobs of this kind that were begun and are not done."""
    return set(connection.execute(IN_HAND, [kind]).fetchall())
