"""Pupils who answer without pause: what each was told is kept, and what was told is sent."""

import random
import time

from tests.assurance.people import Person
from tests.assurance.running import Browser

CHOICES = {
    "go_to": ("several", "one", "unsure", "not_now"),
    "matters": ("most", "some", "few", "unsure"),
    "learner": ("mostly", "sometimes", "not_really", "unsure"),
}
MOST_WORDS = 50


class Known:
    """What may stand: of each choice the last acknowledged and any sent after it; people in words.

    `sure` are people whose adding was acknowledged; `maybe` those of whom nobody can tell.
    """

    def __init__(self) -> None:
        self.choices = {screen: [""] for screen in CHOICES}
        self.sure: set[str] = set()
        self.maybe: set[str] = set()

    def copy(self) -> "Known":
        new = Known()
        new.choices = {screen: list(values) for screen, values in self.choices.items()}
        new.sure, new.maybe = set(self.sure), set(self.maybe)
        return new

    def or_else(self, later: "Known") -> None:
        """Perhaps it is what came later."""
        for screen, values in later.choices.items():
            self.choices[screen] += values
        self.maybe |= later.sure | later.maybe

    def faults(self, who: str, choices: dict[str, str], words: list[str]) -> list[str]:
        """What stands otherwise than told, in sentences."""
        found = [
            f"{who}: {screen} is {choices.get(screen, '')!r}, told {possible}"
            for screen, possible in self.choices.items()
            if choices.get(screen, "") not in possible
        ]
        found += [f"{who}: {each} is lost" for each in sorted(self.sure - set(words))]
        found += [f"{who}: {each} was never said" for each in set(words) - self.sure - self.maybe]
        doubled = {each for each in words if words.count(each) > 1}
        return found + [f"{who}: {each} stands twice" for each in sorted(doubled)]


class Answering(Person):
    """A pupil who changes their answers and sends them again and again."""

    def __init__(self, browser: Browser, survey: str, seed: int):
        super().__init__(browser, seed)
        self.survey = f"/survey/{survey}/"
        self.put_down, self.sent = Known(), Known()
        self.chance = random.Random(seed)

    def sign_in(self, code: str) -> None:
        self.browser.get("/card/")
        assert self.browser.post(f"/card/{code}/") == self.survey
        self.browser.get(self.survey)
        assert self.browser.post(self.survey)

    def work(self) -> None:
        self.chance.choice([self._choose] * 6 + [self._add] * 3 + [self._send])()

    def _choose(self) -> None:
        screen = self.chance.choice(list(CHOICES))
        value = self.chance.choice(CHOICES[screen])
        if self._is_kept(screen, keep="1", **{screen: value}):
            self.put_down.choices[screen] = [value]
        else:
            self.put_down.choices[screen].append(value)

    def _add(self) -> None:
        said = self.put_down.sure | self.put_down.maybe
        if len(said) >= MOST_WORDS:
            return
        words = f"Person {len(said)}"
        if self._is_kept("outside", add_words="1", words=words):
            self.put_down.sure.add(words)
        else:
            self.put_down.maybe.add(words)

    def _is_kept(self, screen: str, **form: object) -> bool:
        kept = self.browser.save(f"{self.survey}{screen}/", **form)
        self.told["saves"] += kept
        if not kept:
            time.sleep(0.2)
        return kept

    def _send(self) -> None:
        if self.browser.post(f"{self.survey}send/") == f"{self.survey}sent/":
            self.sent = self.put_down.copy()
            self.told["sends"] += 1
        else:
            self.sent.or_else(self.put_down)
            time.sleep(0.2)
