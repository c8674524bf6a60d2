"""A whole school answers at once: `python -m tests.load [--pupils N] [--minutes M] [--web N]`.

Starts a served Beside on a data folder of its own, lets every pupil sign in by card and go through
a survey, half of them beginning in the first fifth of the time, and holds what they sent against
what stands. Prints JSON Lines; gives 1 where something is lost, doubled, wrong or too slow.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import aiohttp

from tests.assurance.running import Running
from tests.load.browser import Browser
from tests.load.pupil import LEAST_SAVES, Pupil
from tests.load.serving import serving
from tests.load.stands import FOUND, compared
from tests.load.timing import Times, below, processor

WITHOUT_SCRIPT = 0.15
P95_MS = 500
FIRST_HALF, SECOND_HALF, TAKES = 0.2, 0.39, (0.37, 0.4)


def main(argv: list[str]) -> int:
    options = _options(argv)
    with serving(options.pupils, "--workers", str(options.web)) as (running, told):
        times = Times()
        sampled = Sampled(running)
        pupils = asyncio.run(_answer(running.address, told, options, times))
        used = sampled.used()
        found = json.loads(running.inside(FOUND.format(survey=told["round"])))
    lines = [*times.lines(), *_about(options, pupils, times, used, found)]
    for line in lines:
        print(json.dumps(line), flush=True)
    for fault in [*times.errors, *(p.fault for p in pupils.values() if p.fault)][:20]:
        print(fault, file=sys.stderr)
    return 0 if _is_within(lines) else 1


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--pupils", type=int, default=2300)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--web", type=int, default=1, help="how many web processes")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(argv)


class Sampled:
    """The processor time of the parts of a running Beside, and of this tool, from here on."""

    def __init__(self, running: Running):
        self.running = running
        self.begun = self._now()

    def used(self) -> dict[str, float]:
        """Seconds by part."""
        return {part: round(now - self.begun[part], 1) for part, now in self._now().items()}

    def _now(self) -> dict[str, float]:
        parts = {name: self.running.pids(name) for name in ("web", "worker", "database")}
        used = {
            name: sum(processor(each) for pid in pids for each in below(pid))
            for name, pids in parts.items()
        }
        return used | {"tool": time.process_time()}


async def _answer(
    address: str, told: Mapping[str, Any], options: argparse.Namespace, times: Times
) -> dict[str, Pupil]:
    """Let every pupil go through the survey; gives them by id."""
    pupils = {}
    begun, whole = time.monotonic(), options.minutes * 60
    async with aiohttp.TCPConnector(limit=0) as connector, asyncio.TaskGroup() as group:
        for number, (who, card) in enumerate(sorted(told["cards"].items())):
            chance = Random(f"{options.seed} {number}")
            has_script = chance.random() > WITHOUT_SCRIPT
            browser = Browser(address, connector, times, has_script)
            pupils[who] = pupil = Pupil(browser, told["round"], card, chance)
            begins, ends = _hours(number, chance)
            group.create_task(pupil.work(begun + begins * whole, begun + ends * whole))
    return pupils


def _hours(number: int, chance: Random) -> tuple[float, float]:
    """When a pupil begins and is done, in shares of the whole time.

    Each takes about four minutes of ten, and the second half begins as laptops come free.
    """
    begins = chance.uniform(0.0, FIRST_HALF) + (0.0 if number % 2 else SECOND_HALF)
    return begins, begins + chance.uniform(*TAKES)


def _about(options, pupils, times, used, found) -> Iterator[dict[str, Any]]:
    saves = sorted(p.said.saves for p in pupils.values())
    yield {
        "pupils": len(pupils),
        "sent": sum(p.said.sent for p in pupils.values()),
        "without_script": sum(not p.browser.has_script for p in pupils.values()),
        "least_saves": saves[0],
        "saves": sum(saves),
        "web": options.web,
        "took_s": max(times.seconds, default=0) + 1,
        "load": [round(each, 1) for each in os.getloadavg()],
    }
    yield {"processor_s": used}
    said = {who: pupil.said for who, pupil in pupils.items()}
    for table, line in compared(said, found).items():
        yield {"table": table, **line}


def _is_within(lines: list[dict[str, Any]]) -> bool:
    """Whether nothing went wrong, nothing is lost or doubled, and it was quick enough."""
    found: dict[str, Any] = {}
    for line in lines:
        found |= line if "table" not in line else {}
    kept = all(not line["lost"] and not line["doubled"] for line in lines if "table" in line)
    whole = next(line for line in lines if line.get("requests") == "all")
    return (
        kept
        and not whole["errors"]
        and whole["p95_ms"] <= P95_MS
        and found["sent"] == found["pupils"]
        and found["least_saves"] >= LEAST_SAVES
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
