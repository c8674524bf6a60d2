"""Somebody who makes sign-in cards, and somebody who raises concerns: what each was told."""

import re
import time
from html import unescape

from tests.assurance.people import Person
from tests.assurance.running import Browser


class CardMaker(Person):
    """Makes new cards for pupils. `codes`: of each pupil the last that was shown, or may stand."""

    def __init__(self, browser: Browser, sheet: str, pupils: list[str], seed: int):
        super().__init__(browser, seed)
        self.sheet, self.pupils = sheet, pupils
        self.codes: dict[str, list[str | None]] = {}

    def work(self) -> None:
        pupil = self.chance.choice(self.pupils)
        page = self.browser.sent(self.sheet, pupil=pupil, anew="1")
        found = re.search(r'card__code">([^<]+)<', page or "")
        if found:
            self.codes[pupil] = [found[1].replace(" ", "")]
            self.told["cards"] += 1
        else:
            self.codes.setdefault(pupil, []).append(None)
        time.sleep(0.3)

    def faults(self, stands: dict[str, str], digests: dict[str, str]) -> list[str]:
        """Cards that were shown, and do not open; one of which nobody was told may have replaced
        the one shown before."""
        return [
            f"the card of pupil {pupil} that was shown does not open"
            for pupil, codes in self.codes.items()
            if None not in codes and stands.get(pupil) != digests[str(codes[0])]
        ]


class Worried(Person):
    """Raises concerns, each with words of its own. `words`: those for which there was a receipt."""

    def __init__(self, browser: Browser, pupils: list[str], seed: int):
        super().__init__(browser, seed)
        self.pupils = pupils
        self.words: set[str] = set()
        self.sent = 0

    def work(self) -> None:
        self.sent += 1
        words = f"concern number {self.sent}"
        if self._raise(self.chance.choice(self.pupils), words):
            self.words.add(words)
            self.told["concerns"] += 1
        time.sleep(0.3)

    def _raise(self, pupil: str, words: str) -> bool:
        """Fill in the form as it stands on the page, and send it; was there a receipt?"""
        try:
            page = self.browser.get(f"/concern/?pupil={pupil}")
        except OSError:
            return False
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
        fields = {name: unescape(value) for name, value in hidden}
        fields |= {"pupil": pupil, "words": words, "adult": "no", "low": "harm"}
        answer = self.browser.sent("/concern/", **fields)
        return bool(answer) and "receipt" in answer.lower()

    def faults(self, stands: list[str]) -> list[str]:
        """Concerns that are lost or stand twice."""
        lost = [f"{each} is lost" for each in sorted(self.words - set(stands))]
        return lost + [f"{each} stands twice" for each in set(stands) if stands.count(each) > 1]
