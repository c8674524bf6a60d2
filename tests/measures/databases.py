"""Plain tables in a real database: SQLite in memory, and PostgreSQL where there is one."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from beside.measures import tables
from beside.measures.query import Dialect
from beside.server import postgres


@dataclass(frozen=True)
class Database:
    """Somewhere to put plain tables, and to run measures over them."""

    dialect: Dialect
    execute: Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]
    insert: Callable[[str, Sequence[Sequence[Any]]], None]

    def hold(self, given: tables.Tables) -> None:
        """Hold these rows, and no others."""
        for table, rows in tables.rows_of(given).items():
            self.execute(f"DELETE FROM {table}", {})
            if rows:
                self.insert(table, rows)


@contextmanager
def sqlite() -> Iterator[Database]:
    connection = sqlite3.connect(":memory:")

    def insert(table: str, rows: Sequence[Sequence[Any]]) -> None:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    for table in tables.ROWS:
        connection.execute(tables.create(table))
    yield Database(
        "sqlite", lambda text, values: connection.execute(text, values).fetchall(), insert
    )
    connection.close()


@contextmanager
def postgresql(place: Mapping[str, str]) -> Iterator[Database]:
    with psycopg.connect(**place, autocommit=True) as connection:

        def execute(text: str, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
            cursor = connection.execute(text, values)
            return cursor.fetchall() if cursor.description else []

        def insert(table: str, rows: Sequence[Sequence[Any]]) -> None:
            with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)

        for table in tables.ROWS:
            connection.execute(tables.create(table).replace("CREATE", "CREATE TEMPORARY", 1))
        yield Database("postgresql", execute, insert)


@contextmanager
def server() -> Iterator[Mapping[str, str]]:
    """Where PostgreSQL is: BESIDE_TEST_DSN, this run's private server, or one of our own."""
    if dsn := os.environ.get("BESIDE_TEST_DSN"):
        yield {"conninfo": dsn}
    elif data := os.environ.get("BESIDE_DATA"):
        yield postgres.ensure(Path(data), fast=True).conninfo()
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield postgres.ensure(Path(folder), fast=True).conninfo()
            postgres.stop(Path(folder))
