"""A small SQL prompt for machines without psql."""

import sys

import psycopg
from psycopg.conninfo import make_conninfo


def prompt(conninfo: dict[str, str]) -> int:
    """Read statements ending in a semicolon from standard input, print rows with tabs between."""
    with psycopg.connect(make_conninfo(**conninfo), autocommit=True) as connection:
        print("SQL ends with ; and Ctrl-D leaves.", file=sys.stderr)
        statement = ""
        for line in sys.stdin:
            statement += line
            if line.rstrip().endswith(";"):
                _answer(connection, statement)
                statement = ""
    return 0


def _answer(connection: psycopg.Connection[tuple[object, ...]], statement: str) -> None:
    try:
        cursor = connection.execute(statement.encode())
    except psycopg.Error as error:
        print(error, file=sys.stderr)
        return
    if cursor.description is None:
        print(cursor.statusmessage)
        return
    print("\t".join(column.name for column in cursor.description))
    for row in cursor:
        print("\t".join("" if value is None else str(value) for value in row))
