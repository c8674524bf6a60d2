"""How long a backup, a restore and a drill of the measured school take, and how much memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def measure() -> Iterator[dict[str, Any]]:
    """One line a command: seconds, the most memory it held itself, and how large the file is.

    Processor time of the database is not in it. Runs the commands as an operator does.
    """
    with tempfile.TemporaryDirectory(prefix="beside-bench-backup-") as shelf:
        Path(shelf).chmod(0o711)
        file, again = Path(shelf, "a.backup"), Path(shelf, "again")
        yield _timed("backup", file, {}) | {"file_mb": round(file.stat().st_size / 1e6, 1)}
        yield _timed("restore", file, {"BESIDE_DATA": str(again)})
        _run(["db", "stop"], {"BESIDE_DATA": str(again)})
        yield _timed("drill", file, {})


def _timed(command: str, file: Path, environment: dict[str, str]) -> dict[str, Any]:
    begun = time.perf_counter()
    used = _run([command, str(file)], environment)
    return {
        "method": command,
        "cpu_s": round(used.ru_utime + used.ru_stime, 3),
        "wall_s": round(time.perf_counter() - begun, 3),
        "peak_mb": round(used.ru_maxrss / 1024, 1),
    }


def _run(arguments: list[str], environment: dict[str, str]) -> Any:
    command = [sys.executable, "-m", "beside", *arguments]
    given = os.environ | environment
    with subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"beside {arguments[0]} ended with {process.returncode}.")
    return used
