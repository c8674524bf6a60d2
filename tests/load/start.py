"""A whole school begins at one word: `python -m tests.load.start [--pupils N] [--within S]`.

Every pupil signs in by card beforehand, at the pace of a door; then all of them open the survey within
half a minute. Prints JSON Lines; gives 1 where somebody was refused or 95 % waited over a second.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from random import Random

import aiohttp

from tests.load.browser import Browser, Wrong
from tests.load.sampled import Sampled
from tests.load.serving import serving
from tests.load.timing import Times

P95_MS, SIGN_INS_A_SECOND = 1000, 25


async def come_in(browser: Browser, code: str) -> None:
    try:
        await browser.get("card", f"/card/{code}/")
        await browser.post("sign-in", f"/card/{code}/", {})
    except Wrong as wrong:
        print(wrong, file=sys.stderr)


async def begin(browser: Browser, path: str, after: float) -> None:
    await asyncio.sleep(after)
    try:
        await browser.get("survey", path)
    except Wrong as wrong:
        print(wrong, file=sys.stderr)


async def work(address: str, told: dict, within: float, doors: Times, opened: Times) -> None:
    """Let everybody in, one after the other, and then begin together."""
    chance, path = Random(0), f"/survey/{told['round']}/"
    async with aiohttp.TCPConnector(limit=0) as connector:
        browsers = []
        async with asyncio.TaskGroup() as group:
            for card in told["cards"].values():
                browsers.append(browser := Browser(address, connector, doors, script=True))
                group.create_task(come_in(browser, card["code"]))
                await asyncio.sleep(1 / SIGN_INS_A_SECOND)
        opened.first = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for browser in browsers:
                browser.times = opened
                group.create_task(begin(browser, path, chance.uniform(0, within)))
        for browser in browsers:
            await browser.close()


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=2300)
    parser.add_argument("--within", type=float, default=30, help="seconds in which all begin")
    parser.add_argument("--web", type=int, default=1, help="how many web processes")
    options = parser.parse_args(argv)
    doors, opened = Times(), Times()
    with serving(options.pupils, "--workers", str(options.web)) as (running, _inside):
        told = json.loads(running.inside("import tests.load.school"))
        sampled = Sampled(running)
        asyncio.run(work(running.address, told, options.within, doors, opened))
        used = sampled.used()
    whole = [line for line in opened.lines() if line["requests"] == "all"][0]
    for line in (*doors.lines(), whole | {"requests": "begin"}):
        print(json.dumps(line))
    about = {"pupils": len(told["cards"]), "within_s": options.within, "web": options.web}
    print(json.dumps(about | {"processor_s": used, "load": os.getloadavg()}))
    refused = doors.errors.total() + whole["errors"] or whole["count"] < len(told["cards"])
    return int(bool(refused) or whole["p95_ms"] > P95_MS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
