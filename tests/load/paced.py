"""A pupil who comes in with a card and thinks between two presses, from one moment to another."""

import asyncio
import time
from random import Random

from tests.load.browser import Browser, Wrong

FIRST_HALF, SECOND_HALF, TAKES = 0.2, 0.39, (0.37, 0.4)
CUT = 0.05


class Paced:
    """One pupil at a browser; `paces` is how often they think, `fault` what ended it early."""

    def __init__(self, browser: Browser, code: str, chance: Random, paces: float):
        self.browser, self.code, self.chance, self.paces = browser, code, chance, paces
        self.fault = ""
        self.begins = self.ends = 0.0
        self.steps = 0

    async def work(self, begins: float, ends: float) -> None:
        """Do all there is to do between these moments of the loop's clock."""
        self.begins, self.ends = begins, ends
        try:
            await self.think()
            await self.browser.get("card", f"/card/{self.code}/")
            await self.browser.post("sign-in", f"/card/{self.code}/", {})
            await self.go()
        except Wrong as wrong:
            self.fault = str(wrong)
        finally:
            await self.browser.close()

    async def go(self) -> None:
        """What this pupil does once they are in."""
        raise NotImplementedError

    async def think(self) -> None:
        """Wait until the next press is due."""
        share = (self.steps + self.chance.uniform(-0.4, 0.4) * bool(self.steps)) / self.paces
        self.steps += 1
        due = self.begins + (self.ends - self.begins) * share
        await asyncio.sleep(max(0.0, due - time.monotonic()))

    async def press(self, kind: str, path: str, form: dict[str, object]) -> str:
        """Press a button; now and then the line breaks, and it is pressed again."""
        await self.think()
        if self.chance.random() < CUT:
            await self.browser.cut(path, form, self.chance.uniform(0.0, 0.1))
        return await self.browser.post(kind, path, form)


def hours(number: int, chance: Random) -> tuple[float, float]:
    """When a pupil begins and is done, in shares of the whole time.

    Each takes about four tenths of it, and the second half begins as laptops come free.
    """
    begins = chance.uniform(0.0, FIRST_HALF) + (0.0 if number % 2 else SECOND_HALF)
    return begins, begins + chance.uniform(*TAKES)
