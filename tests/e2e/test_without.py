"""The same pages without a mouse, without a script, and on paper."""

import pytest

from tests.browser.looking import FOCUS
from tests.browser.pages import EVERY, PAGES

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("role", "name"), [("organiser", "home"), ("organiser", "year"), ("pupil", "home")]
)
def test_every_stop_of_the_tab_key_can_be_seen(as_role, more_ids, role, name):
    hand = as_role(role)
    hand.go(PAGES[role][name].format_map(more_ids))
    for _each in range(25):
        hand.press("Tab")
        found = hand.page.evaluate(FOCUS)
        if found["top"]:
            return
        assert found["seen"] and found["ring"], found


def test_a_colleague_joins_and_marks_by_keyboard_alone(as_role, more_ids, served):
    hand = as_role("anonymous")
    hand.go("/join/")
    hand.tab_to("The code on the screen")
    hand.type(more_ids["code"])
    hand.press("Enter")
    hand.page.get_by_role("heading", name="Who are you?").wait_for()
    hand.tab_to("Bo Lund")
    hand.press("Enter")
    hand.page.get_by_role("heading", name="Is it you").wait_for()
    hand.tab_to("The code")
    hand.type(served.door_code("Bo Lund"))
    hand.press("Enter")
    hand.page.locator("[data-pupil]").first.wait_for()
    hand.page.locator("[data-pupil]").first.focus()
    hand.press("1", "ArrowDown", "0")
    hand.page.locator("[data-all-saved]", has_text="All saved").wait_for(state="attached")
    hand.page.reload()
    assert hand.page.locator("[data-pupil] input:checked").count() >= 1
    assert hand.complaints == []


def test_the_skip_link_goes_to_the_main_part(as_role):
    hand = as_role("organiser")
    hand.go("/")
    hand.press("Tab", "Enter")
    assert hand.page.evaluate("document.activeElement.id") == "main"


def test_a_colleague_joins_marks_sends_and_offers_without_a_script(as_role, more_ids, served):
    hand = as_role("anonymous", java_script_enabled=False)
    hand.go("/join/")
    hand.page.get_by_label("The code on the screen").fill(more_ids["code"])
    hand.button("Next").click()
    hand.button("Cy Boyd").click()
    hand.page.get_by_label("The code").fill(served.door_code("Cy Boyd"))
    hand.button("Come in").click()
    hand.page.locator("[data-pupil] input[type=checkbox]").first.check()
    hand.button("Save what I marked").click()
    assert hand.page.locator("[data-pupil] input:checked").count() == 1
    hand.button("I am done").click()
    hand.page.get_by_role("heading", name="Who needs somebody").wait_for()
    hand.button("I’ll get to know").first.click()
    assert "You will get to know" in hand.page.locator("main").inner_text()
    hand.button("Undo").click()
    hand.page.get_by_role("heading", name="Who needs somebody").wait_for()


@pytest.mark.parametrize(("role", "name"), EVERY)
def test_a_page_says_the_same_without_a_script(as_role, more_ids, role, name):
    hand = as_role(role, java_script_enabled=False)
    hand.go(PAGES[role][name].format_map(more_ids))
    assert hand.page.locator("h1").count() == 1
    assert hand.page.locator("main").inner_text().strip()


@pytest.mark.parametrize(
    ("role", "name"), [("organiser", "year"), ("tutor", "slip"), ("organiser", "plan")]
)
def test_print_leaves_out_what_only_a_screen_needs(as_role, more_ids, role, name):
    hand = as_role(role)
    hand.go(PAGES[role][name].format_map(more_ids))
    hand.page.emulate_media(media="print")
    for gone in (".tabs", ".foot", "beside-hide-names", ".no-print"):
        for each in hand.page.locator(gone).all():
            assert not each.is_visible(), gone
    assert hand.page.locator("h1, h2").first.is_visible()
    assert hand.page.pdf()
