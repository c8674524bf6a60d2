import shutil
import subprocess
from pathlib import Path

import pytest

from beside.server.postgres import ensure, stop
from tests.server.backup.school import own_server, run, school_in
from tests.server.places import new_folder


@pytest.fixture(scope="session")
def made_school():
    """A small school in a private database, made once and stopped, to be copied."""
    folder = new_folder()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("BESIDE_PG_BIN", "DATABASE_URL", "BESIDE_SECRET_KEY"):
            patch.delenv(name, raising=False)
        school_in(folder)
    stop(folder)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def school(made_school: Path):
    """A running private database with a small school in it, for one test."""
    folder = new_folder()
    subprocess.run(["cp", "-a", f"{made_school}/.", folder], check=True)
    ensure(folder, fast=True)
    yield folder
    stop(folder)
    shutil.rmtree(folder)


@pytest.fixture
def shelf():
    """A folder for backups, and what is restored, on another place than the data."""
    folder = new_folder()
    folder.chmod(0o755)
    yield folder
    for data in folder.glob("*/"):
        stop(data)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def kept_backup(made_school: Path):
    """A backup of the small school, and a key that opens it encrypted."""
    folder = new_folder()
    run("backup", folder / "plain.backup", data=made_school)
    stop(made_school)
    yield folder / "plain.backup"
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def own():
    """A PostgreSQL as a school may have it: on the network, with passwords."""
    with own_server() as server:
        yield server
