"""A survey that a few pupils try out before it opens: their page, what they say, and who reads it."""

import pytest

from tests.browser import survey
from tests.browser.hand import new_hand
from tests.browser.looking import faults_at_every_width

pytestmark = pytest.mark.e2e
WORDS = "I did not know what a carer is."


def test_a_pupil_tries_it_out_and_says_what_was_odd(browser, school):
    name, code = school.older[3]
    organiser = school.organiser
    round_ = survey.open_round(organiser, tried=True)
    found = faults_at_every_width(organiser)
    organiser.page.get_by_text("Choose pupils").click()
    organiser.page.locator("#panel li", has_text=name).get_by_role("checkbox").check()
    found += faults_at_every_width(organiser)
    organiser.button("Let them try it").click()
    organiser.page.get_by_text("has not said anything yet").wait_for()
    hand = new_hand(browser, organiser.address)
    survey.come_in(hand, code)
    hand.go("/")
    hand.page.get_by_text("You are one of a few who try this out first").wait_for()
    found += faults_at_every_width(hand)
    hand.go(f"/survey/{round_}/")
    hand.button("Start").click()
    survey.at(hand, "adult")
    hand.go(f"/survey/{round_}/sent/")
    found += faults_at_every_width(hand)
    hand.page.get_by_label("What was odd, hard or good?").fill(WORDS)
    hand.button("Say it").click()
    hand.page.get_by_text("Whoever runs this reads it").wait_for()
    organiser.go(f"/surveys/{round_}/")
    organiser.page.get_by_text(WORDS).wait_for()
    found += faults_at_every_width(organiser)
    organiser.button("Open it to everybody").click()
    organiser.page.get_by_text("It is open.").wait_for()
    assert found + faults_at_every_width(organiser) == []
    hand.page.context.close()
