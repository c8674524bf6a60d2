"""A pupil on a phone writes to somebody, is read and answered, and reads it with their word alone."""

import sys
import time
from collections.abc import Iterator
from email import message_from_string, policy
from pathlib import Path

import pytest

from tests.browser import second_step
from tests.browser.hand import Hand, new_hand
from tests.browser.looking import faults, faults_at_every_width
from tests.browser.served import Served

pytestmark = pytest.mark.e2e
PASSWORD = "a long way to school"  # noqa: S105
SAID = "My friends do not talk to me any more."


@pytest.fixture
def school(empty: Served) -> Served:
    """A school with a lead who is away, a deputy, a head, and a teacher whom pupils may pick."""
    empty.run(sys.executable, "-m", "tests.e2e.talking", PASSWORD)
    return empty


def come_in(browser, school: Served, who: str, width: int = 1280) -> Hand:
    hand = new_hand(browser, school.address, width)
    hand.go("/")
    hand.page.locator("[name=login]").fill(who)
    hand.page.locator("[name=password]").fill(PASSWORD)
    hand.page.locator("main button[type=submit]").click()
    second_step.show(hand, who)
    hand.page.get_by_role("heading", name="Hello").wait_for()
    return hand


def letters(school: Served) -> Iterator[tuple[str, str]]:
    """To whom each mail went, and all that stands in it."""
    for file in sorted((Path(school.environment["BESIDE_DATA"]) / "mail").glob("*")):
        parsed = message_from_string(file.read_text(), policy=policy.default)
        yield str(parsed["To"]), f"{parsed['Subject']} {parsed.get_content()}"


def test_a_talk_is_sent_read_answered_and_opens_with_the_word_alone(browser, school):
    pupil = come_in(browser, school, "amina", 390)
    pupil.go("/talk/")
    assert faults_at_every_width(pupil) == []
    pupil.page.get_by_text("Ifeoma Okafor").click()
    pupil.page.get_by_label("Say what you like").fill(SAID)
    pupil.page.get_by_label("Choose a word").fill("marmalade")
    sent = time.monotonic()
    pupil.button("Send it").click()
    pupil.page.get_by_text("Ifeoma Okafor reads it by").wait_for()
    assert faults_at_every_width(pupil) == []

    while not {"okafor@hill.example", "hughes@hill.example"} <= {to for to, _ in letters(school)}:
        assert time.monotonic() - sent < 60, "no mail within a minute"
        time.sleep(0.5)
    for to, text in letters(school):
        assert to != "shah@hill.example"
        assert not [word for word in ("Amina", "friends", "talk", "pupil") if word in text]

    reader = come_in(browser, school, "okafor")
    reader.page.get_by_text("One thing waits to be read").wait_for()
    reader.go("/talks/")
    reader.page.locator("#new .btn").click()
    reader.page.get_by_text("Promise no secrecy").wait_for()
    reader.button("I have read this").click()
    reader.page.get_by_label("Your answer").fill("At 10:50, in the room beside the library.")
    reader.button("Send the answer").click()
    reader.page.locator("#done", has_text="in the room beside the library").wait_for()
    assert faults_at_every_width(reader) == []

    pupil.button("Close it").click()
    pupil.go("/talk/word/")
    assert faults_at_every_width(pupil) == []
    pupil.page.get_by_label("Your word").fill("Marmalade")
    pupil.button("Open it").click()
    pupil.page.get_by_role("heading", name="Ifeoma Okafor has answered").wait_for()
    assert pupil.page.get_by_text("in the room beside the library").is_visible()
    assert faults_at_every_width(pupil) == []
    pupil.button("I will come").click()
    pupil.page.locator(".talked__mine", has_text="I will come").wait_for()
    assert faults(pupil) == []

    deputy = come_in(browser, school, "hughes")
    deputy.go("/concerns/")
    deputy.page.get_by_text("Amina Yusuf").first.wait_for()
    assert deputy.page.get_by_text("away until").is_visible()
    deputy.go("/concerns/there/")
    assert faults_at_every_width(deputy) == []
