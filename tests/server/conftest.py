import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from beside.server.postgres import Server, ensure, stop
from tests.server.places import PROGRAMS, new_folder


@pytest.fixture(autouse=True)
def no_choices_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BESIDE_DATA", "BESIDE_PG_BIN", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def data() -> Iterator[Path]:
    folder = new_folder()
    yield folder
    stop(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def stopped() -> Iterator[Path]:
    """A database made once, stopped, to be copied."""
    folder = new_folder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BESIDE_PG_BIN", str(PROGRAMS["wheel"]))
        ensure(folder, fast=True)
        stop(folder)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def made(data: Path, stopped: Path) -> Path:
    """A folder with a database that was made before and is not running."""
    subprocess.run(["cp", "-a", f"{stopped}/.", data], check=True)
    return data


@pytest.fixture(params=PROGRAMS)
def programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each PostgreSQL of this machine in turn."""
    folder = PROGRAMS[request.param]
    if not folder.exists():
        pytest.skip(f"{request.param} is not installed here")
    monkeypatch.setenv("BESIDE_PG_BIN", str(folder))
    return folder


@pytest.fixture(scope="session", params=PROGRAMS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One running server for all tests that only look."""
    folder = PROGRAMS[request.param]
    if not folder.exists():
        pytest.skip(f"{request.param} is not installed here")
    here = new_folder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BESIDE_PG_BIN", str(folder))
        yield ensure(here)
        stop(here)
    shutil.rmtree(here)
