"""The table of real rolls: `python -m tests.realdata.table`; an empty system for each.

Every set goes through `beside import-roll --apply` twice, as a school would run it.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.realdata.folder import DATA

PATTERNS = ("oneroster_*", "sds_microsoft/*", "oneroster_catalyst/*.zip")
COUNTS = ("added", "rejected", "held")
HEADS = ("set", "format", *COUNTS, "applied", "changes the second time", "traceback")


def sets() -> list[Path]:
    """Every folder and zip of the real data that is a roll."""
    found = sorted(path for pattern in PATTERNS for path in DATA.glob(pattern))
    return [p for p in found if p.suffix == ".zip" or (p.is_dir() and list(p.glob("*.csv")))]


def row(path: Path) -> tuple[str, ...]:
    """One line of the table, from two runs of the command in an empty system."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        environment["BESIDE_DATA"] = folder
        try:
            runs = [
                _run("import-roll", str(path), "--apply", "--json", env=environment)
                for _ in range(2)
            ]
        finally:
            _run("db", "stop", env=environment)
    first, second = (json.loads(run.stdout) for run in runs)
    totals = first["totals"]
    again = sum(second["totals"][count] for count in ("added", "changed", "leaving"))
    traces = any("Traceback" in run.stderr for run in runs)
    counts = [str(totals[count]) for count in COUNTS]
    return (
        f"{path.parent.name}/{path.name}",
        first["format"],
        *counts,
        "yes" if first["applied"] else "no",
        str(again),
        "yes" if traces else "none",
    )


def _run(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "beside", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603


def main() -> None:
    """Print the table, a line as soon as it is known."""
    for line in (HEADS, ("---",) * len(HEADS), *map(row, sets())):
        print("| " + " | ".join(line) + " |", flush=True)


if __name__ == "__main__":
    main()
