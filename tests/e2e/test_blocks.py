"""The safeguarding lead keeps two people apart; a colleague learns nothing of it."""

import pytest

from tests.browser.looking import faults_at_every_width

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("width", "script", "pupil"),
    [
        (390, True, "Ava Smith"),
        (1280, True, "Leo Bell"),
        (390, False, "Zara Vance"),
        (1280, False, "Omar Nowak"),
    ],
)
def test_the_lead_writes_a_block_and_asks_to_lift_it(as_role, more_ids, width, script, pupil):
    lead = as_role("lead", width, java_script_enabled=script)
    lead.go("/blocks/")
    page = lead.page
    page.get_by_label("Who is kept apart?").fill("Cy Boyd")
    page.get_by_label("From which pupil?").fill(pupil)
    page.get_by_label("a court order that we have seen").check()
    lead.button("Find these two").click()
    page.locator("input[name=pupil]").first.check()
    page.locator("input[name=actor]").first.check()
    lead.button("Keep them apart").click()
    page.get_by_text("nobody is told why").wait_for()
    row = page.locator("#standing li", has_text=pupil)
    row.locator("summary", has_text="Lift this block").click()
    row.get_by_label("Why should it end?").fill("The order is over")
    row.get_by_role("button", name="Ask a second person").click()
    row.get_by_text("Waits for another lead, or the head").wait_for()
    assert page.get_by_role("button", name="Yes, lift it").count() == 0
    row.get_by_role("button", name="Let it stay").click()
    row.locator("summary", has_text="Lift this block").wait_for()
    if script:
        assert faults_at_every_width(lead) == []
    tutor = as_role("tutor")
    answered = tutor.page.goto(f"{tutor.address}/blocks/")
    assert answered.status == 404
