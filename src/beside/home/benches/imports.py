"""How long bringing in the roll takes, and how much memory: dry run, apply, and apply again."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from beside.schools import roll

from .filling import TODAY
from .school import roll_of
from .size import Size

STEPS = {"dry-run": (), "apply": ("--apply",), "apply-again": ("--apply",)}


def measure(size: Size, seed: int, folder: Path) -> Iterator[dict[str, Any]]:
    """One line a step: seconds, and the most memory the command held, in megabytes.

    Writes the roll as OneRoster to `folder`, then runs `beside import-roll` as a school would.
    Raises RuntimeError where the command fails, or where applying again changes anything.
    """
    roll.export_oneroster(roll_of(size, seed).records, folder, TODAY)
    for step, options in STEPS.items():
        begun = time.perf_counter()
        answer, used = _run("import-roll", str(folder), *options, "--json")
        totals = json.loads(answer)["totals"]
        if step == "apply-again" and any(totals[k] for k in ("added", "changed", "leaving")):
            raise RuntimeError(f"The same files again should change nothing, but: {totals}")
        yield {
            "method": step,
            "cpu_s": round(used.ru_utime + used.ru_stime, 3),
            "wall_s": round(time.perf_counter() - begun, 3),
            "peak_mb": round(used.ru_maxrss / 1024, 1),
        }


def _run(*arguments: str) -> tuple[bytes, Any]:
    """What `beside` printed, and what it used of the machine."""
    command = [sys.executable, "-m", "beside", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603
        answer = process.stdout.read() if process.stdout else b""
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"beside {arguments[0]} ended with {process.returncode}.")
    return answer, used
