"""Real children, real signals: small Python programs stand for the web server and the worker."""

import itertools
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from beside.server.ports import PortTaken, check_port
from tests.server.places import SOURCE, until

# Says its number, and that of a child of its own; `{how}` is how it takes SIGTERM.
_CHILD = """
import os, signal, subprocess, sys, time
{how}
helper = subprocess.Popen(["sleep", "300"])
with open(sys.argv[1], "a") as file:
    file.write(f"{{os.getpid()}} {{helper.pid}}\\n")
{then}
"""
_STAYS = "time.sleep(300)"
_STUBBORN = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
_SUPERVISOR = """
import json, sys
from beside.server.processes import serve
web, worker, port = json.loads(sys.argv[1])
sys.exit(serve(web, worker, port=port, grace=1.5, first_pause=0.1))
"""

# Told apart by a line of its own for each look; `{then}` is what happens in it.
_TENDED = """
import sys, time
from beside.server.processes import serve
looks = []
def tend():
    looks.append(time.monotonic())
    print(f"look {{len(looks)}} at {{looks[-1]:.3f}}", flush=True)
    {then}
child = [sys.executable, "-c", "import time; time.sleep(300)"]
sys.exit(serve(child, child, port=int(sys.argv[1]), grace=1.5, tend=tend))
"""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class House:
    """A supervisor under test, with what its children said."""

    def __init__(self, folder, web: str, worker: str):
        self.told = {name: folder / name for name in ("web", "worker")}
        commands = [
            [sys.executable, "-c", code, str(self.told[name])]
            for name, code in (("web", web), ("worker", worker))
        ]
        self.log = folder / "log"
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SUPERVISOR, json.dumps([*commands, _free_port()])],
            env=os.environ | {"PYTHONPATH": str(SOURCE)},
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )

    def pids(self, name: str) -> list[list[int]]:
        """One pair (child, its own child) for every time it was started."""
        path = self.told[name]
        lines = path.read_text().splitlines() if path.exists() else []
        return [[int(part) for part in line.split()] for line in lines]

    def started(self, times: int = 1) -> bool:
        return all(len(self.pids(name)) >= times for name in self.told)

    def living(self) -> list[int]:
        everybody = [pid for name in self.told for pair in self.pids(name) for pid in pair]
        return [pid for pid in everybody if os.path.exists(f"/proc/{pid}/exe")]

    @property
    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()


@pytest.fixture
def house(tmp_path):
    houses = []

    def build(web: str = _CHILD.format(how="", then=_STAYS), worker: str | None = None):
        houses.append(House(tmp_path, web, worker or _CHILD.format(how="", then=_STAYS)))
        return houses[-1]

    yield build
    for each in houses:
        each.process.kill()
        each.process.wait()
        for pid in each.living():
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_both_and_what_they_started(house, kind):
    here = house()
    until(here.started)
    begun = time.monotonic()
    here.process.send_signal(kind)
    assert here.process.wait(5) == 0
    assert time.monotonic() - begun < 5
    assert here.living() == []
    expected = ["web: started", "worker: started", "web: stopping", "worker: stopping", "Stopped."]
    assert here.lines == expected


def test_one_that_does_not_listen_is_ended_by_force(house):
    here = house(web=_CHILD.format(how=_STUBBORN, then=_STAYS))
    until(here.started)
    begun = time.monotonic()
    here.process.send_signal(signal.SIGINT)
    here.process.send_signal(signal.SIGINT)
    assert here.process.wait(6) == 0
    assert 1.5 < time.monotonic() - begun < 3
    assert here.living() == []


def test_one_that_is_killed_comes_back_and_the_other_stays(house):
    here = house()
    until(here.started)
    (worker, helper), web = here.pids("worker")[0], here.pids("web")
    os.kill(worker, signal.SIGKILL)
    until(lambda: len(here.pids("worker")) == 2)
    assert "worker: was ended by SIGKILL; starting again in 0.1 s" in here.lines
    assert here.pids("web") == web
    assert helper not in here.living()


def test_one_that_cannot_run_is_given_up_with_a_line_each_time(house):
    here = house(worker=_CHILD.format(how="", then="sys.exit(3)"))
    assert here.process.wait(30) == 1
    assert here.living() == []
    told = [line for line in here.lines if re.match("worker: ended", line)]
    pauses = [f"starting again in {pause} s" for pause in ("0.1", "0.2", "0.4", "0.8")]
    pauses.append("giving up")
    assert told == [f"worker: ended with 3; {pause}" for pause in pauses]


@pytest.mark.parametrize("how", ["", _STUBBORN], ids=["polite", "stubborn"])
def test_children_go_when_the_supervisor_is_killed(house, how):
    here = house(web=_CHILD.format(how=how, then=_STAYS))
    until(here.started)
    here.process.kill()
    here.process.wait()
    until(lambda: here.living() == [], 6)


@pytest.fixture
def tended(tmp_path):
    """Starts a supervisor that tends something; gives it, and the lines it has said so far."""
    started = []

    def start(then: str = "pass"):
        log = tmp_path / "log"
        process = subprocess.Popen(
            [sys.executable, "-c", _TENDED.format(then=then), str(_free_port())],
            env=os.environ | {"PYTHONPATH": str(SOURCE)},
            stdout=log.open("w"),
            stderr=subprocess.STDOUT,
        )
        started.append(process)
        return process, lambda: log.read_text().splitlines()

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_what_both_stand_on_is_tended_every_second_until_the_stop(tended):
    process, lines = tended()
    until(lambda: any(line.startswith("look 2") for line in lines()))
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0
    told = lines()
    assert told[:3][-1].startswith("look 1"), "tended once both were started, not before"
    times = [float(line.split()[-1]) for line in told if line.startswith("look")]
    pauses = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert all(1 <= pause < 2 for pause in pauses)
    assert told[-3:] == ["web: stopping", "worker: stopping", "Stopped."]


def test_a_tending_that_takes_long_does_not_put_off_a_stop_for_ever(tended):
    process, lines = tended("time.sleep(1.2)")
    until(lambda: any(line.startswith("look 1") for line in lines()))
    process.send_signal(signal.SIGINT)
    assert process.wait(4) == 0
    assert lines()[-1] == "Stopped."


def test_both_are_ended_where_tending_itself_fails(tended):
    process, lines = tended("raise RuntimeError('nobody can tend this')")
    assert process.wait(5) == 1
    assert "web: stopping" in lines() and "worker: stopping" in lines()
    assert lines()[-1] == "RuntimeError: nobody can tend this"


def test_taken_port_is_said_before_anything_starts(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as refusal:
            check_port("127.0.0.1", port)
    words = re.fullmatch(
        rf"Port {port} is taken by another program\. Try: make demo PORT=(\d+)", str(refusal.value)
    )
    assert words
    check_port("127.0.0.1", int(words[1]))


def test_free_port_is_fine_also_just_after_somebody_left_it():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)), other.accept()[0] as served:
            served.shutdown(socket.SHUT_RDWR)
    check_port("127.0.0.1", port)


def test_host_of_another_machine_is_said():
    with pytest.raises(PortTaken, match="Nothing can listen at 192.0.2.1 port 8000"):
        check_port("192.0.2.1", 8000)
