"""A pupil who goes through the survey."""

import asyncio
import re
from random import Random
from typing import TypedDict

from tests.load.browser import Browser
from tests.load.paced import CUT, Paced
from tests.load.said import CHOICES, QUALITIES, STAGES, WORDS, Said, Somebody, typed_name

CHIP = re.compile(r'name="add" value="([^"]+)"')
OF_THEIR_OWN = ("adult", "peer", "family", "outside", "helps", "stage", "wish")
LEAST_SAVES = 12
TWICE, SAYS_NOBODY = 0.1, 0.05


class Card(TypedDict):
    """The code on a pupil's card, and the screens that pupils of their year are shown."""

    code: str
    screens: list[str]


class Pupil(Paced):
    """One pupil; `said` is what they put down."""

    def __init__(self, browser: Browser, survey: str, card: Card, chance: Random):
        self.screens = card["screens"]
        super().__init__(browser, card["code"], chance, 10 + 1.25 * len(self.screens))
        self.survey = f"/survey/{survey}/"
        self.said = Said(screens=self.screens)
        self.page = ""

    async def go(self) -> None:
        """Go through the whole survey, and send it."""
        await self.think()
        await self.browser.post("start", self.survey, {})
        for screen in self.screens:
            await self._answer(screen)
        while self.said.saves < LEAST_SAVES:
            await self._change_mind()
        await self._send()

    async def _save(self, kind: str, screen: str, form: dict[str, object]) -> str:
        text = await self.press(kind, f"{self.survey}{screen}/", form)
        self.said.saves += 1
        return text

    async def _answer(self, screen: str) -> None:
        if screen in OF_THEIR_OWN:
            await getattr(self, f"_{screen}")()
        elif screen in QUALITIES:
            await self._tap(screen)
        else:
            await self._choose(screen)

    async def _change_mind(self) -> None:
        """Go back to a quality and tap others."""
        quality = self.chance.choice([each for each in QUALITIES if each in self.screens])
        await self._tap(quality)

    async def _adult(self) -> None:
        if self.chance.random() < SAYS_NOBODY:
            self.said.nobody.add("adult")
            await self._save("next", "adult", {"next": "1", "nobody": "1"})
        else:
            await self._name("adult", self.chance.choice((1, 1, 1, 2)))

    async def _peer(self) -> None:
        self.page = await self._name("peer", self.chance.choice((1, 2, 2)))

    async def _outside(self) -> None:
        if self.chance.random() < 0.3:
            await self._in_words("outside")
        await self._next("outside")

    async def _name(self, question: str, count: int) -> str:
        for _ in range(count):
            chips = await self._find(question)
            free = [each for each in chips if each not in {p.alter for p in self.said.people}]
            if free:
                who = self.said.put(question, alter=self.chance.choice(free))
                await self._save("add", question, {"add": who.alter, **self._rings(question)})
                who.ring = self.chance.choice((None, 1, 2, 3))
        if self.browser.has_script and self._rings(question) and self.chance.random() < 0.5:
            await self._save("keep", question, {"keep": "1", **self._rings(question)})
        return await self._next(question)

    async def _find(self, question: str) -> list[str]:
        """Type, and see whose names begin so; a page without a script is asked by a button."""
        typed = typed_name(self.chance)
        if not self.browser.has_script:
            form = {"find": "1", "typed": typed, **self._rings(question)}
            return CHIP.findall(await self._save("find-by-button", question, form))
        if self.chance.random() < 0.3:
            await self._look(question, typed[:3])
        return await self._look(question, typed)

    async def _look(self, question: str, typed: str) -> list[str]:
        await self.think()
        path = f"{self.survey}find/"
        return CHIP.findall(
            await self.browser.get("find", path, part=True, screen=question, typed=typed)
        )

    def _rings(self, question: str) -> dict[str, object]:
        return {f"ring-{each.key}": each.ring for each in self.said.of(question) if each.ring}

    async def _next(self, screen: str) -> str:
        return await self._save("next", screen, {"next": "1", **self._rings(screen)})

    async def _family(self) -> None:
        chips, draw = CHIP.findall(self.page), self.chance.random()
        if chips and draw < 0.6:
            who = self.said.put("family", alter=chips[0])
            await self._save("add", "family", {"add": who.alter})
        elif draw < 0.8:
            await self._in_words("family")
        await self._next("family")

    async def _in_words(self, question: str) -> None:
        who = self.said.put(question, words=self.chance.choice(WORDS))
        await self._save("add", question, {"add_words": "1", "words": who.words})

    async def _tap(self, quality: str) -> None:
        tapped = self._some()
        for each in self.said.people:
            kept = {*each.qualities} - {quality} | ({quality} if each in tapped else set())
            each.qualities = [name for name in QUALITIES if name in kept]
        await self._save("next", quality, {"next": "1", "who": [e.key for e in tapped]})

    async def _helps(self) -> None:
        helped = self._some()
        for each in helped:
            each.helps = True
        await self._save("next", "helps", {"next": "1", "who": [e.key for e in helped]})

    def _some(self) -> list[Somebody]:
        return [each for each in self.said.people if self.chance.random() < 0.4]

    async def _stage(self) -> None:
        adults = self.said.of("adult")
        for each in adults:
            each.stage = self.chance.choice(STAGES)
        form: dict[str, object] = {f"stage-{each.key}": each.stage for each in adults}
        if not adults:
            self.said.choices["stage"] = form["stage"] = self.chance.choice(STAGES)
        await self._save("next", "stage", {"next": "1", **form})

    async def _choose(self, screen: str) -> None:
        if self.chance.random() < 0.15:
            await self._save("skip", screen, {"skip": "1"})
            return
        self.said.choices[screen] = value = self.chance.choice(CHOICES[screen])
        await self._save("next", screen, {"next": "1", screen: value})

    async def _wish(self) -> None:
        if self.chance.random() < 0.2:
            self.said.wish = self.chance.choice(WORDS)
            await self._save("add", "wish", {"add_words": "1", "words": self.said.wish})
        await self._save("next", "wish", {"next": "1"})

    async def _send(self) -> None:
        """Press send; some press it twice at once, some again after the line broke."""
        await self.think()
        path, draw = f"{self.survey}send/", self.chance.random()
        self.said.pressed = True
        if draw < CUT:
            await self.browser.cut(path, {}, self.chance.uniform(0.0, 0.1))
        times = 2 if draw > 1 - TWICE else 1
        await asyncio.gather(*(self.browser.post("send", path, {}) for _ in range(times)))
        self.said.sent = True
