"""Statements of a fixed text, for what every request reads: docs/adr/0019."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model


class Statement:
    """SQL written once, whose rows are records side by side.

    `text` has `{name}` where the columns of a record stand, read from the table of that alias.
    `records` says which model each is. The row policies judge it like any other statement.
    """

    def __init__(self, text: str, **records: type[Model]):
        self.text, self.records = text, records

    @cached_property
    def _sql(self) -> str:
        return self.text.format(**{name: self._columns(name) for name in self.records})

    def _columns(self, name: str) -> str:
        fields = self.records[name]._meta.concrete_fields
        return ", ".join(f"{name}.{field.column}" for field in fields)

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """The records of each row in the order they were named; None for one without a key."""
        with connection.cursor() as cursor:
            cursor.execute(self._sql, values)
            return [tuple(self._split(row)) for row in cursor.fetchall()]

    def _split(self, row: Sequence[Any]) -> Iterator[Model | None]:
        at = 0
        for model in self.records.values():
            names = [field.attname for field in model._meta.concrete_fields]
            values = row[at : at + len(names)]
            at += len(names)
            found = model.from_db(DEFAULT_DB_ALIAS, names, values)
            yield None if found.pk is None else found
