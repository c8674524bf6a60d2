"""A parent or carer with their letter: on a phone, in Urdu, by keyboard, and without a script."""

from collections import defaultdict

import pytest

from tests.browser.families import letters, open_for_families
from tests.browser.hand import Hand
from tests.browser.looking import faults, faults_at_every_width

pytestmark = pytest.mark.browser
e2e = pytest.mark.e2e


@pytest.fixture(scope="session")
def survey(meeting) -> str:
    return open_for_families(meeting.organiser, "With families")


@pytest.fixture(scope="session")
def codes(meeting, survey) -> list[str]:
    """The codes of the carers of the first tutor group, one for each test."""
    return [each["code"] for each in letters(meeting.organiser, survey)]


def begin(hand: Hand, code: str, language: str = "en-gb") -> None:
    hand.go(f"/family/{code}/?language={language}")
    hand.page.locator("main form button").last.click()
    hand.page.locator(".survey").wait_for()


def next_(hand: Hand) -> None:
    hand.page.locator("button[name=next]:not(.vh)").click()


def answer(hand: Hand, look=lambda hand: None) -> None:
    """Go through every screen of two children and look at each."""
    look(hand)
    hand.page.locator("#words").fill("میری بہن، دفتر والی")
    next_(hand)
    for _child in range(2):
        hand.page.locator("[name=beside]").first.check()
        look(hand)
        next_(hand)
        hand.page.locator("[name=words-1]").fill("نانی")
        hand.page.locator("[name=relation-1]").select_option("grandparent")
        look(hand)
        next_(hand)
        hand.page.locator("[name=tick]").first.check()
        look(hand)
        next_(hand)
        hand.page.locator("[name=tick]").nth(1).check()
        hand.page.locator("[name=tutor]").check()
        look(hand)
        next_(hand)
    hand.page.locator("#said").wait_for()
    look(hand)


@pytest.mark.parametrize(
    ("place", "language"),
    [(0, "ur"), pytest.param(1, "ar", marks=e2e), pytest.param(2, "pa", marks=e2e)],
)
def test_a_carer_answers_on_a_phone_in_their_language(as_role, codes, place, language):
    hand = as_role("anonymous", 390)
    found: list[str] = []
    begin(hand, codes[place], language)
    html = hand.page.locator("html")
    assert html.get_attribute("lang") == language
    assert html.get_attribute("dir") == ("ltr" if language == "pa" else "rtl")
    answer(hand, lambda hand: found.extend(faults(hand)))
    hand.page.locator("main form button").last.click()
    hand.page.locator("#next").wait_for()
    assert found + faults(hand) == []
    hand.go(f"/family/{codes[place]}/")
    assert hand.page.locator("#next").count() == 1, "a spent link says so"


@e2e
def test_the_pages_are_whole_at_every_width(as_role, meeting, survey, codes):
    found = []
    for role, paths in {
        "anonymous": [f"/family/{codes[3]}/?language=ur", "/family/", "/family/sent/"],
        "organiser": [survey, f"{survey}letters/", "/languages/"],
    }.items():
        hand = as_role(role)
        for path in paths:
            hand.go(path)
            found += faults_at_every_width(hand)
    for language in ("ur", "pl"):
        letters(meeting.organiser, survey, language)
        found += faults_at_every_width(meeting.organiser)
    meeting.organiser.page.set_viewport_size({"width": 1280, "height": 900})
    assert found == []


@e2e
def test_a_carer_answers_by_keyboard_alone(as_role, codes):
    hand = as_role("anonymous", 390)
    hand.go("/family/")
    hand.tab_to("The code in your letter")
    hand.type(codes[4].lower())
    hand.press("Enter")
    hand.page.locator("#promise").wait_for()
    hand.tab_to("Start")
    hand.press("Enter")
    hand.page.locator(".survey").wait_for()
    hand.tab_to("Type the start of a name")
    hand.type("oka")
    hand.page.locator("#found button").first.wait_for()
    hand.tab_to("Ann Okafor")
    hand.press("Enter")
    hand.page.locator(".who__row", has_text="Ann Okafor").wait_for()
    hand.tab_to("Next")
    hand.press("Enter")
    hand.page.get_by_role("heading", name="Are you beside").wait_for()
    hand.tab_to("Yes, I am")
    hand.press("Space")
    hand.tab_to("Next")
    hand.press("Enter")
    hand.page.get_by_role("heading", name="Who else is beside").wait_for()
    assert hand.complaints == []


@e2e
def test_a_carer_answers_without_a_script_and_goes_on_on_another_phone(as_role, codes):
    hand = as_role("anonymous", 320, java_script_enabled=False)
    begin(hand, codes[5])
    hand.page.locator("#typed").fill("oka")
    hand.button("Find").last.click()
    hand.button("Ann Okafor").click()
    next_(hand)
    hand.page.locator("[name=beside]").first.check()
    next_(hand)
    other = as_role("anonymous", 390)
    begin(other, codes[5])
    assert other.page.locator(".who__row").count() == 0, "a letter opens nothing said before"
    answer(other)
    other.page.locator("main form button").last.click()
    other.page.locator("#next").wait_for()
    hand.page.reload()
    assert hand.page.locator("#next").count() == 1, "what one phone sent is over on the other"


@e2e
def test_what_is_ticked_is_kept_before_anything_is_pressed(as_role, codes):
    hand = as_role("anonymous", 390)
    begin(hand, codes[6])
    hand.go("/family/form/learning-1/")
    with hand.page.expect_response(lambda got: got.request.method == "POST") as kept:
        hand.page.locator("[name=tick]").first.check()
    assert kept.value.status == 204
    hand.page.reload()
    assert hand.page.locator("[name=tick]").first.is_checked()


@e2e
def test_each_letter_is_a_page_and_the_same_when_it_is_made_again(meeting, survey, codes):
    again = letters(meeting.organiser, survey, "ur")
    waiting = [each["code"] for each in again]
    assert waiting == [code for code in codes if code in waiting], (
        "those who answered are not ticked"
    )
    meeting.organiser.page.emulate_media(media="print")
    pages = defaultdict(int)
    for each in meeting.organiser.page.locator(".letter").all():
        pages[each.evaluate("it => getComputedStyle(it).breakAfter")] += 1
        assert each.bounding_box()["height"] < 1000
    assert pages == {"page": len(again) - 1, "auto": 1}
    meeting.organiser.page.emulate_media(media="screen")
