"""The drill: a backup put back elsewhere, migrated, compared, signed in to, thrown away."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from beside.server import postgres
from beside.server.backup import counting, restoring
from beside.server.backup.errors import plainly
from beside.server.backup.manifest import Manifest
from beside.server.backup.places import Connection, Place

# No mail server, no database and no folder of the real one reach the copy.
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONPATH", "TMPDIR", "BESIDE_PG_BIN")
_HISTORY = "public.django_migrations"


@dataclass(slots=True)
class Outcome:
    """How a drill went. `migrated`: what the copy lacked and was brought in."""

    manifest: Manifest
    differences: list[str] = field(default_factory=list)
    migrated: list[str] = field(default_factory=list)
    signed_in: bool = False

    @property
    def went_well(self) -> bool:
        return self.signed_in and not self.differences


def drill(file: Path, identity: Path | None) -> Outcome:
    """Try a backup whole, in a database of its own that is thrown away."""
    with restoring.opened(file, identity) as backup, plainly(), _elsewhere() as folder:
        outcome = Outcome(backup.manifest)
        place = restoring.fill_private(backup, folder / "data", fast=True)
        restoring.put_files(backup, place.data)
        with place.connected() as connection:
            outcome.differences += restoring.differences(connection, backup.manifest)
            before = counting.rows(connection)
        if _tried(place, "migrate", outcome):
            _compare_migrated(place, outcome, before)
            outcome.signed_in = _tried(place, "sign-in", outcome)
        return outcome


@contextmanager
def _elsewhere() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="beside-drill-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        postgres.stop(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)


def _compare_migrated(place: Place, outcome: Outcome, before: dict[str, int]) -> None:
    """Migrating may lose no row, and change nothing at all where there was nothing to bring in."""
    wanted = outcome.manifest
    with place.connected() as connection:
        outcome.migrated = sorted(_migrations(connection) - set(wanted.migrations))
        if outcome.migrated:
            outcome.differences += counting.lost(before, counting.rows(connection))
            outcome.differences += counting.stuck_sequences(connection)
        else:
            outcome.differences += restoring.differences(connection, wanted)


def _migrations(connection: Connection) -> set[str]:
    asked = f"SELECT app || '.' || name FROM {_HISTORY}"
    return {str(name) for (name,) in connection.execute(asked.encode())}


def _tried(place: Place, what: str, outcome: Outcome) -> bool:
    """Have the copy do this, in a program of its own; did it go well?"""
    said = _say(place, what, outcome.manifest)
    outcome.differences += [each for each in said["faults"] if each not in outcome.differences]
    return bool(said["went_well"])


def _say(place: Place, what: str, manifest: Manifest) -> dict[str, Any]:
    kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "beside.server.backup.trying", what, manifest.key_mark],
        env=kept | {"BESIDE_DATA": str(place.data)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        words = done.stderr.strip()[-600:]
        return {"faults": [f"The copy could not {what}: {words}"], "went_well": False}
