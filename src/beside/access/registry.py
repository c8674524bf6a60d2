"""Which table is which kind of record, and which of its columns is the pupil and the writer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from beside.access.bases import Kind, Role

if TYPE_CHECKING:
    from django.db import models


@dataclass(frozen=True)
class Registration:
    """One table as one kind.

    `pupil` and `author` are field names (`author` may be ""); `only` limits it to rows whose field
    has one of the values; `promise` is the field that leads to the round, and `opened` the one that
    says whether the pupil opened this row. `pupils_array` marks a table with many pupils a row;
    `scope` is the field of a table whose rows are scopes themselves, reached by whoever stands on
    them. Of the fields in `unrecorded` the audit keeps nothing.
    """

    model: "type[models.Model]"
    kind: Kind
    pupil: str
    author: str = ""
    only: tuple[str, tuple[str, ...]] | None = None
    promise: str = ""
    opened: str = ""
    pupils_array: bool = False
    scope: str = ""
    unrecorded: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def column(self, field: str) -> str:
        """The column of a field of this table."""
        return self.model._meta.get_field(field).column


_REGISTRATIONS: list[Registration] = []


def register(model: "type[models.Model]", kind: Kind, **options) -> None:
    """Say that a table holds this kind of record; called once per table and kind by its app."""
    registration = Registration(model, kind, **options)
    if registration not in _REGISTRATIONS:
        _REGISTRATIONS.append(registration)


def registrations() -> list[Registration]:
    """All registrations, in the order the apps made them."""
    return list(_REGISTRATIONS)


def for_model(model: "type[models.Model]") -> list[Registration]:
    """The registrations of one table."""
    return [r for r in _REGISTRATIONS if r.model is model]


_FUNCTIONS: list[Callable[[], list[str]]] = []


def register_functions(statements: "Callable[[], list[str]]") -> None:
    """Add SQL functions of an app to the second lock; they run as a named database role."""
    if statements not in _FUNCTIONS:
        _FUNCTIONS.append(statements)


def functions() -> list[str]:
    """The SQL of every registered function, in order."""
    return [line for statements in _FUNCTIONS for line in statements()]


def owned_by(owner: Role, texts: Mapping[str, str]) -> list[str]:
    """The SQL that makes these functions, by their signatures, run as a database role."""
    lines = [f"GRANT CREATE ON SCHEMA public TO {owner}"]
    for signature, text in texts.items():
        lines += [text, f"ALTER FUNCTION {signature} OWNER TO {owner}"]
    return [*lines, f"REVOKE CREATE ON SCHEMA public FROM {owner}"]
