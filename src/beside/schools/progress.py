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
                "INSERT INTO beside_cache (cache_key, value, expires)"
                " VALUES (%s, %s, now() + interval '1 hour')"
                " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value",
                [f"progress:{key}", str(round(share * 100))],
            )

    try:
        yield report
    finally:
        connection.close()


def how_far(key: str) -> int:
    """Percent done, 0 where nothing has been told."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM beside_cache WHERE cache_key = %s", [f"progress:{key}"])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
