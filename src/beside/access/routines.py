"""Load the SQL functions, triggers and views of every app from its files `<app>/sql/NAME.sql`.

Each file creates one function, trigger function or view, followed by the triggers that call it. The
first line names the database role that owns it (`-- owner: beside_placer`, or `none` for the owner
of the tables); the second line says what it is for. SQL that several files share is written once,
in `<app>/sql/parts/NAME.sql`. A file includes it with the placeholder `{{NAME}}`, or `{{NAME:x}}`
for a part that takes one value; `$1` in the part stands for that value.

A file named in `UNIONS` holds a single SELECT instead. The SELECTs of all apps are joined by UNION
ALL into one view. The view runs with the rights of its reader, so row policies apply to it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from django.apps import apps

from beside.rights import Role

PLACEHOLDER = re.compile(r"\{\{(\w+)(?::([\w.]+))?\}\}")
# Views joined from the SELECTs of several apps: file name, then name and columns of the view.
UNIONS = {"due": ("beside_due", "owner, day, kind, pupil, object")}
HEADER = re.compile(r"-- owner: (\w+)\n")
CREATED = re.compile(r"CREATE OR REPLACE (FUNCTION|VIEW) (\w+)")


class BadRoutine(Exception):
    """An SQL file that breaks the rules at the top of this module; the message names the file."""


@dataclass(frozen=True)
class Routine:
    """One SQL file with its shared parts included. `owner` is a database role or `none`."""

    name: str
    owner: str
    text: str

    @property
    def object_type(self) -> str:
        """What the file creates, as SQL writes it: `FUNCTION` or `VIEW`."""
        return self._created[0]

    @property
    def body(self) -> str:
        """The source between the `$$` signs, to compare with `pg_proc.prosrc`; "" for a view."""
        return self.text.split("$$")[1] if self.object_type == "FUNCTION" else ""

    @property
    def _created(self) -> tuple[str, str]:
        found = CREATED.search(self.text)
        if not found or found[2] != self.name:
            raise BadRoutine(f"{self.name}.sql does not create a function or view {self.name}")
        return found[1], found[2]

    def statements(self) -> Iterator[str]:
        """The SQL that creates the object and sets its owner; running it twice changes nothing."""
        yield self.text
        if self.owner != "none":
            yield f"ALTER {self.object_type} {self.name} OWNER TO {self.owner}"


@cache
def routines() -> tuple[Routine, ...]:
    """All routines of all apps: functions first, then the views that may call them."""
    files = [file for folder in _folders() for file in _files(folder)]
    found = [_routine(file) for file in files if file.name.removesuffix(".sql") not in UNIONS]
    return tuple(sorted(found, key=lambda each: each.object_type == "VIEW"))


def statements() -> list[str]:
    """The SQL that creates all routines and union views, ready to be run in this order.

    The owning roles may create in the schema `public` only while it runs.
    """
    owners = sorted({each.owner for each in routines()} - {"none"})
    made = [line for each in routines() for line in each.statements()]
    return [
        "SET check_function_bodies = off",
        *(f"GRANT CREATE ON SCHEMA public TO {owner}" for owner in owners),
        *made,
        *(_union(name) for name in UNIONS),
        *(f"REVOKE CREATE ON SCHEMA public FROM {owner}" for owner in owners),
        "RESET check_function_bodies",
    ]


def _union(name: str) -> str:
    view, columns = UNIONS[name]
    files = (file for folder in _folders() for file in _files(folder) if file.name == f"{name}.sql")
    selects = "\nUNION ALL\n".join(with_parts(file.read_text(encoding="utf-8")) for file in files)
    return f"CREATE OR REPLACE VIEW {view} ({columns}) WITH (security_invoker) AS\n{selects}"


def drop_views() -> list[str]:
    """The SQL that drops the union views, so that a migration may change the tables they read."""
    return [f"DROP VIEW IF EXISTS {view}" for view, _columns in UNIONS.values()]


def functions_owned_by(owner: Role, texts: Mapping[str, str]) -> list[str]:
    """The SQL that creates functions built in Python and makes `owner` their owner.

    `texts` maps the signature of each function, such as `f(uuid)`, to the SQL that creates it.
    """
    lines = [f"GRANT CREATE ON SCHEMA public TO {owner}"]
    for signature, text in texts.items():
        lines += [text, f"ALTER FUNCTION {signature} OWNER TO {owner}"]
    return [*lines, f"REVOKE CREATE ON SCHEMA public FROM {owner}"]


def with_parts(text: str) -> str:
    """SQL text with each placeholder replaced by its part. Raises `BadRoutine` if there is none."""
    return PLACEHOLDER.sub(lambda place: with_parts(_part(place[1], place[2] or "")), text)


def _part(name: str, value: str) -> str:
    if name not in _parts():
        raise BadRoutine(f"there is no part {name}.sql in any folder sql/parts")
    return _parts()[name].replace("$1", value)


def _routine(file: Traversable) -> Routine:
    written = file.read_text(encoding="utf-8")
    header = HEADER.match(written)
    if not header:
        raise BadRoutine(f"{file.name} does not begin with the line `-- owner: ...`")
    return Routine(file.name.removesuffix(".sql"), header[1], with_parts(written[header.end() :]))


@cache
def _parts() -> dict[str, str]:
    files = [file for folder in _folders() for file in _files(folder / "parts")]
    return {file.name.removesuffix(".sql"): file.read_text().rstrip("\n") for file in files}


def _folders() -> Iterable[Traversable]:
    ours = (app.name for app in apps.get_app_configs() if app.name.startswith("beside."))
    return [resources.files(name) / "sql" for name in ours]


def _files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
