"""The plugin that gives a run of tests its database."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.places import SOURCE, until

_TESTS = """
import os, time
from pathlib import Path
from beside.server.postgres import ensure, status
HERE = Path(os.environ["BESIDE_DATA"])

def test_database_is_there_and_children_find_it():
    assert status(HERE).state == "running" and status(HERE).fast
    Path(os.environ["TELL"]).write_text(f"{HERE} {status(HERE).pid}")
    time.sleep(float(os.environ["STAY"]))
"""


_SETTINGS = """
import os
HERE = os.environ["BESIDE_DATA"]
SECRET_KEY = "of no use"
"""


@pytest.fixture
def run(tmp_path):
    """Start a run of tests; with `stay` it lasts until it is killed."""
    (tmp_path / "test_it.py").write_text(_TESTS)
    (tmp_path / "early_settings.py").write_text(_SETTINGS)

    def start(stay: int = 0, **environment: str):
        told = tmp_path / "told"
        told.unlink(missing_ok=True)
        path = os.pathsep.join([str(SOURCE), str(SOURCE.parent), str(tmp_path)])
        environment |= {"PYTHONPATH": path, "TELL": str(told), "STAY": str(stay)}
        environment["DJANGO_SETTINGS_MODULE"] = "early_settings"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.plugin_postgres"]
        options = ["-p", "no:cacheprovider", "-c", os.devnull]
        return told, subprocess.Popen(
            [*command, *options, "--rootdir", ".", "test_it.py"],
            cwd=tmp_path,
            env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST_XDIST")}
            | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


def _is_gone(told: Path) -> bool:
    data, pid = told.read_text().split()
    return not Path(data).exists() and not Path(f"/proc/{pid}/exe").exists()


def test_run_has_a_database_and_leaves_nothing(run):
    told, tests = run()
    out = tests.communicate()[0]
    assert "1 passed" in out, out
    assert _is_gone(told)


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGKILL])
def test_run_leaves_nothing_however_it_ends(run, kind):
    told, tests = run(stay=60)
    until(lambda: told.exists() and told.read_text(), 20)
    tests.send_signal(kind)
    tests.wait(90)
    until(lambda: _is_gone(told), 10)


def test_run_with_a_server_of_its_own_starts_none(run):
    told, tests = run(DATABASE_URL="postgres://db.example.org/beside")
    out = tests.communicate()[0]
    assert "KeyError: 'BESIDE_DATA'" in out
    assert not told.exists()
