"""What a backup says about itself: what is in it, when it was taken, by which version."""

import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from beside.server.backup.errors import Refused
from beside.server.version import version

FORMAT = 1
DATABASE = "database.dump"
SETTINGS = "settings.json"
FILES = "files/"


@dataclass(frozen=True, slots=True)
class Table:
    """What a table held: how many rows, which columns, and a checksum of all that stood in them."""

    rows: int
    checksum: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the backup."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first thing in a backup. `key_mark` tells one secret key from another."""

    version: str
    taken: str
    postgres: int
    key_mark: str
    tables: dict[str, Table]
    members: dict[str, Member]
    migrations: tuple[str, ...] = ()
    format: int = FORMAT
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> list[str]:
        """The names of the files of the data folder, as they are called there."""
        return [name.removeprefix(FILES) for name in self.members if name.startswith(FILES)]

    def text(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def read(text: bytes) -> Manifest:
    """The manifest out of a backup; refuses one that is newer than this Beside."""
    try:
        found = json.loads(text)
        _refuse_newer(found)
        tables = {name: _table(each) for name, each in found.pop("tables").items()}
        members = {name: Member(**each) for name, each in found.pop("members").items()}
        migrations = tuple(found.pop("migrations"))
        return Manifest(tables=tables, members=members, migrations=migrations, **found)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused("This backup does not say what is in it. It cannot be read.") from error


def _table(found: dict[str, Any]) -> Table:
    return Table(found["rows"], found["checksum"], tuple(found["columns"]))


def _refuse_newer(found: dict[str, Any]) -> None:
    unknown = [name for name in found["migrations"] if not _is_known(name)]
    if found["format"] > FORMAT or _number(found["version"]) > _number(version()) or unknown:
        because = f" (it holds {unknown[0]})" if unknown else ""
        raise Refused(
            f"This backup was made by a newer Beside, {found['version']}{because}; this is "
            f"{version()}. Bring in that version, then restore."
        )


def _number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def _is_known(migration: str) -> bool:
    """Whether this Beside has that migration, where it is of one of its own apps."""
    app, _, name = migration.partition(".")
    folder = _folders().get(app)
    return folder is None or (folder / "migrations" / f"{name}.py").exists()


@cache
def _folders() -> dict[str, Path]:
    """Beside's own apps: the folder of each, by the label its migrations go under."""
    found = {}
    for path in Path(str(resources.files("beside"))).glob("*/apps.py"):
        for label in re.findall(r'^    label = "(\w+)"', path.read_text(), re.MULTILINE):
            found[label] = path.parent
    return found


def key_mark(secret_key: str) -> str:
    """Tells whether two secret keys are the same, and nothing else about them."""
    return hmac.new(secret_key.encode(), b"beside backup", hashlib.sha256).hexdigest()[:32]
