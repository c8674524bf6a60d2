"""The SQL functions of the apps: one a file in `<app>/sql`, whose first line names its owner."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

OWNER = re.compile(r"-- owner: (\w+)\n")
NAME = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)")


def statements() -> list[str]:
    """What makes every function of every app, safe to run again."""
    return [line for path in _files() for line in _of(path.read_text())]


def _files() -> Iterator[Path]:
    for app in apps.get_app_configs():
        if app.name.startswith("beside."):
            yield from sorted(Path(app.path, "sql").glob("*.sql"))


def _of(text: str) -> list[str]:
    owner = OWNER.match(text)[1]  # type: ignore[index]
    if owner == "none":
        return [text]
    given = [f"ALTER FUNCTION {name} OWNER TO {owner}" for name in NAME.findall(text)]
    allow = f"CREATE ON SCHEMA public {{}} {owner}"
    return ["GRANT " + allow.format("TO"), text, *given, "REVOKE " + allow.format("FROM")]
