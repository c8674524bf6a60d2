"""Tables made of what came in no table, so that its rows are checked and named like all others."""

from collections.abc import Sequence

from .tables import Table
from .text import header_key


def made_table(name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of these rows, the first of which is row 2, as if the header stood above them."""
    lines = [list(header), *(list(row) for row in rows)]
    table = Table(name, list(header), lambda: enumerate(lines, start=1))
    table.columns = {header_key(title): place for place, title in enumerate(header)}
    table.used = set(table.columns)
    table.rows_read = len(rows)
    return table
