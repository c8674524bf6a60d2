"""The SQL of every app: its functions, triggers and views, read from `<app>/sql/NAME.sql`.

One function, trigger function or view a file; the triggers that call a function stand below it. The
first line names the database role that owns it (`-- owner: beside_placer`, or `none` for the owner
of the tables), the second says what it is for. What several files need stands once, in
`<app>/sql/parts/NAME.sql`, and is put in where a file says `{{NAME}}`, or `{{NAME:x}}` for a part
with one value, written `$1` in it.

A file named in `UNIONS` holds one SELECT instead; those of all apps make one view, which shows each
reader what their row policies do.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from django.apps import apps

from beside.rights import Role

PLACE = re.compile(r"\{\{(\w+)(?::([\w.]+))?\}\}")
# What several apps have of one shape: the view of it, and its columns.
UNIONS = {"due": ("beside_due", "owner, day, kind, pupil, object")}
HEADER = re.compile(r"-- owner: (\w+)\n")
OWNED = re.compile(r"CREATE OR REPLACE (FUNCTION|VIEW) (\w+)")


class BadRoutine(Exception):
    """A file of SQL that does not keep to the form above; the message names it."""


@dataclass(frozen=True)
class Routine:
    """One file of SQL, its parts put in. `owner` is a database role or `none`."""

    name: str
    owner: str
    text: str

    @property
    def what(self) -> str:
        """FUNCTION or VIEW."""
        return self._created[0]

    @property
    def body(self) -> str:
        """The text of the function between its dollar signs, as the catalogue gives it back."""
        return self.text.split("$$")[1] if self.what == "FUNCTION" else ""

    @property
    def _created(self) -> tuple[str, str]:
        found = OWNED.search(self.text)
        if not found or found[2] != self.name:
            raise BadRoutine(f"{self.name}.sql does not create a function or view {self.name}")
        return found[1], found[2]

    def statements(self) -> Iterator[str]:
        """The SQL that makes it, and gives it to its owner; running it twice changes nothing."""
        yield self.text
        if self.owner != "none":
            yield f"ALTER {self.what} {self.name} OWNER TO {self.owner}"


@cache
def routines() -> tuple[Routine, ...]:
    """All routines of all apps: functions first, then the views that may call them."""
    files = [file for folder in _folders() for file in _files(folder)]
    found = [_routine(file) for file in files if file.name.removesuffix(".sql") not in UNIONS]
    return tuple(sorted(found, key=lambda each: each.what == "VIEW"))


def statements() -> list[str]:
    """The SQL of all routines, in an order in which each finds what it needs."""
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
    selects = "\nUNION ALL\n".join(filled(file.read_text(encoding="utf-8")) for file in files)
    return f"CREATE OR REPLACE VIEW {view} ({columns}) WITH (security_invoker) AS\n{selects}"


def drop_views() -> list[str]:
    """The SQL that takes the views away, so that a migration may change what they read."""
    return [f"DROP VIEW IF EXISTS {view}" for view, _columns in UNIONS.values()]


def given_to(owner: Role, texts: Mapping[str, str]) -> list[str]:
    """The SQL that makes functions which have to be worked out, by their signatures, an owner's."""
    lines = [f"GRANT CREATE ON SCHEMA public TO {owner}"]
    for signature, text in texts.items():
        lines += [text, f"ALTER FUNCTION {signature} OWNER TO {owner}"]
    return [*lines, f"REVOKE CREATE ON SCHEMA public FROM {owner}"]


def filled(text: str) -> str:
    """A text of SQL with its parts put in. An unknown part is a `BadRoutine`."""
    return PLACE.sub(lambda place: filled(_part(place[1], place[2] or "")), text)


def _part(name: str, value: str) -> str:
    if name not in _parts():
        raise BadRoutine(f"there is no part {name}.sql in any folder sql/parts")
    return _parts()[name].replace("$1", value)


def _routine(file: Traversable) -> Routine:
    written = file.read_text(encoding="utf-8")
    header = HEADER.match(written)
    if not header:
        raise BadRoutine(f"{file.name} does not begin with the line `-- owner: ...`")
    return Routine(file.name.removesuffix(".sql"), header[1], filled(written[header.end() :]))


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
