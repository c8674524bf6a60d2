"""Where the house stands, and how a tool of it is run."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "beside"

PURE = (
    "engine",
    "measures",
    "schools/roll",
    "enrichment/rules.py",
    "placement/rules.py",
    "recognition/rules.py",
    "timetable/rules.py",
    "ties/rules.py",
    *sorted(f"ties/{path.name}" for path in (PACKAGE / "ties").glob("paper*.py")),
    "rights",
    "web/labels.py",
    "web/rings.py",
    "web/states.py",
)


def run(*command: str, **environment: str) -> str:
    """What a tool of the virtual environment complains of, or nothing where it is content."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / command[0]), *command[1:]],
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1"} | environment,
        capture_output=True,
        text=True,
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip()
