"""Statements of a fixed text, for what every request reads: docs/adr/0019."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model


class _Record(NamedTuple):
    """Which part of a row is a record: its model, the names of its values, what reads them."""

    model: type[Model]
    names: list[str]
    place: slice
    readers: list[Any]


class Statement:
    """SQL written once, whose rows are records side by side, then single values.

    `text` has `{name}` where the columns of a record stand, read from the table of that alias.
    `records` says which model each is. The row policies judge it like any other statement.
    """

    def __init__(self, text: str, **records: type[Model]):
        self.text, self.models = text, records

    @cached_property
    def _sql(self) -> str:
        columns = {
            name: ", ".join(f"{name}.{field.column}" for field in model._meta.concrete_fields)
            for name, model in self.models.items()
        }
        return self.text.format(**columns)

    @cached_property
    def _records(self) -> list[_Record]:
        found, at = [], 0
        for model in self.models.values():
            fields = model._meta.concrete_fields
            readers = [(n, f) for n, f in enumerate(fields) if hasattr(f, "from_db_value")]
            place = slice(at, at + len(fields))
            found.append(_Record(model, [f.attname for f in fields], place, readers))
            at = place.stop
        return found

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """For each row its records in the order they were named, None for one without a key."""
        with connection.cursor() as cursor:
            cursor.execute(self._sql, values)
            return [tuple(self._split(row)) for row in cursor.fetchall()]

    def _split(self, row: Sequence[Any]) -> Iterator[Any]:
        for record in self._records:
            values = list(row[record.place])
            for place, field in record.readers:
                values[place] = field.from_db_value(values[place], None, connection)
            found = record.model.from_db(DEFAULT_DB_ALIAS, record.names, values)
            yield None if found.pk is None else found
        yield from row[self._records[-1].place.stop :]
