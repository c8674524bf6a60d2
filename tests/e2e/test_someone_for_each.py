"""A head of year has someone proposed for each who has nobody, and asks; adults and a pupil answer."""

import sys

import pytest

from tests.browser.choice_school import HERE, School, choice_school
from tests.browser.hand import Hand
from tests.browser.looking import faults_at_every_width
from tests.browser.meeting import EMAIL
from tests.browser.sheets import COLLEAGUES

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def school(browser, tmp_path_factory):
    """A school of fifteen pupils, three of whom have nobody by its survey."""
    with choice_school(browser, tmp_path_factory.mktemp("sheet")) as found:
        found.served.run(sys.executable, str(HERE.with_name("nobody.py")), "3", EMAIL)
        yield found


def test_what_two_share_and_who_would_gladly_is_said(school):
    lead = school.organiser
    name = _propose(lead)["Bo Lund"]
    adult, pupil = school.adult("ann"), school.pupil(name)
    for hand in (adult, pupil):
        hand.go("/my-languages/")
        hand.fill("A language", "polish")
        assert faults_at_every_width(hand) == []
        hand.click(hand.button("Keep it"))
        hand.page.get_by_text("Kept. Only you can read this list.").wait_for()
        assert hand.page.get_by_label("A language").first.input_value() == "Polish"
    adult.go("/gladly/")
    taps = adult.clicks
    adult.tab_to("A name")
    adult.page.keyboard.type(name.split()[0].lower())
    adult.press("Enter")
    adult.page.locator("button[name=pupil]").first.wait_for()
    adult.tab_to(f"Add: {name}")
    adult.press("Enter")
    adult.page.locator(".ranked__what", has_text=name).wait_for()
    assert faults_at_every_width(adult) == []
    assert adult.clicks == taps
    assert _propose(lead)["Ann Okafor"] == name
    said = lead.page.locator("tr", has_text=name).inner_text()
    assert "The adult would gladly. They both speak Polish." in " ".join(said.split())
    for hand in (adult, pupil):
        assert hand.complaints == []
        hand.page.context.close()


def test_one_adult_says_yes_one_says_no_and_the_pupil_says_yes(school):
    lead = school.organiser
    proposed = _propose(lead)
    assert sorted(proposed) == sorted(COLLEAGUES)
    lead.click(lead.button("Ask those who are marked"))
    lead.page.get_by_text("3 people are asked.").wait_for()
    assert lead.page.locator("td", has_text="Asked").count() == 3
    assert faults_at_every_width(lead) == []
    _no_offer_yet(school, proposed["Ann Okafor"])
    for adult, answer in (("ann", "Yes, I will"), ("bo", "No, not now")):
        _answer(school.adult(adult), answer)
    _says_yes(school, proposed["Ann Okafor"], "Ann Okafor")
    again = _propose(lead)
    assert again.get("Bo Lund") != proposed["Bo Lund"]
    assert proposed["Ann Okafor"] not in again.values()


def _propose(lead: Hand) -> dict[str, str]:
    """Have someone proposed for each; gives the pupil by the adult."""
    lead.go("/")
    lead.click(lead.page.get_by_role("navigation", name="Main").get_by_text("My year"))
    lead.click(lead.link("Propose someone for each who has nobody"))
    assert faults_at_every_width(lead) == []
    lead.page.set_viewport_size({"width": 1280, "height": 900})
    lead.click(
        lead.page.get_by_role("button", name="Propose someone").or_(lead.button("Think again"))
    )
    lead.page.locator("tbody tr").first.wait_for()
    lead.button("Think again").wait_for()
    assert lead.page.locator("main").count() == 1 and lead.button("Sign out").count() == 1
    rows = lead.page.locator("tbody tr").all()
    return {
        row.locator("td").nth(2).inner_text(): row.locator(".pupil-name").inner_text()
        for row in rows
    }


def _no_offer_yet(school: School, name: str) -> None:
    pupil = school.pupil(name)
    pupil.go("/")
    assert "get to know you" not in pupil.page.locator("main").inner_text()
    pupil.page.context.close()


def _answer(adult: Hand, words: str) -> None:
    adult.page.get_by_role("heading", name="Would you get to know").wait_for()
    assert faults_at_every_width(adult) == []
    adult.click(adult.button(words))
    adult.page.get_by_role("heading", name="Would you get to know").wait_for(state="detached")
    assert adult.complaints == []
    adult.page.context.close()


def _says_yes(school: School, name: str, adult: str) -> None:
    pupil = school.pupil(name)
    pupil.go("/")
    pupil.page.get_by_role("heading", name=f"{adult} would like to get to know you").wait_for()
    words = pupil.page.locator("main").inner_text()
    assert "Both are fine, and nobody asks why." in words
    for never in ("nobody yet", "survey", "proposed", "needs somebody"):
        assert never not in words
    assert faults_at_every_width(pupil) == []
    pupil.click(pupil.button("Yes, that is fine"))
    pupil.page.locator("#beside").get_by_text(adult).wait_for()
    pupil.page.context.close()
