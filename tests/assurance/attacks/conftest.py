import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.assurance.attacks.attacked import Attacked


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that the account of the database may reach too."""
    data = Path(tempfile.mkdtemp(prefix="beside-attacked-"))
    try:
        yield data
    finally:
        shutil.rmtree(data, ignore_errors=True)
        data.with_name(data.name + ".log").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def filled() -> Iterator[Path]:
    """The made-up school as each file of attacks finds it; one that is there may be named."""
    if made := os.environ.get("BESIDE_MADE_UP_SCHOOL"):
        yield Path(made)
        return
    with _folder() as data:
        Attacked(data).fill()
        yield data


@pytest.fixture(scope="module")
def school(filled) -> Iterator[Attacked]:
    """A copy of it, served for one file."""
    with _folder() as data:
        subprocess.run(["cp", "-a", f"{filled}/.", str(data)], check=True)
        found = Attacked(data)
        try:
            found.start()
            yield found
        finally:
            found.end()
