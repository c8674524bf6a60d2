"""A pupil from card to sent on a shared laptop, and what is left for the next."""

import time

import pytest

from tests.browser import survey
from tests.browser.hand import new_hand
from tests.browser.looking import faults

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def laptop(browser, served, signed_in):
    """A shared laptop and the cards of a tutor group, with a survey open."""
    organiser = new_hand(browser, served.address, storage_state=signed_in("organiser"))
    survey.open_round(organiser)
    codes = survey.cards(organiser)
    assert organiser.complaints == []
    organiser.page.context.close()
    hand = new_hand(browser, served.address, 1366, 768)
    yield hand, list(codes.items())
    hand.page.context.close()


def test_ten_people_take_a_pupil_four_minutes_and_the_next_sees_nothing(laptop, capsys):
    hand, ((first, one), (second, two), *_rest) = laptop
    begun = time.monotonic()
    survey.come_in(hand, one)
    survey.start(hand)
    to_question = (time.monotonic() - begun, hand.clicks, hand.keys)
    cost = survey.answer(hand)
    with capsys.disabled():
        print(
            f"\ncard to first question: {to_question[0]:.1f} s by script, {to_question[1]} taps,"
            f" {to_question[2]} keys\nten people: {cost.taps} taps, {cost.keys} keys,"
            f" {cost.screens} screens: {cost.seconds:.0f} s by the keystroke-level model"
        )
    assert to_question[1] * survey.POINT + to_question[2] * survey.KEY + 20 < 90
    assert cost.seconds < 240
    hand.go("/my-people/")
    assert "Nana" in hand.page.locator("main").inner_text()
    assert faults(hand) == []
    hand.click(hand.button("Sign out"))
    hand.page.get_by_role("heading", name="You are signed out").wait_for()
    hand.page.go_back()
    assert "Nana" not in hand.page.content()
    survey.come_in(hand, two)
    page = hand.page.content()
    assert first.split()[0] not in hand.page.locator("main").inner_text() or first == second
    assert "Nana" not in page
    hand.go("/my-people/")
    assert "Nana" not in hand.page.content()


@pytest.mark.e2e
def test_a_phone_shows_each_screen_whole(laptop, browser, served):
    _hand, codes = laptop
    hand = new_hand(browser, served.address, 390, 844, has_touch=True)
    survey.come_in(hand, codes[2][1])
    survey.start(hand)
    found = faults(hand)
    survey.find(hand, "an")
    found += faults(hand)
    survey.on(hand, "peer")
    for screen in ("family", "outside", "participation"):
        survey.on(hand, screen, skip=True)
    found += faults(hand)
    assert found == []
    hand.page.context.close()
