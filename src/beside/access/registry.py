"""The lines of every app's `permissions.py`, and the tables that they name."""

import importlib
import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from django.apps import apps

from beside.rights import Book, Line, Look, Table

if TYPE_CHECKING:
    from django.db import models


@dataclass(frozen=True)
class Registration:
    """One table of one line, with the model that the line names."""

    model: "type[models.Model]"
    line: Line
    on: Table

    @property
    def kind(self) -> str:
        return self.line.kind

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def column(self, field: str) -> str:
        """The column of a field of this table."""
        return self.model._meta.get_field(field).column

    @property
    def goes_past_one(self) -> bool:
        """Whether these rows name a single person whom they go past, and no list of people."""
        return self.model._meta.get_field(self.on.past).is_relation

    @property
    def surveys(self) -> str:
        """The table of the surveys whose promise opens or closes these rows."""
        return self.model._meta.get_field(self.on.promise).related_model._meta.db_table

    @property
    def abouts(self) -> str:
        """The table of what these rows are about, or "" where each says so itself."""
        field = self.model._meta.get_field(self.on.about)
        return "" if field.primary_key else field.related_model._meta.db_table

    @property
    def files(self) -> str:
        """The table of the files that these rows lie in."""
        return self.file_model._meta.db_table

    @property
    def file_model(self) -> "type[models.Model]":
        """The model of the files that these rows lie in."""
        return self.model._meta.get_field(self.on.file).related_model


@cache
def book() -> Book:
    """All rights of all apps."""
    return Book(line for _app, module in _modules() for line in module.LINES)


@cache
def registrations() -> tuple[Registration, ...]:
    """Every table of every line, in the order of the apps."""
    return tuple(
        Registration(_model(app, table.model), line, table)
        for app, module in _modules()
        for line in module.LINES
        for table in line.tables
    )


def for_model(model: "type[models.Model]") -> list[Registration]:
    """The registrations of one table."""
    return [r for r in registrations() if r.model is model]


def open_tables() -> dict[str, str]:
    """Tables of apps that are open to everybody, each with the reason."""
    return {
        _model(app, name)._meta.db_table: why
        for app, module in _modules()
        for name, why in getattr(module, "OPEN", {}).items()
    }


def looks() -> list[Look]:
    """Every kind of look at a pupil, from `LOOKS` of each app's permissions."""
    return [look for _app, module in _modules() for look in getattr(module, "LOOKS", ())]


def _modules() -> Iterator[tuple[str, ModuleType]]:
    for config in apps.get_app_configs():
        name = f"{config.name}.permissions"
        if config.name.startswith("beside.") and importlib.util.find_spec(name):
            yield config.label, importlib.import_module(name)


def _model(app: str, name: str) -> "type[models.Model]":
    return apps.get_model(name if "." in name else f"{app}.{name}")


_FUNCTIONS: list[Callable[[], list[str]]] = []


def register_functions(statements: "Callable[[], list[str]]") -> None:
    """Add SQL that has to be worked out; what can be written down stands in `<app>/sql`."""
    if statements not in _FUNCTIONS:
        _FUNCTIONS.append(statements)


def functions() -> list[str]:
    """The SQL of every registered function, in order."""
    return [line for statements in _FUNCTIONS for line in statements()]
