"""Somebody who marks and offers, and an office that brings in pupils: what each was told."""

import random
import threading
import time
from collections import Counter
from http.client import HTTPException

from tests.assurance.running import Browser

WAYS = ("face", "personal", "family", "learning", "trusted")
FIRST, BATCH = 40, 15
READING = 6.0


class Person(threading.Thread):
    """Works without pause until it is over."""

    def __init__(self, browser: Browser, seed: int):
        super().__init__(daemon=True)
        self.browser = browser
        self.chance = random.Random(seed)
        self.over = threading.Event()
        self.told: Counter[str] = Counter()

    def run(self) -> None:
        while not self.over.is_set():
            self.work()

    def work(self) -> None:
        raise NotImplementedError

    def finish(self) -> None:
        """Let the last request end; nothing is sent after it."""
        self.over.set()
        self.join(60)
        assert not self.is_alive(), "somebody is still at work"


class Colleague(Person):
    """Marks pupils and offers to be beside them.

    `marks` holds what may stand for each pupil: the last acknowledged answer, and any sent after
    it of which nobody can tell; None where perhaps nothing stands.
    """

    def __init__(self, browser: Browser, mark: str, pupils: list[str], seed: int):
        super().__init__(browser, seed)
        self.mark, self.pupils = mark, pupils
        self.marks: dict[str, list[list[str] | None]] = {}
        self.offers: set[str] = set()

    def work(self) -> None:
        self.chance.choice([self._mark] * 9 + [self._offer])()

    def _mark(self) -> None:
        pupil = self.chance.choice(self.pupils)
        knows = [way for way in WAYS if self.chance.random() < 0.5]
        kept = self.browser.post(self.mark, pupil=pupil, knows=knows or ["none"])
        if kept is None:
            self.marks.setdefault(pupil, [None]).append(knows)
            time.sleep(0.2)
        else:
            self.marks[pupil] = [knows]
            self.told["marks"] += 1

    def _offer(self) -> None:
        pupil = self.chance.choice(self.pupils)
        if pupil not in self.offers and self.browser.post(f"/beside/{pupil}/"):
            self.offers.add(pupil)
            self.told["offers"] += 1


class Office(Person):
    """Pastes a longer sheet each time, and approves it where the page offers that.

    While an approved one may still be on its way it pastes and reads on but approves nothing: what
    was planned before the roll changed is rightly asked again. `approved` holds the batch of each
    import that was acknowledged.
    """

    def __init__(self, browser: Browser, seed: int):
        super().__init__(browser, seed)
        self.approved: dict[str, int] = {}
        self.last = ""

    @property
    def batches(self) -> int:
        return max(self.approved.values(), default=0)

    def work(self) -> None:
        may_approve = not self.last or self._is_settled(self.last)
        led = self.browser.post("/roll/paste/", text=sheet(self.batches + 1))
        if led is None:
            time.sleep(0.3)
        elif self._is_read(led) and may_approve:
            self._approve(led)

    def _is_read(self, led: str) -> bool:
        deadline = time.monotonic() + READING
        while time.monotonic() < deadline and not self.over.is_set():
            if f"{led}approve/" in self._page(led):
                return True
            time.sleep(0.2)
        return False

    def _approve(self, led: str) -> None:
        self.last = led
        if self.browser.post(f"{led}approve/") == led:
            self.approved[led.split("/")[2]] = self.batches + 1
            self.told["imports"] += 1

    def _is_settled(self, led: str) -> bool:
        page = self._page(led)
        return bool(page) and f"{led}state/" not in page

    def _page(self, led: str) -> str:
        """The page of an import; empty where there is none just now."""
        try:
            return self.browser.get(led)
        except (OSError, HTTPException):
            return ""


def sheet(batches: int) -> str:
    """The pupils of the first sheet, and those of this many batches more, as pasted cells."""
    rows = ["Id\tFirst name\tLast name\tYear\tTutor group\tAdmission number"]
    for n in range(FIRST + BATCH * batches):
        batch = max(0, (n - FIRST) // BATCH + 1) if n >= FIRST else 0
        rows.append(f"k{n}\tPupil\tBatch{batch}\t9\t9A\t{n}")
    return "\n".join(rows)
