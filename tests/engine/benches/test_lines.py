"""The bench of the engine says the whole of every line, and prints nothing else."""

import json
import subprocess
import sys

import pytest

from beside.engine.benches.running import PROBLEMS

# The bound of teams knows nothing of friends, so it is far off.
MOST = {"mentors": 0.01, "secure": 0.01, "teams": 1}
KEYS = {
    *("problem", "size", "seed", "instance", "method", "status", "objective", "bound", "gap"),
    *("cpu_s", "wall_s", "certificate", "violations"),
}


@pytest.mark.slow
@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_line_is_whole_and_the_engine_is_proven_and_never_worse(problem):
    command = [sys.executable, "-m", "beside", "bench", problem, "--sizes", "100"]
    options = ["--peers", "all", "--limit", "2", "--json"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines
    assert all(set(line) == KEYS for line in lines)
    own = {line["instance"]: line for line in lines if line["method"] == "beside"}
    for line in own.values():
        assert (line["certificate"], line["violations"]) == ("checked", 0)
        assert line["gap"] <= MOST[problem]
    for line in lines:
        if not line["violations"] and line["method"] != "cp-sat":
            assert line["objective"] >= own[line["instance"]]["objective"]
