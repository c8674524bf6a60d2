"""A Monday at the door while strangers guess: `python -m tests.load.door [--minutes M]`.

From one address a school signs in at the pace of 1,080 people in ten minutes: a third with browsers
they have signed in with before, a third with new ones, a third by card. Meanwhile 1,000 addresses
guess 100 times a second, first at 50 accounts, then at 1,000. Then sixty slow sockets and four times
half a gigabyte come from strangers. Prints JSON Lines; gives 1 where somebody was refused, was let
guess too often, or waited too long.
"""

import argparse
import asyncio
import json
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import aiohttp

from beside.access.limits.signing_in import ACCOUNT
from tests.load.sampled import Sampled
from tests.load.serving import serving
from tests.load.timing import below, percentiles

SIGN_IN, TOKEN = "/account/sign-in/", "a" * 32
PEOPLE, TEN_MINUTES = 1080, 600.0
GUESSES, ADDRESSES = 100, 1000
KNOWN_MS, NEW_MS = 1000, 5000
SCHOOL = "198.51.100.1"
WRONG = "do not go together"


class Door:
    """A run: the school's people, the strangers, and what each was answered."""

    def __init__(self, address: str, told: dict, connector: aiohttp.TCPConnector):
        self.address, self.told = address, told
        self.session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=60),
        )
        self.took: defaultdict[str, list[float]] = defaultdict(list)
        self.refused: Counter[str] = Counter()
        self.stray: Counter[str] = Counter()
        self.tried: Counter[str] = Counter()

    async def send(self, path, form, source, cookie=""):
        headers = {"X-Forwarded-For": source, "Cookie": f"csrftoken={TOKEN}; {cookie}"}
        data = form | {"csrfmiddlewaretoken": TOKEN}
        begun = time.monotonic()
        async with self.session.post(
            self.address + path, data=data, headers=headers, allow_redirects=False
        ) as answer:
            text = await answer.text()
        device = answer.cookies.get("beside_device")
        taken = (time.monotonic() - begun) * 1000
        return answer.status, text, taken, f"beside_device={device.value}" if device else ""

    async def sign_in(self, kind: str, name: str, device: str = "") -> str:
        form = {"login": name, "password": self.told["password"]}
        return await self._counted(kind, SIGN_IN, form, device)

    async def use_card(self, code: str) -> None:
        await self._counted("card", f"/card/{code}/", {}, "")

    async def _counted(self, kind, path, form, device) -> str:
        try:
            status, _text, taken, device = await self.send(path, form, SCHOOL, device)
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            self.refused[f"{kind}: {fault!r}"] += 1
            return ""
        self.took[kind].append(taken)
        if status != 302:
            self.refused[f"{kind}: {status}"] += 1
        return device

    async def guess(self, name: str, source: str) -> None:
        try:
            form = {"login": name, "password": "not the right one"}
            status, text, _taken, _device = await self.send(SIGN_IN, form, source)
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            self.stray[type(fault).__name__] += 1
            return
        self.stray[str(status)] += 1
        self.tried[name] += WRONG in text


async def school(door: Door, seconds: float, known: dict[str, str]) -> None:
    """Everybody of the school, each at their moment."""
    people = round(PEOPLE * seconds / TEN_MINUTES)
    fresh = iter(name for name in door.told["names"] if name not in known)
    remembered, cards = iter(known.items()), iter(door.told["cards"])
    async with asyncio.TaskGroup() as group:
        for number in range(people):
            if number % 3 == 0:
                name, device = next(remembered)
                group.create_task(door.sign_in("known", name, device))
            elif number % 3 == 1:
                group.create_task(door.sign_in("new", next(fresh)))
            else:
                group.create_task(door.use_card(next(cards)))
            await asyncio.sleep(seconds / people)


async def strangers(door: Door, seconds: float, chance: Random) -> None:
    """A hundred guesses a second, half of the time at 50 accounts and then at 1,000."""
    begun, names = time.monotonic(), door.told["names"]
    guesses = round(seconds * GUESSES)
    async with asyncio.TaskGroup() as group:
        for number in range(guesses):
            few = names[:50] if number < guesses / 2 else names[:1000]
            source = f"203.0.{chance.randrange(4)}.{chance.randrange(250)}"
            group.create_task(door.guess(chance.choice(few), source))
            await asyncio.sleep(begun + number / GUESSES - time.monotonic())


async def run(address: str, told: dict, minutes: float) -> Door:
    connector = aiohttp.TCPConnector(limit=0)
    door, seconds, chance = Door(address, told, connector), minutes * 60, Random(0)
    wanted = round(PEOPLE * seconds / TEN_MINUTES) // 3 + 1
    known = {name: await door.sign_in("before", name) for name in told["names"][:wanted]}
    async with asyncio.TaskGroup() as group:
        group.create_task(strangers(door, seconds, chance))
        group.create_task(school(door, seconds, known))
    await door.session.close()
    return door


def pages(address: str, seconds: float) -> list[float]:
    """What the page of signing in takes, asked again and again."""

    async def ask() -> list[float]:
        taken, until = [], time.monotonic() + seconds
        async with aiohttp.ClientSession() as session:
            while time.monotonic() < until:
                begun = time.monotonic()
                async with session.get(address + SIGN_IN) as answer:
                    await answer.read()
                taken.append((time.monotonic() - begun) * 1000)
                await asyncio.sleep(0.05)
        return taken

    return asyncio.run(ask())


def flooded(address: str, seconds: float) -> dict:
    """The same page while sixty send slowly, and four half a gigabyte."""
    where = urlsplit(address)
    head = f"POST {SIGN_IN} HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken={TOKEN}\r\n"
    quiet = percentiles(pages(address, seconds))
    used = shutil.disk_usage(tempfile.gettempdir()).used
    slow = [socket.create_connection((where.hostname, where.port)) for _ in range(60)]
    for line in slow:
        line.sendall(f"{head}Content-Length: 60000\r\n\r\nlogin=a".encode())

    def flood() -> None:
        with socket.create_connection((where.hostname, where.port)) as line:
            try:
                line.sendall(f"{head}Content-Length: 500000000\r\n\r\n".encode())
                for _ in range(500):
                    line.sendall(b"x" * 1_000_000)
            except OSError:
                return

    floods = [threading.Thread(target=flood) for _ in range(4)]
    for each in floods:
        each.start()
    busy = percentiles(pages(address, seconds))
    for each in (*floods, *slow):
        each.join() if isinstance(each, threading.Thread) else each.close()
    disk = shutil.disk_usage(tempfile.gettempdir()).used - used
    return {"quiet_p95_ms": quiet["p95_ms"], "flooded_p95_ms": busy["p95_ms"], "disk": disk}


def memory(running) -> dict[str, int]:
    """What the web processes and the worker hold, in megabytes."""
    return {part: sum(map(_held, running.pids(part))) for part in ("web", "worker")}


def _held(pid: int) -> int:
    held = 0
    for each in below(pid):
        lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        held += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return held // 1024


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--web", type=int, default=2)
    options = parser.parse_args(argv)
    with serving(2400, "--workers", str(options.web), BESIDE_PROXIES="127.0.0.1") as served:
        running, _inside = served
        told = json.loads(running.inside("import tests.load.door_school"))
        sampled = Sampled(running)
        door = asyncio.run(run(running.address, told, options.minutes))
        used, held = sampled.used(), memory(running)
        flood = flooded(running.address, 10)
    for kind, taken in sorted(door.took.items()):
        print(json.dumps({"requests": kind, **percentiles(taken)}))
    most = max(door.tried.values(), default=0)
    print(json.dumps({"refused": dict(door.refused), "strangers": dict(door.stray)}))
    print(json.dumps({"most_tries_at_an_account": most, "limit": ACCOUNT.most}))
    print(json.dumps({"processor_s": used, "memory_mb": held}))
    print(json.dumps(flood))
    slow = [
        percentiles(door.took[kind])["p95_ms"] > most_ms
        for kind, most_ms in (("known", KNOWN_MS), ("card", KNOWN_MS), ("new", NEW_MS))
    ]
    return int(bool(door.refused) or most > ACCOUNT.most or any(slow) or flood["disk"] > 5e7)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
