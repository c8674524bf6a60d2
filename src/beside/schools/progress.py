"""How far a long transaction is, told over a connection of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def reporting(key: str) -> Iterator[Callable[[str, float], None]]:
    """Gives `report(what, share)`; the pages read it with `how_far(key)` while the work goes on."""
    connection = connections.create_connection("default")

    def report(_what: str, share: float) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO schools_progress (work_id, percent) VALUES (%s, %s)"
                " ON CONFLICT (work_id) DO UPDATE SET percent = excluded.percent",
                [key, round(share * 100)],
            )

    try:
        yield report
    finally:
        connection.close()


def how_far(key: str) -> int:
    """Percent done, 0 where nothing has been told."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT percent FROM schools_progress WHERE work_id = %s", [key])
        row = cursor.fetchone()
    return row[0] if row else 0
