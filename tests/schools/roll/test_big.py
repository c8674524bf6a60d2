"""A very large school is read and planned within its memory."""

import json
import subprocess
import sys

from . import bigroll

MEASURE = """
import json, sys
from datetime import date
from pathlib import Path
from beside.schools import roll
read = roll.read(Path(sys.argv[1]))
plan = roll.plan({}, read, today=date(2026, 11, 24))
again = roll.plan(read.records, read, today=date(2026, 11, 24))
status = Path("/proc/self/status").read_text()
peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"roll": plan.roll, "again": len(again.changes), "peak_mb": peak}))
"""


def test_the_largest_school_fits(tmp_path):
    bigroll.write(tmp_path)
    command = [sys.executable, "-c", MEASURE, str(tmp_path)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert answer["roll"]["pupils"] == bigroll.PUPILS
    assert answer["roll"]["carers"] == bigroll.CARERS
    assert answer["roll"]["memberships"] == bigroll.ENROLMENTS
    assert answer["again"] == 0 and answer["peak_mb"] < 250
