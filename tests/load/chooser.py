"""A pupil who makes their list of choice time: puts sessions on it, moves them, says what for."""

from random import Random
from typing import TypedDict

from beside.timetable import rules
from tests.load.browser import Browser
from tests.load.paced import Paced

ADDS, MOVES = 7, 4
PRESSES = ADDS + MOVES


class Card(TypedDict):
    """The code on a pupil's card, and the sessions they may choose from, by id."""

    code: str
    sessions: list[str]


class Chooser(Paced):
    """One pupil; `wishes` is their list as it must stand, `kept` how many presses were answered."""

    def __init__(self, browser: Browser, cycle: str, card: Card, chance: Random):
        super().__init__(browser, card["code"], chance, PRESSES + 3)
        self.path, self.sessions = f"/choice-time/{cycle}/choose/", card["sessions"]
        self.wishes: list[rules.Wish] = []
        self.kept = 0

    async def go(self) -> None:
        """Look at choice time, open the list, press."""
        await self.browser.get("choice time", "/choice-time/")
        await self.think()
        await self.browser.get("choose", self.path)
        for session in self.chance.sample(self.sessions, ADDS):
            await self._change(rules.ADD, session)
        for _ in range(MOVES):
            do = self.chance.choice((rules.UP, rules.DROP, rules.PURPOSE, rules.PURPOSE))
            await self._change(do, self.chance.choice(self.wishes).session)

    async def _change(self, do: str, session: str) -> None:
        """A press that a broken line sends twice moves a session twice: so a move is not cut."""
        purpose = self.chance.choice(rules.PURPOSES) if do == rules.PURPOSE else ""
        form: dict[str, object] = {do: session, f"for-{session}": purpose}
        if do == rules.UP:
            await self.think()
            await self.browser.post(do, self.path, form)
        else:
            await self.press(do, self.path, form)
        self.wishes = rules.changed(self.wishes, do, session, purpose)
        self.kept += 1
