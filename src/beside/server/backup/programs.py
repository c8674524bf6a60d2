"""Which pg_dump and pg_restore to use: a server wants those of its own version or newer."""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from psycopg.conninfo import make_conninfo

from beside.server.backup.errors import Refused
from beside.server.postgres.binaries import Binaries, bundled, usable

_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PGPASSFILE", "HOME")


def client(name: str, version: int) -> Path:
    """The program of that name: of this version of PostgreSQL, or the next newer one found."""
    found = {each.version: each.program(name) for each in _all() if _has(each, name, version)}
    if not found:
        raise Refused(
            f"No {name} of PostgreSQL {version} or newer was found. Install the client programs "
            f"of PostgreSQL {version}, or set BESIDE_PG_BIN to the folder that holds them."
        )
    return found[min(found)]


def server(version: int) -> Binaries:
    """A PostgreSQL to make a database with that can take in what came from this version."""
    found = list(usable())
    for each in found:
        if each.version >= version and _has(each, "pg_restore", version):
            return each
    have = ", ".join(sorted({str(each.version) for each in found})) or "none"
    raise Refused(
        f"This backup was taken from PostgreSQL {version}; found here: {have}. Install PostgreSQL "
        f"{version}, or set BESIDE_PG_BIN to its bin folder."
    )


def _all() -> Iterator[Binaries]:
    yield from usable()
    if ours := bundled():
        yield ours


def _has(binaries: Binaries, name: str, version: int) -> bool:
    return binaries.version >= version and os.access(binaries.program(name), os.X_OK)


def run(
    program: Path, conninfo: Mapping[str, str], options: Sequence[str | Path]
) -> subprocess.CompletedProcess[str]:
    """Run it on a database. Nobody sees the password in the list of processes."""
    where = {key: value for key, value in conninfo.items() if key != "password"}
    secret = {"PGPASSWORD": conninfo["password"]} if conninfo.get("password") else {}
    kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
    return subprocess.run(  # noqa: S603
        [program, f"--dbname={make_conninfo(**where)}", *options],
        env=kept | secret | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def last_words(done: subprocess.CompletedProcess[str]) -> str:
    """What the program said last, for a person."""
    return "\n".join(done.stderr.strip().splitlines()[-4:])
