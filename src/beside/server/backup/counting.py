"""How many rows each table holds, and a checksum of all of them, whatever their order."""

from collections.abc import Iterable, Iterator, Mapping

from psycopg import sql

from beside.server.backup.manifest import Table
from beside.server.backup.places import Connection

# How values read as text must not hang on the server, the user or the machine.
_READING = {
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "row_security": "off",
    "search_path": "pg_catalog",
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
}
_TABLES = """
SELECT n.nspname || '.' || c.relname,
       array_agg(a.attname::text ORDER BY a.attnum)
         FILTER (WHERE a.attnum > 0 AND NOT a.attisdropped)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND c.relpersistence <> 't'
  AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
GROUP BY 1 ORDER BY 1
"""
_COUNT = """
SELECT count(*), coalesce(sum(('x' || left(md5(line), 16))::bit(64)::bigint::numeric), 0)::text
FROM (SELECT ROW({columns})::text AS line FROM {table}) lines
"""
_SEQUENCES = """
SELECT n.nspname || '.' || c.relname, a.attname::text, s.schemaname || '.' || s.sequencename,
       s.last_value
FROM pg_sequences s
JOIN pg_depend d ON d.objid = format('%I.%I', s.schemaname, s.sequencename)::regclass
                AND d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass
JOIN pg_class c ON c.oid = d.refobjid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
ORDER BY 3
"""


def read_alike(connection: Connection) -> None:
    """Have this session read every value as the same text wherever it is read."""
    for name, value in _READING.items():
        connection.execute("SELECT set_config(%s, %s, false)", [name, value])


def tables(connection: Connection) -> dict[str, Table]:
    """Every table with its rows and checksum."""
    found = connection.execute(_TABLES).fetchall()
    return {name: _count(connection, name, columns or []) for name, columns in found}


def recount(connection: Connection, wanted: Mapping[str, Table]) -> dict[str, Table]:
    """The same, of these tables and columns alone, as far as they are there."""
    found: dict[str, list[str]] = dict(connection.execute(_TABLES).fetchall())
    return {
        name: _count(connection, name, table.columns)
        for name, table in wanted.items()
        if set(table.columns) <= set(found.get(name) or ()) and name in found
    }


def rows(connection: Connection) -> dict[str, int]:
    """How many rows every table holds."""
    found = connection.execute(_TABLES).fetchall()
    return {name: _count(connection, name, ()).rows for name, _columns in found}


def _count(connection: Connection, name: str, columns: Iterable[str]) -> Table:
    listed = tuple(columns)
    query = sql.SQL(_COUNT).format(
        columns=sql.SQL(", ").join(map(sql.Identifier, listed)),
        table=sql.Identifier(*name.split(".", 1)),
    )
    for count, checksum in connection.execute(query):
        return Table(count, checksum, listed)
    raise AssertionError("a count is one row")


def differences(wanted: Mapping[str, Table], found: Mapping[str, Table]) -> Iterator[str]:
    """What is in one and not, or not as, in the other; a sentence each."""
    for name, table in wanted.items():
        stands = found.get(name)
        if stands is None:
            yield f"The table {name} is missing, or some of its columns are."
        elif stands.rows != table.rows:
            yield f"{name} has {stands.rows} rows; the backup says {table.rows}."
        elif stands.checksum != table.checksum:
            yield f"{name} has the right number of rows, but not what was in them."


def lost(before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[str]:
    """Tables that are gone or hold fewer rows; a sentence each."""
    for name, count in before.items():
        if name not in after:
            yield f"After migrating, the table {name} is gone with its {count} rows."
        elif after[name] < count:
            yield f"After migrating, {name} has {after[name]} rows of {count}."


def stuck_sequences(connection: Connection) -> Iterator[str]:
    """Counters that would give out a number that is taken, so that nothing more can be written."""
    for name, column, sequence, last in connection.execute(_SEQUENCES).fetchall():
        query = sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(
            sql.Identifier(column), sql.Identifier(*name.split(".", 1))
        )
        for (highest,) in connection.execute(query):
            if (last or 0) < highest:
                yield f"{sequence} stands at {last or 0}, below {highest} in {name}."
