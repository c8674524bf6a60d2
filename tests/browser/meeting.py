"""From an empty system to the first “I’ll get to know ...”, with every click and key counted."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import second_step
from tests.browser.hand import Hand, new_hand
from tests.browser.served import Served
from tests.browser.sheets import COLLEAGUES

EMAIL = "reid@example.org"
PASSWORD = "three quiet willow trees"
STARTING = (
    ("Your school’s name", "Hill School"),
    ("Your first name", "Joan"),
    ("Your family name", "Reid"),
    ("Your e-mail", EMAIL),
)
MARKED = 30


@dataclass
class Meeting:
    """Who took part, what each step cost its person, and what the screens said on the way."""

    organiser: Hand
    colleagues: list[Hand]
    steps: list[tuple[str, int, int]] = field(default_factory=list)
    marking_seconds: float = 0.0
    said: dict[str, str] = field(default_factory=dict)

    def note(self, step: str, hand: Hand) -> None:
        before_clicks = sum(c for s, c, _k in self.steps if s.endswith(_whose(hand, self)))
        before_keys = sum(k for s, _c, k in self.steps if s.endswith(_whose(hand, self)))
        name = f"{step}{_whose(hand, self)}"
        self.steps.append((name, hand.clicks - before_clicks, hand.keys - before_keys))

    def report(self) -> str:
        lines = [
            f"{step:<46} {clicks:>4} clicks {keys:>5} keys" for step, clicks, keys in self.steps
        ]
        return "\n".join(
            [*lines, f"{MARKED} pupils marked and kept in {self.marking_seconds:.1f} s"]
        )


def _whose(hand: Hand, meeting: Meeting) -> str:
    return " (organiser)" if hand is meeting.organiser else " (colleague)"


def hold(browser: Browser, served: Served, sheet: Path) -> Meeting:
    """Go through the whole loop once; a step that does not work the first time stops it."""
    organiser = new_hand(browser, served.address)
    colleagues = [new_hand(browser, served.address, 390, 800) for _ in COLLEAGUES]
    meeting = Meeting(organiser, colleagues)
    _start(meeting, served.start_code())
    _bring_in(meeting, sheet)
    code = _open(meeting)
    for hand, name in zip(colleagues, COLLEAGUES, strict=True):
        _join(hand, served, code, name)
    _mark(meeting)
    for hand in colleagues:
        _send(hand)
    _offer(meeting)
    _end(meeting)
    for hand in colleagues:
        _go_on(hand)
    return meeting


def _start(meeting: Meeting, code: str) -> None:
    hand = meeting.organiser
    hand.go("/")
    start_school(hand, code)
    make_account(hand)
    meeting.note("Start a school and make an account", hand)


def start_school(hand: Hand, code: str) -> None:
    """Fill in the first page of all, and wait until the invitation is there."""
    for label, words in (*STARTING, ("The start code", code)):
        hand.fill(label, words)
    hand.click(hand.button("Start"))
    invited(hand)


def invited(hand: Hand) -> None:
    """The school is made by the worker; until it is there, its link is answered with 404."""
    hand.page.get_by_label("A name to sign in with").wait_for()
    hand.complaints[:] = [each for each in hand.complaints if "status of 404" not in each]


def make_account(hand: Hand) -> None:
    hand.fill("A name to sign in with", EMAIL)
    hand.fill("A password", PASSWORD)
    hand.click(hand.button("Come in"))
    second_step.show(hand, EMAIL)
    hand.page.get_by_role("heading", name="Hello, Joan").wait_for()


def _bring_in(meeting: Meeting, sheet: Path) -> None:
    hand = meeting.organiser
    hand.click(hand.link("Bring in your pupils and colleagues"))
    look_over(hand, sheet)
    approve(hand)
    meeting.note("Bring in 240 pupils and three colleagues", hand)


def look_over(hand: Hand, sheet: Path) -> None:
    """Choose the sheet, and wait for what would change."""
    hand.choose_file(sheet)
    hand.click(hand.button("Look it over").first)
    hand.button("Approve").wait_for()


def approve(hand: Hand) -> None:
    hand.click(hand.button("Approve"))
    hand.page.get_by_text("Brought in.").wait_for()


def _open(meeting: Meeting) -> str:
    code = open_survey(meeting.organiser)
    meeting.note("Open the meeting", meeting.organiser)
    return code


def open_survey(hand: Hand) -> str:
    """Open a staff meeting about Year 9 and put it on the projector; gives its code."""
    hand.click(hand.page.get_by_role("navigation", name="Main").get_by_role("link", name="Surveys"))
    hand.click(hand.link("Open a staff meeting"))
    hand.click(hand.page.get_by_label("Year 9"))
    hand.click(hand.button("Open it"))
    hand.click(hand.link("Show on the projector"))
    return hand.page.locator(".code").inner_text().strip()


def _go_on(hand: Hand) -> None:
    """The end of the asking puts every screen out; on one's own device a press brings it back."""
    hand.go("/join/")
    hand.click(hand.button("Go on where you were"))
    hand.page.get_by_role("heading", name="Who needs somebody").wait_for()


def _join(hand: Hand, served: Served, code: str, name: str) -> None:
    hand.go("/join/")
    hand.fill("The code on the screen", code)
    hand.click(hand.button("Next"))
    hand.click(hand.button(name))
    hand.fill("The code", served.door_code(name))
    hand.click(hand.button("Come in"))
    hand.page.locator("[data-pupil]").first.wait_for()


def _mark(meeting: Meeting) -> None:
    hand = meeting.colleagues[0]
    meeting.note("Join the meeting", hand)
    hand.page.locator("[data-pupil]").first.focus()
    begun = time.monotonic()
    for number in range(MARKED):
        hand.press("1", *(["5"] if number % 2 else []), "ArrowDown")
    hand.page.locator("[data-all-saved]", has_text="All saved").wait_for(state="attached")
    meeting.marking_seconds = time.monotonic() - begun
    meeting.note(f"Mark {MARKED} pupils", hand)


def _send(hand: Hand) -> None:
    hand.click(hand.button("I am done"))
    hand.page.get_by_role("heading", name="Who needs somebody").wait_for()


def _offer(meeting: Meeting) -> None:
    hand = meeting.colleagues[0]
    offer = hand.button("I’ll get to know").first
    meeting.said["offer"] = offer.inner_text()
    hand.click(offer)
    meeting.said["slip"] = hand.page.locator("main").inner_text()
    meeting.note("Send, and offer to get to know one", hand)


def _end(meeting: Meeting) -> None:
    hand = meeting.organiser
    hand.page.get_by_text("3 of 4 done").wait_for()
    hand.click(hand.button("End the asking"))
    meeting.said["screen"] = hand.page.locator("main").inner_text()
    hand.go("/")
    meeting.said["home"] = hand.page.locator("#needs").inner_text()
    meeting.note("End the asking", hand)
