"""A whole school makes its lists of choice time: `python -m tests.load.choice`.

Takes `--pupils`, `--minutes` (a tutor period of 20) and `--web`. While pupils press, the engine
works out the places of another cycle of the same school. Holds every list against what was pressed;
prints JSON Lines; gives 1 where something is lost, wrong or too slow, or the solve is not proven.
"""

import asyncio
import json
import os
import sys
import threading
import time
from dataclasses import asdict

from tests.load.chooser import PRESSES, Chooser
from tests.load.sampled import P95_MS, Sampled, options_of, work
from tests.load.serving import serving
from tests.load.timing import Times

SCRIPT = "tests.load.choice_school"
SOLVES_AT = 0.15


def main(argv: list[str]) -> int:
    options = options_of(argv, __doc__, minutes=20)
    with serving(options.pupils, "--workers", str(options.web)) as (running, inside):
        told = json.loads(inside(SCRIPT, "made"))
        times, sampled = Times(), Sampled(running)
        wait = SOLVES_AT * options.minutes * 60
        solving = threading.Timer(wait, inside, [SCRIPT, "solve", told["closed"]])
        solving.start()

        def make(browser, card, chance) -> Chooser:
            return Chooser(browser, told["cycle"], card, chance)

        pupils = asyncio.run(work(running.address, told["cards"], options, times, make))
        solving.join()
        used = sampled.used()
        found = _ended(inside, told["cycle"])
    lines = [*times.lines(), _about(options, pupils, times), {"processor_s": used}]
    lines += [{"lists": len(pupils), **_compared(pupils, found["lists"])}, {"runs": found["runs"]}]
    for line in lines:
        print(json.dumps(line), flush=True)
    for fault in [*times.errors, *(p.fault for p in pupils.values() if p.fault)][:20]:
        print(fault, file=sys.stderr)
    return 0 if _is_within(lines) else 1


def _ended(inside, cycle: str) -> dict:
    """The lists and the runs, once no run goes on."""
    until = time.monotonic() + 180
    while True:
        found = json.loads(inside(SCRIPT, "kept", cycle))
        going = {"waiting", "running"} & {each["status"] for each in found["runs"]}
        if not going or time.monotonic() > until:
            return found
        time.sleep(2)


def _about(options, pupils, times) -> dict:
    return {
        "pupils": len(pupils),
        "without_script": sum(not p.browser.has_script for p in pupils.values()),
        "presses": sum(p.kept for p in pupils.values()),
        "least_presses": min(p.kept for p in pupils.values()),
        "web": options.web,
        "took_s": max(times.seconds, default=0) + 1,
        "load": [round(each, 1) for each in os.getloadavg()],
    }


def _compared(pupils: dict[str, Chooser], lists: dict[str, list[dict]]) -> dict:
    """Whose list stands otherwise than they pressed."""
    wanted = {who: [asdict(each) for each in pupil.wishes] for who, pupil in pupils.items()}
    other = [who for who, wishes in wanted.items() if lists.get(who, []) != wishes]
    return {"other": len(other), "examples": [(wanted[e], lists.get(e)) for e in other[:2]]}


def _is_within(lines: list[dict]) -> bool:
    whole = next(line for line in lines if line.get("requests") == "all")
    found = {name: value for line in lines for name, value in line.items()}
    return (
        not whole["errors"]
        and whole["p95_ms"] <= P95_MS
        and found["other"] == 0
        and found["least_presses"] == PRESSES
        and [each["status"] for each in found["runs"]] == ["optimal"]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
