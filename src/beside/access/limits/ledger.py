"""Counts of tries: never forgotten before their time, never undone by a rollback."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection
from django.utils.crypto import salted_hmac

CLEARED_EVERY = 1000

# A window starts with its first try, and ends when it was to end, whatever came in between.
TAKE = """
INSERT INTO access_tally AS t (key, n, until)
VALUES (%(key)s, 1, now() + %(seconds)s * interval '1 second')
ON CONFLICT (key) DO UPDATE SET
  n = CASE WHEN t.until <= now() THEN 1 ELSE t.n + 1 END,
  until = CASE WHEN t.until <= now() THEN excluded.until ELSE t.until END
WHERE t.until <= now() OR t.n < %(most)s
RETURNING n, until
"""
GIVE_BACK = "UPDATE access_tally SET n = n - 1 WHERE key = %s AND until = %s AND n > 0"
READ = "SELECT key, n FROM access_tally WHERE key = ANY (%s) AND until > now()"
CLEAR = "DELETE FROM access_tally WHERE until <= now()"


@dataclass(frozen=True)
class Limit:
    """How many tries of a kind there are for one key, in a window of so many seconds."""

    kind: str
    most: int
    seconds: int

    def row(self, key: str) -> str:
        """The key of its row: nobody who reads the table learns a name or an address from it."""
        return salted_hmac("beside.limit", f"{self.kind}:{key}", algorithm="sha256").hexdigest()


@dataclass(frozen=True)
class Try:
    """A try that was counted: the row, its window, and how many it makes in that window."""

    row: str
    until: datetime
    n: int


class _Line:
    """A connection of its own to the database, opened at the first need, one for a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: psycopg.Connection[Any] | None = None
        self._taken = 0

    def run(self, sql: str, values: Any = None) -> list[tuple[Any, ...]]:
        """Run one statement as one transaction; once more where the database was away."""
        with self._lock:
            try:
                return self._run(sql, values)
            except psycopg.OperationalError:
                self._close()
                return self._run(sql, values)

    def take(self, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Count a try, and now and then clear away what has run out."""
        self._taken += 1
        if self._taken % CLEARED_EVERY == 0:
            self.run(CLEAR)
        return self.run(TAKE, values)

    def _run(self, sql: str, values: Any) -> list[tuple[Any, ...]]:
        if self._connection is None or self._connection.closed:
            self._connection = self._open()
        found = self._connection.execute(sql, values)
        return found.fetchall() if found.description else []

    def _open(self) -> psycopg.Connection[Any]:
        given = connection.get_connection_params()
        wanted = ("dbname", "user", "password", "host", "port", "options", "sslmode", "sslrootcert")
        opened = psycopg.connect(
            **{name: given[name] for name in wanted if name in given}, autocommit=True
        )
        # Half a second of counts may go with the power; no page waits for the disk.
        opened.execute("SET synchronous_commit = off")
        opened.execute("SET statement_timeout = '5s'")
        return opened

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


_line = _Line()


def take(limit: Limit, key: str) -> Try | None:
    """Count a try; None where that would be one too many, and then nothing is counted."""
    row = limit.row(key)
    found = _line.take({"key": row, "seconds": limit.seconds, "most": limit.most})
    return Try(row, found[0][1], found[0][0]) if found else None


def take_all(wanted: Iterable[tuple[Limit, str]]) -> list[Try] | None:
    """Count a try under several limits; None where one of them is used up."""
    taken: list[Try] = []
    for limit, key in wanted:
        tried = take(limit, key)
        if tried is None:
            give_back(*taken)
            return None
        taken.append(tried)
    return taken


def give_back(*tries: Try) -> None:
    """Take back tries that were right."""
    for tried in tries:
        _line.run(GIVE_BACK, (tried.row, tried.until))


def counts(*wanted: tuple[Limit, str]) -> list[int]:
    """How many tries are counted under each of these now."""
    rows = [limit.row(key) for limit, key in wanted]
    found = dict(_line.run(READ, (rows,)))
    return [found.get(row, 0) for row in rows]


def is_spent(limit: Limit, key: str) -> bool:
    """Whether nothing is left, without counting."""
    return counts((limit, key))[0] >= limit.most


def once(limit: Limit, key: str) -> bool:
    """Whether this was not seen before within the window of a limit of one."""
    return take(limit, key) is not None


def is_open() -> bool:
    """Whether this process has counted anything."""
    return _line.is_open


def forget(limit: Limit, key: str) -> None:
    """Start a key anew: somebody has shown who they are."""
    _line.run("DELETE FROM access_tally WHERE key = %s", (limit.row(key),))


def clear() -> None:
    """Forget every count."""
    _line.run("DELETE FROM access_tally")
