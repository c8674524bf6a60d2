"""A school of one class of eight-year-olds and three of Year 9, with a survey open for all."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser import survey
from tests.browser.hand import Hand, new_hand
from tests.browser.meeting import approve, look_over, make_account, start_school
from tests.browser.served import Served, serving
from tests.browser.sheets import year_nine

YOUNG, OLDER = 4, 5


@dataclass(frozen=True)
class School:
    """The running school: its organiser, its survey, and the cards of two groups by name.

    Nobody of the last group, 9C, has a card: they answer on paper.
    """

    served: Served
    organiser: Hand
    round: str
    young: list[tuple[str, str]]
    older: list[tuple[str, str]]

    def kept(self, name: str) -> dict[str, Any]:
        """What the database keeps of a pupil's survey; see `kept.py`."""
        script = str(Path(__file__).with_name("kept.py"))
        found: dict[str, Any] = json.loads(
            self.served.run(sys.executable, script, self.round, name)
        )
        return found


@contextmanager
def small_school(browser: Browser, folder: Path) -> Iterator[School]:
    """Start it, bring in the pupils, open the survey with the easier form for Year 4."""
    with serving() as served:
        organiser = new_hand(browser, served.address)
        organiser.go("/")
        start_school(organiser, served.start_code())
        make_account(organiser)
        organiser.go("/roll/")
        look_over(organiser, year_nine(folder, groups=3, a_group=OLDER, young=YOUNG))
        approve(organiser)
        served.run(sys.executable, "-m", "tests.browser.proven")
        round_ = survey.open_round(organiser, easier="4")
        cards = [list(survey.cards(organiser, place).items()) for place in (0, 1)]
        yield School(served, organiser, round_, *cards)
        organiser.page.context.close()
