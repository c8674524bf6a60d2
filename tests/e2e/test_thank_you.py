"""A pupil on a phone thanks an adult; the adult reads it and answers; the pupil reads that."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.browser.looking import faults, faults_at_every_width

pytestmark = pytest.mark.e2e


def name_of(hand) -> str:
    """Whose browser it is, as the top of every page says."""
    hand.go("/")
    return hand.page.locator(".mast .who__text").text_content().split(",")[0].strip()


@pytest.mark.parametrize("script", [True, False])
def test_a_pupil_thanks_and_the_adult_reads(as_role, more_ids, script):
    words = f"You waited with Zara until her bus came. {uuid.uuid4().hex[:6]}"
    pupil = as_role("pupil", 390, java_script_enabled=script)
    tutor = as_role("tutor")
    adult, child = name_of(tutor), name_of(pupil)

    pupil.link("Write a thank-you").first.click()
    pupil.page.get_by_label("Type the start of a name").fill(adult[:3])
    if not script:
        pupil.button("Find").click()
    pupil.button(adult).click()
    pupil.page.get_by_label("What did they do").fill(words)
    assert pupil.link("Talk to someone today").is_visible()
    pupil.button("Send it").click()
    pupil.page.get_by_text(f"Sent to {adult}.").wait_for()
    card = pupil.page.locator(".thanks > li", has_text=words)
    assert card.get_by_role("button", name="Take it back").is_visible()

    tutor.go("/")
    assert words not in tutor.page.content()
    tutor.page.locator("#thanks li", has_text=child).get_by_role("link", name="Read it").click()
    got = tutor.page.locator(".thanks > li", has_text=words)
    got.get_by_role("button", name="Thank you for telling me").click()
    got.get_by_text("You said").wait_for()
    assert faults_at_every_width(tutor) == []

    pupil.page.reload()
    in_hours = 8 <= datetime.now(ZoneInfo("Europe/London")).hour < 16
    assert card.get_by_text(f"{adult} says").is_visible() is in_hours
    assert card.get_by_role("button", name="Take it back").count() == 0
    card.get_by_role("button", name="Put it away").click()
    pupil.page.locator("summary", has_text="Put away").click()
    assert card.get_by_role("button", name="Put it back").is_visible()
    if script:
        assert faults(pupil) == []


def test_by_keyboard_alone(as_role, more_ids):
    pupil = as_role("pupil")
    pupil.go(f"/thank-yous/write/?to={more_ids['tutor']}")
    pupil.tab_to("What did they do")
    pupil.type("You showed me the long way round.")
    pupil.press("Tab", "Enter")
    pupil.page.get_by_text("Sent to").wait_for()
    pupil.tab_to("Take it back")
    pupil.press("Enter")
    pupil.page.get_by_text("You took it back. No one has read it.").wait_for()
    assert pupil.complaints == []


def test_on_paper_the_words_stay_and_the_buttons_go(as_role, more_ids):
    tutor = as_role("tutor")
    tutor.go("/thank-yous/")
    tutor.page.emulate_media(media="print")
    card = tutor.page.locator(".thanks > li").last
    assert card.get_by_text("You carried the trays in with Leo").is_visible()
    assert not card.get_by_role("button").first.is_visible()
    assert not tutor.link("Tell the safeguarding lead").first.is_visible()
