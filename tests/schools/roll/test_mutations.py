"""Sheets cut, merged, re-encoded and with columns swapped or dropped: nobody is lost, no row unsaid.

BESIDE_MUTATIONS says how many files are tried; in the suite it is a short walk.
"""

import json
import os
import subprocess
import sys

import pytest

from .mutations import check

WALK = """
import json, resource, sys
from tests.schools.roll.mutations import check
faults = []
for seed in range(int(sys.argv[1])):
    faults += check(seed)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"faults": faults, "peak_mb": peak}))
"""


def test_nobody_is_lost_in_two_hundred_spoilt_sheets():
    assert [fault for seed in range(200) for fault in check(seed)] == []


@pytest.mark.slow
def test_nobody_is_lost_in_many_spoilt_sheets_of_one_process():
    count = os.environ.get("BESIDE_MUTATIONS", "2000")
    command = [sys.executable, "-c", WALK, count]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert answer["faults"] == []
    assert answer["peak_mb"] <= 300
