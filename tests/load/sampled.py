"""A run of many pupils at once: who uses the processor, and every pupil from begin to end."""

import argparse
import asyncio
import time
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, TypeVar

import aiohttp

from tests.assurance.running import Running
from tests.load.browser import Browser
from tests.load.paced import Paced, hours
from tests.load.timing import Times, below, processor

WITHOUT_SCRIPT = 0.15
P95_MS = 500
P = TypeVar("P", bound=Paced)


def options_of(argv: list[str], words: str | None, minutes: float) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=words)
    parser.add_argument("--pupils", type=int, default=2300)
    parser.add_argument("--minutes", type=float, default=minutes)
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


async def work(
    address: str,
    cards: Mapping[str, Any],
    options: argparse.Namespace,
    times: Times,
    make: Callable[[Browser, Any, Random], P],
) -> dict[str, P]:
    """Let every pupil work through their part of the time; gives them by id."""
    pupils = {}
    begun, whole = time.monotonic(), options.minutes * 60
    async with aiohttp.TCPConnector(limit=0) as connector, asyncio.TaskGroup() as group:
        for number, (who, card) in enumerate(sorted(cards.items())):
            chance = Random(f"{options.seed} {number}")
            has_script = chance.random() > WITHOUT_SCRIPT
            browser = Browser(address, connector, times, has_script)
            pupils[who] = pupil = make(browser, card, chance)
            begins, ends = hours(number, chance)
            group.create_task(pupil.work(begun + begins * whole, begun + ends * whole))
    return pupils
