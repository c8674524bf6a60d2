import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CHROMIUM = which("chromium")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture(scope="module")
def room() -> Iterator[str]:
    """The address of a server that shows the web room by itself, on a free port."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not on this computer, so pages cannot be looked at.")
    if not (ROOT / "src/beside/web/static/dist/app.css").is_file():
        pytest.skip("The assets are not built. Run `python assets/build.py` first.")
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, str(HERE / "room.py"), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as server:
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.terminate()
