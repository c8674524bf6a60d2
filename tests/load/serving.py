"""A filled school, served on a data folder that is thrown away afterwards."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from beside.server import postgres
from tests.assurance.running import Running, until
from tests.browser.served import free_port


@contextmanager
def serving(
    pupils: int, *options: str, **environment: str
) -> Iterator[tuple[Running, Callable[..., str]]]:
    """Gives the running Beside, and what runs a module in it as the app and gives what it prints."""
    os.environ.pop("DATABASE_URL", None)
    data = Path(tempfile.mkdtemp(prefix="beside-load-"))
    running = Running(data, free_port(), *options)
    running.environment |= environment
    try:
        running.environment["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
        _run(running, "app", "-c", "from beside.server import cli; cli.make_ready()")
        _run(running, "owner", "-m", "beside.home.benches", "fill", str(pupils), "0", str(data))
        until(running.answers, 90, "the first answer")
        yield running, partial(_run, running, "app", "-m")
    finally:
        running.end()
        postgres.stop(data)
        data.with_name(data.name + ".log").unlink()
        shutil.rmtree(data, ignore_errors=True)


def _run(running: Running, process: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        env=running.environment | {"BESIDE_PROCESS": process},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout
