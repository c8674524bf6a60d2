"""The organiser's half of a first meeting, from an empty system to an offer, without a mouse or a script."""

import pytest

from tests.accounts.steps import figures
from tests.browser.hand import Hand, new_hand
from tests.browser.meeting import (
    EMAIL,
    PASSWORD,
    STARTING,
    approve,
    invited,
    look_over,
    make_account,
    open_survey,
    start_school,
)

pytestmark = pytest.mark.e2e


def test_by_keyboard_alone(browser, empty, sheet):
    hand = new_hand(browser, empty.address)
    hand.go("/")
    _start(hand, empty.start_code())
    _bring_in(hand, sheet)
    _hold(hand)
    _offer(hand)
    assert hand.clicks == 0
    assert hand.complaints == []
    hand.page.context.close()


def _start(hand: Hand, code: str) -> None:
    _type(hand, *STARTING, ("The start code", code))
    _follow(hand, "Start")
    invited(hand)
    _type(hand, ("A name to sign in with", EMAIL), ("A password", PASSWORD))
    _follow(hand, "Come in")
    hand.page.get_by_role("heading", name="Set up your second step").wait_for()
    _follow(hand, "Use my phone")
    secret = hand.page.locator("#secret").inner_text().replace(" ", "")
    _type(hand, ("The six figures that the app shows now", figures(secret)))
    _follow(hand, "Keep it")
    hand.page.get_by_role("heading", name="Your recovery codes").wait_for()
    _follow(hand, "I have them: go on")
    hand.page.get_by_role("heading", name="Hello, Joan").wait_for()


def _bring_in(hand: Hand, sheet) -> None:
    _follow(hand, "Bring in your pupils and colleagues")
    hand.page.get_by_role("heading", name="The roll").wait_for()
    hand.tab_to("A spreadsheet, or a zip")
    with hand.page.expect_file_chooser() as chooser:
        hand.press("Space")
    chooser.value.set_files(sheet)
    hand.page.get_by_text(f"Chosen: {sheet.name}").wait_for()
    _follow(hand, "Look it over")
    hand.button("Approve").wait_for()
    _follow(hand, "Approve")
    hand.page.get_by_text("Brought in.").wait_for()


def _hold(hand: Hand) -> None:
    _follow(hand, "Surveys")
    hand.page.get_by_role("heading", name="No survey yet").wait_for()
    _follow(hand, "Open a staff meeting")
    hand.page.get_by_label("Year 9").wait_for()
    hand.tab_to("Year 9")
    hand.press("Space")
    _follow(hand, "Open it")
    hand.page.get_by_role("heading", name="How far it is").wait_for()
    _follow(hand, "Show on the projector")
    hand.page.get_by_text("0 of 4 done").wait_for()
    _follow(hand, "End the asking")


def _offer(hand: Hand) -> None:
    hand.link("On to who needs somebody").wait_for()
    _follow(hand, "On to who needs somebody")
    hand.link("Who needs somebody: Year 9").wait_for()
    _follow(hand, "Who needs somebody: Year 9")
    hand.button("I’ll get to know").first.wait_for()
    _follow(hand, "I’ll get to know")
    hand.page.get_by_role("heading", name="You will get to know").wait_for()


def _type(hand: Hand, *boxes: tuple[str, str]) -> None:
    for label, words in boxes:
        hand.tab_to(label)
        hand.type(words)


def _follow(hand: Hand, words: str) -> None:
    """Come to a link or a button with Tab, and press Enter."""
    hand.tab_to(words)
    hand.press("Enter")


def test_without_a_script(browser, empty, sheet):
    hand = new_hand(browser, empty.address, java_script_enabled=False)
    hand.go("/")
    start_school(hand, empty.start_code())
    make_account(hand)
    hand.link("Bring in your pupils and colleagues").click()
    look_over(hand, sheet)
    approve(hand)
    assert open_survey(hand)
    assert "0 of 4 done" in hand.page.locator("#done").inner_text()
    _one_marks(browser, hand, empty)
    hand.link("Look again").click()
    assert "1 of 4 done" in hand.page.locator("#done").inner_text()
    hand.button("End the asking").click()
    hand.link("On to who needs somebody").click()
    hand.link("Who needs somebody: Year 9").click()
    hand.button("I’ll get to know").first.click()
    hand.page.get_by_role("heading", name="You will get to know").wait_for()
    assert hand.complaints == []
    hand.page.context.close()


def _one_marks(browser, organiser: Hand, served) -> None:
    """A colleague joins with the code on the screen, says nothing of anybody, and is done."""
    colleague = new_hand(browser, organiser.address, java_script_enabled=False)
    colleague.go(f"/join/{organiser.page.locator('.code').inner_text().strip()}/")
    colleague.button("Bo Lund").click()
    colleague.page.get_by_label("The code").fill(served.door_code("Bo Lund"))
    colleague.button("Come in").click()
    colleague.button("I am done").click()
    colleague.page.get_by_role("heading", name="Who needs somebody").wait_for()
    colleague.page.context.close()
