"""A survey on paper: the form that is printed, and the same form typed in by keyboard."""

import re

import pytest

from beside.ties import questions, wording
from tests.browser.hand import Hand
from tests.browser.looking import faults
from tests.browser.small_school import OLDER
from tests.browser.survey import Cost

pytestmark = pytest.mark.e2e

# What stands on the form of a pupil: letters until the name is there, the circle, what is ticked.
ON_PAPER = {
    "adult": [("ann", "v", "134"), ("lun", "c", "2")],
    "peer": [("noa", "v", "15"), ("pri", "c", "35")],
    "family": [("Nana", "v", "34")],
    "outside": [("Coach Dee", "f", "4")],
}
A4 = {"width": 794, "height": 1123}


@pytest.fixture(scope="module")
def addresses(school) -> dict[str, str]:
    """The pages to print and to type in the last tutor group."""
    organiser = school.organiser
    organiser.go(f"/surveys/{school.round}/")
    for each in organiser.page.locator("details.far > summary").all():
        each.click()
    last = organiser.page.locator("tr", has_text="9C")
    return {
        name: last.get_by_role("link", name=name).get_attribute("href")
        for name in ("Print", "Type in")
    }


def test_a_form_is_a_page_with_every_question(school, addresses):
    hand = school.organiser
    hand.go(addresses["Print"])
    assert faults(hand) == []
    form = hand.page.locator(".paper").first
    words = form.inner_text()
    on_it = [
        wording.SCREENS[each].title for each in (*questions.PEOPLE, *questions.CHOICES, "wish")
    ]
    on_it += [*wording.TICKS.values(), *wording.RINGS.values(), *wording.PROMISES["yes_no"]]
    assert [each for each in on_it if str(each) not in words] == []
    assert len(re.findall(rb"/Type\s*/Page\b", hand.page.pdf(format="A4"))) == OLDER
    hand.page.emulate_media(media="print")
    hand.page.set_viewport_size(A4)
    assert hand.page.evaluate("document.documentElement.scrollWidth") <= A4["width"]
    cells = form.locator("th, td").evaluate_all(
        "all => all.filter(it => it.scrollWidth > it.clientWidth + 1).map(it => it.innerText)"
    )
    assert cells == []
    hand.page.emulate_media(media="screen")
    hand.page.set_viewport_size({"width": 1280, "height": 900})


def test_a_form_is_typed_in_by_keyboard_in_half_a_minute(school, addresses, capsys):
    hand = school.organiser
    hand.go(addresses["Type in"])
    assert faults(hand) == []
    name = hand.page.locator("[name=pupil] option:checked").inner_text()
    taps, keys = hand.clicks, hand.keys
    _type_in(hand)
    cost = Cost(hand.clicks - taps, hand.keys - keys, screens=1, people=6)
    hand.page.get_by_text("Kept. The next one, please.").wait_for()
    with capsys.disabled():
        print(
            f"\na paper form: {cost.taps} taps, {cost.keys} keys, {cost.people} people:"
            f" {cost.seconds:.1f} s by the keystroke-level model"
        )
    assert cost.taps == 0
    assert cost.seconds < 30
    assert name not in hand.page.locator("[name=pupil]").inner_text()
    _is_kept(school.kept(name))


def _type_in(hand: Hand) -> None:
    """From the name of the pupil down to the button, never touching the mouse."""
    assert hand.page.evaluate("document.activeElement.name") == "pupil"
    hand.press("Tab", "Tab")
    for lines in ON_PAPER.values():
        for letters, ring, ticks in lines:
            hand.type(letters)
            hand.press("Tab")
            hand.type(ring)
            hand.type(ticks)
            hand.press("Enter")
        hand.press("Enter")
    assert hand.page.evaluate("document.activeElement.name") == "go_to"
    hand.press("y", "Tab", "s", "Tab", "n", "Tab", "Enter")


def _is_kept(kept: dict) -> None:
    assert kept["sent"]
    named = {(question, name.split()[0], ring) for question, name, ring in kept["named"]}
    assert named == {
        *(("adult", "Ann", 1), ("adult", "Bo", 2), ("peer", "Noah", 1), ("peer", "Priya", 2)),
        *(("family", "Nana", 1), ("outside", "Coach", 3)),
        *(("helps", "Noah", None), ("helps", "Priya", None)),
    }
    assert kept["qualities"]["Ann Okafor"] == ["care", "motivation", "participation"]
    assert kept["qualities"]["Bo Lund"] == ["recognition"]
    chosen = {"go_to": "several", "matters": "some", "learner": "not_really", "stage": ""}
    assert kept["said"] == chosen
