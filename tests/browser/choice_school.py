"""A school of three tutor groups of Year 9 with choice time, a card for every pupil."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser import second_step, survey
from tests.browser.hand import Hand, new_hand
from tests.browser.meeting import (
    EMAIL,
    PASSWORD,
    approve,
    look_over,
    make_account,
    start_school,
)
from tests.browser.served import Served, serving
from tests.browser.sheets import year_nine

GROUPS, A_GROUP = 3, 5
HERE = Path(__file__)


@dataclass(frozen=True)
class School:
    """The running school: who plans choice time, and the cards and ids of pupils by name;
    `states` are the cookies of pupils who have come in.

    Ann Okafor tutors 9A and leads sessions; Bo Lund is an organiser too.
    """

    browser: Browser
    served: Served
    organiser: Hand
    cards: dict[str, str]
    pupils: dict[str, str]
    states: dict[str, Any] = field(default_factory=dict)

    def cycle(self, stage: str) -> dict[str, str]:
        """Another cycle at this stage; see `choosing.py`."""
        script, pupil = str(HERE.with_name("choosing.py")), next(iter(self.pupils.values()))
        told = self.served.run(sys.executable, script, stage, EMAIL, "ann", pupil)
        found: dict[str, str] = json.loads(told)
        return found

    def pupil(self, name: str, width: int = 390, height: int = 844, **options: Any) -> Hand:
        """A pupil who has come in with their card, which lets them in once, and stays in."""
        options |= {"storage_state": self.states.get(name)}
        hand = new_hand(self.browser, self.served.address, width, height, **options)
        if name not in self.states:
            survey.come_in(hand, self.cards[name])
            self.states[name] = hand.page.context.storage_state()
        return hand

    def adult(self, name: str, width: int = 1280) -> Hand:
        """A colleague who has signed in."""
        hand = new_hand(self.browser, self.served.address, width)
        hand.go("/account/sign-in/")
        hand.page.locator("[name=login]").fill(name)
        hand.page.locator("[name=password]").fill(PASSWORD)
        hand.button("Sign in").click()
        second_step.show(hand, name)
        hand.page.get_by_role("heading", name="Hello").wait_for()
        return hand


@contextmanager
def choice_school(browser: Browser, folder: Path) -> Iterator[School]:
    """Start it, bring in pupils and colleagues, make cards and accounts."""
    with serving() as served:
        organiser = new_hand(browser, served.address)
        organiser.go("/")
        start_school(organiser, served.start_code())
        make_account(organiser)
        organiser.go("/roll/")
        look_over(organiser, year_nine(folder, groups=GROUPS, a_group=A_GROUP))
        approve(organiser)
        cards = {}
        for place in range(GROUPS):
            cards |= survey.cards(organiser, place)
        script = str(HERE.with_name("colleagues.py"))
        pupils = json.loads(served.run(sys.executable, script, PASSWORD, "Bo"))
        yield School(browser, served, organiser, cards, pupils)
        organiser.page.context.close()
