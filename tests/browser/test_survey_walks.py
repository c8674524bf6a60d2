"""Ways through a survey: beside a grown-up, by keyboard alone, and without a script."""

import pytest

from beside.ties import questions, wording
from tests.browser import survey
from tests.browser.hand import Hand, new_hand
from tests.browser.looking import FOCUS, faults, nameless
from tests.web.voices import VOICES

pytestmark = pytest.mark.e2e

TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize(("place", "width", "height"), [(0, 1366, 768), (1, 390, 844)])
def test_an_eight_year_old_answers_with_pictures_beside_a_grown_up(
    browser, school, place, width, height
):
    name, code = school.young[place]
    hand = new_hand(browser, school.served.address, width, height, has_touch=width < 500)
    hand.page.add_init_script(VOICES % "true")
    survey.come_in(hand, code)
    hand.page.get_by_label("Who sits with you?").select_option(label="Dot Pell")
    assert faults(hand) == []
    hand.click(hand.button("Start"))
    for screen in questions.EASIER:
        survey.at(hand, screen)
        _is_easy(hand, screen)
        _tap_first(hand)
        assert faults(hand) == []
        hand.click(hand.button("Next"))
    hand.page.get_by_role("heading", name="Look it over").wait_for()
    hand.click(hand.button("Send it"))
    hand.page.get_by_role("heading", name="Thank you").wait_for()
    kept = school.kept(name)
    assert (kept["sent"], kept["helper"]) == (True, "Dot Pell")
    assert {question for question, _name, _ring in kept["named"]} == {"adult", "peer", "family"}
    assert kept["qualities"] == {"Dot Pell": ["care"]}
    assert kept["said"] == {"go_to": "several"}
    hand.page.context.close()


def _is_easy(hand: Hand, screen: str) -> None:
    """A picture beside short words, a button that reads them aloud, and nothing to type a name."""
    heading = hand.page.get_by_role("heading", level=1)
    assert heading.inner_text().strip() == wording.SCREENS[screen].easier
    picture = heading.locator("svg").bounding_box()
    assert picture and picture["width"] >= 40
    hand.click(hand.button("Read it to me"))
    assert hand.page.evaluate("window.spoken.pop()").startswith(heading.inner_text().strip())
    assert hand.page.locator("#typed").count() == 0


def _tap_first(hand: Hand) -> None:
    """Tap the first who is offered, or the first answer."""
    chips = hand.page.locator(".chips .chip")
    if chips.count():
        hand.click(chips.first)
        hand.page.locator(".who__row").wait_for()
        assert hand.button("Read it to me").is_visible()
    elif hand.page.locator(".choice").count():
        hand.click(hand.page.locator(".choice").first)


def test_by_keyboard_alone_the_focus_is_seen_and_never_lost(browser, school):
    name, code = school.older[0]
    hand = new_hand(browser, school.served.address, 1366, 768)
    _come_in_by_key(hand, code)
    _people_by_key(hand)
    for screen in ("participation", "recognition", "care", "motivation", "helps"):
        survey.at(hand, screen)
        _to(hand, "Ann Okafor", "Space")
        _next_by_key(hand)
    survey.at(hand, "stage")
    _to(hand, "I learn from them", "Space", "ArrowDown")
    _next_by_key(hand)
    survey.at(hand, "go_to")
    _to(hand, "Yes, more than one", "Space", "ArrowDown")
    _next_by_key(hand)
    survey.at(hand, "wish")
    _next_by_key(hand, "Skip this one")
    survey.at(hand, "matters")
    _to(hand, "Yes, most of them", "Space")
    _next_by_key(hand)
    survey.at(hand, "learner")
    _to(hand, "Yes, most of the time", "Space")
    _to(hand, "Next", "Enter")
    hand.page.get_by_role("heading", name="Look it over").wait_for()
    _to(hand, "Send it", "Enter")
    hand.page.get_by_role("heading", name="Thank you").wait_for()
    assert (hand.clicks, hand.complaints) == (0, [])
    _is_kept(school.kept(name))
    hand.page.context.close()


def _is_kept(kept: dict) -> None:
    assert kept["sent"]
    assert ["adult", "Ann Okafor", 2] in kept["named"]
    assert ["outside", "Coach Dee", 1] in kept["named"]
    assert sorted(kept["qualities"]["Ann Okafor"]) == sorted(questions.QUALITIES)
    chosen = {"go_to": "one", "matters": "most", "learner": "mostly", "stage": ""}
    assert kept["said"] == chosen


def _come_in_by_key(hand: Hand, code: str) -> None:
    hand.go("/card/")
    _to(hand, "The code on your card")
    hand.type(code)
    hand.press("Enter")
    hand.button("Yes, I am").wait_for()
    _to(hand, "Yes, I am", "Enter")
    hand.page.get_by_role("heading", name="Who sees this?").wait_for()
    _to(hand, "Start", "Enter")
    survey.at(hand, "adult")


def _people_by_key(hand: Hand) -> None:
    for letters, who, ring in (("ann", "Ann Okafor", "ArrowDown"), ("leo", "Leo", "")):
        _to(hand, "Type the start of a name")
        hand.type(letters)
        hand.page.locator("#found .chip").first.wait_for()
        _to(hand, who, "Enter")
        _is_added(hand)
        _to(hand, "Very close", "Space", *([ring] if ring else []))
        _next_by_key(hand)
    survey.at(hand, "family")
    _to(hand, "Parent", "Enter")
    _is_added(hand)
    _next_by_key(hand)
    survey.at(hand, "outside")
    _to(hand, "Add someone in your own words")
    hand.type("Coach Dee")
    hand.press("Enter")
    _is_added(hand)
    _to(hand, "Very close", "Space")
    _next_by_key(hand)


def _is_added(hand: Hand) -> None:
    hand.page.locator(".who__row").first.wait_for()
    hand.page.wait_for_function("document.activeElement !== document.body", timeout=2_000)


def _to(hand: Hand, words: str, *keys: str) -> None:
    """Come to a control by Tab, see that it has the focus, and press these keys."""
    hand.tab_to(words)
    found = hand.page.evaluate(FOCUS)
    assert found["seen"] and found["ring"], (words, found)
    hand.press(*keys)


def _next_by_key(hand: Hand, words: str = "Next") -> None:
    """Leave the screen; the focus then stands on the next question."""
    before = hand.page.locator("[data-screen]").get_attribute("data-screen")
    _to(hand, words, "Enter")
    hand.page.wait_for_function(
        "was => document.querySelector('[data-screen]').dataset.screen !== was", arg=before
    )
    hand.page.wait_for_function("document.activeElement.id === 'asked'", timeout=2_000)


def test_without_a_script_a_phone_goes_from_card_to_sent(browser, school):
    name, code = school.older[1]
    hand = new_hand(browser, school.served.address, 390, 844, java_script_enabled=False)
    survey.come_in(hand, code)
    survey.start(hand)
    for screen in questions.SCREENS:
        survey.at(hand, screen)
        assert hand.page.evaluate(TOO_WIDE) <= 0, screen
        _answer_without(hand, screen)
        hand.click(hand.button("Next"))
    hand.page.get_by_role("heading", name="Look it over").wait_for()
    assert "Coach Dee" in hand.page.locator("#said").inner_text()
    hand.click(hand.button("Send it"))
    hand.page.get_by_role("heading", name="Thank you").wait_for()
    kept = school.kept(name)
    assert kept["sent"]
    assert ["adult", "Ann Okafor", 1] in kept["named"]
    assert ["wish", "Coach Dee", None] in kept["named"]
    assert sorted(kept["qualities"]["Ann Okafor"]) == sorted(questions.QUALITIES)
    assert {"go_to": "several", "matters": "most", "learner": "mostly"}.items() <= (
        kept["said"].items()
    )
    hand.page.context.close()


def _answer_without(hand: Hand, screen: str) -> None:
    """Whole pages: somebody is found or put down, placed in a circle, or the first box ticked."""
    if screen == "adult":
        hand.page.locator("#typed").fill("ann")
        hand.click(hand.button("Find"))
        hand.click(hand.page.locator("#found .chip").first)
        hand.click(hand.page.locator(".rings-pick label").first)
    elif screen in ("outside", "wish"):
        hand.page.locator("#words").fill("Coach Dee")
        hand.click(hand.button("Add"))
    elif screen not in questions.PEOPLE:
        hand.click(hand.page.locator(".choice").first)


def test_a_screen_reader_finds_a_name_for_everything_on_every_screen(browser, school):
    hand = new_hand(browser, school.served.address, 1366, 768)
    survey.come_in(hand, school.older[2][1])
    survey.start(hand)
    survey.find(hand, "an")
    survey.on(hand, "peer")
    survey.find(hand, "le")
    survey.on(hand, "family")
    found = []
    for screen in questions.SCREENS:
        hand.go(f"/survey/{school.round}/{screen}/")
        assert hand.page.get_by_role("heading", level=1).count() == 1
        assert hand.page.locator("h1").count() == 1
        found += nameless(hand)
    assert found == []
    assert hand.complaints == []
    hand.page.context.close()
