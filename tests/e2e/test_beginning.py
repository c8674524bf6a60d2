"""The pages of a Beside in which nothing is yet: each is whole at three widths."""

from pathlib import Path

import pytest

from tests.browser.hand import Hand, new_hand
from tests.browser.looking import faults_at_every_width
from tests.browser.meeting import approve, look_over, make_account, start_school

pytestmark = pytest.mark.e2e


def test_every_page_of_the_beginning_is_whole(browser, empty, sheet, tmp_path):
    hand = new_hand(browser, empty.address)
    found = _of_the_start(hand, empty.start_code())
    found += _of_an_empty_school(hand)
    found += _of_the_roll(hand, sheet, _spoilt(tmp_path))
    hand.page.context.close()
    assert found == []


def _of_the_start(hand: Hand, code: str) -> list[str]:
    hand.go("/")
    found = faults_at_every_width(hand)
    hand.button("Start").click()
    hand.page.get_by_text("Please look at this again").wait_for()
    found += faults_at_every_width(hand, 422)
    hand.go("/")
    start_school(hand, code)
    invitation = hand.page.url.removeprefix(hand.address)
    found += faults_at_every_width(hand, 422)
    make_account(hand)
    hand.go(invitation)
    hand.page.get_by_role("heading", name="This link has been used").wait_for()
    return found + faults_at_every_width(hand, 410, 422)


def _of_an_empty_school(hand: Hand) -> list[str]:
    hand.complaints.clear()
    found = []
    for path in ("/", "/roll/", "/roll/people/", "/surveys/", "/surveys/new/", "/search/?q=a"):
        hand.go(path)
        found += faults_at_every_width(hand)
    return found


def _of_the_roll(hand: Hand, sheet: Path, spoilt: Path) -> list[str]:
    """A sheet that is no sheet, one with a fault in a row, and the same that is brought in."""
    hand.go("/roll/")
    hand.choose_file(spoilt)
    hand.button("Look it over").first.click()
    hand.page.get_by_role("heading", name="could not be read").wait_for()
    found = faults_at_every_width(hand)
    hand.go("/roll/")
    look_over(hand, sheet)
    found += faults_at_every_width(hand)
    approve(hand)
    return found + faults_at_every_width(hand)


def _spoilt(folder: Path) -> Path:
    path = folder / "spoilt.xlsx"
    path.write_bytes(b"This is not a spreadsheet.")
    return path
