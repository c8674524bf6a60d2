"""One private database for a whole run of tests, gone afterwards however the run ends.

Loaded with `-p`, before Django reads its settings: those take the server from BESIDE_DATA, and so
does every program that a test starts. A run that was given DATABASE_URL uses that server instead.
The server is stopped by a watcher that waits for this process to go, be it by Ctrl-C or kill -9.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from beside.server.postgres import ensure

_WATCHER = """
import shutil, sys
from pathlib import Path
from beside.server.postgres import stop
sys.stdin.read()
stop(Path(sys.argv[1]))
shutil.rmtree(sys.argv[1], ignore_errors=True)
"""
_watchers: list[subprocess.Popen[bytes]] = []


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    os.environ["BESIDE_PROCESS"] = "owner"
    # A browser keeps an event loop beside the tests of its process; none of our code is async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if "DATABASE_URL" not in os.environ and "PYTEST_XDIST_WORKER" not in os.environ:
        _start()
    return (yield)


def _start() -> None:
    data = tempfile.mkdtemp(prefix="beside-tests-")
    _watchers.append(_watch(data))
    ensure(Path(data), fast=True)
    os.environ["BESIDE_DATA"] = data


def _watch(data: str) -> subprocess.Popen[bytes]:
    source = str(Path(__file__).parents[1] / "src")
    return subprocess.Popen(
        [sys.executable, "-c", _WATCHER, data],
        stdin=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": source},
    )


def pytest_unconfigure() -> None:
    while _watchers:
        watcher = _watchers.pop()
        watcher.communicate()
