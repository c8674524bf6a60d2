"""Every bench against its budget: `python -m tests.benches [NAME]` prints lines, then verdicts."""

import json
import subprocess
import sys
from typing import Any

from tests.benches.budgets import NAMES, over_budget


def main(names: list[str]) -> int:
    """Print every timing as a JSON Line; 1 where one is over its budget, said on standard error."""
    lines = [line for name in names or NAMES for line in _bench(name)]
    faults = over_budget(lines)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _bench(name: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "beside", "bench", name, "--json"]
    lines = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(json.loads(line))
    if process.returncode:
        raise SystemExit(process.returncode)
    return lines


sys.exit(main(sys.argv[1:]))
