"""Two older pupils are invited and prepared; one gets to know a younger pupil, one says no."""

import sys

import pytest

from tests.browser.choice_school import HERE, School, choice_school
from tests.browser.hand import Hand
from tests.browser.looking import faults_at_every_width
from tests.browser.meeting import EMAIL, PASSWORD

pytestmark = pytest.mark.e2e
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def school(browser, tmp_path_factory):
    """A school of fifteen pupils, three of whom have nobody, with two pupils of Year 11."""
    with choice_school(browser, tmp_path_factory.mktemp("sheet")) as found:
        found.served.run(sys.executable, str(HERE.with_name("nobody.py")), "3", EMAIL)
        found.served.run(sys.executable, str(HERE.with_name("older.py")), PASSWORD)
        yield found


def test_one_gets_to_know_a_younger_pupil_and_one_says_no(school):
    lead = school.organiser
    for name in ("Sam", "Uma"):
        _invite(lead, name)
    sam, uma = (school.adult(name, 390) for name in ("sam", "uma"))
    _prepare_by_keyboard(sam)
    _prepare(uma)
    proposed = _propose(lead)
    assert sorted(proposed) == ["Sam Vance", "Uma Long"]
    lead.click(lead.button("Ask those who are marked"))
    lead.page.get_by_text("2 people are asked.").wait_for()
    _answer(uma, proposed["Uma Long"], "No, not now")
    _answer(sam, proposed["Sam Vance"], "Yes, I will")
    _says_yes(school, proposed["Sam Vance"])
    _talk(sam, proposed["Sam Vance"])
    assert [hand.complaints for hand in (lead, sam, uma)] == [[], [], []]
    lead.go("/")
    row = lead.page.locator("#looked-after li", has_text="Sam Vance")
    assert "talked 1 time" in row.inner_text() and "Chess" not in row.inner_text()
    assert proposed["Sam Vance"] not in row.inner_text()


def _invite(lead: Hand, name: str) -> None:
    lead.go("/")
    lead.click(lead.page.get_by_role("navigation", name="Main").get_by_text("My year"))
    lead.click(lead.link("Propose someone for each who has nobody"))
    lead.click(lead.link("Older pupils as mentors"))
    lead.fill("Name", name)
    lead.press("Enter")
    lead.page.get_by_label(name).wait_for()
    assert faults_at_every_width(lead) == []
    lead.page.set_viewport_size({"width": 1280, "height": 900})
    lead.click(lead.button("Invite"))
    lead.page.locator("tbody tr", has_text=name).get_by_text("invited").wait_for()


def _prepare_by_keyboard(older: Hand) -> None:
    """Yes, one part, a rest in the middle, and the other three; with the keys alone."""
    older.go("/")
    older.tab_to("Yes, I would")
    older.press("Enter")
    older.page.get_by_text("looks after you.").first.wait_for()
    assert faults_at_every_width(older) == []
    older.page.set_viewport_size(PHONE)
    older.tab_to("Begin")
    older.press("Enter")
    for part in range(1, 5):
        older.page.get_by_text(f"Part {part} of 4.").wait_for()
        if part == 2:
            older.go("/")
            older.tab_to("Go on with it")
            older.press("Enter")
            older.page.get_by_role("heading", name="Your preparation").wait_for()
            older.tab_to("Go on")
            older.press("Enter")
            older.page.get_by_text("Part 2 of 4.").wait_for()
            assert faults_at_every_width(older) == []
            older.page.set_viewport_size(PHONE)
        older.page.get_by_role("checkbox").focus()
        older.press("Space", "Tab", "Enter")
    older.page.get_by_text("You are prepared.").first.wait_for()


def _prepare(older: Hand) -> None:
    older.click(older.button("Yes, I would"))
    older.click(older.link("Begin"))
    for part in range(1, 5):
        older.page.get_by_text(f"Part {part} of 4.").wait_for()
        older.click(older.page.get_by_role("checkbox"))
        older.click(older.button("Go on"))
    older.page.get_by_text("You are prepared.").first.wait_for()


def _propose(lead: Hand) -> dict[str, str]:
    """Have someone proposed for each; gives the younger pupil by the older."""
    lead.go("/")
    lead.click(lead.page.get_by_role("navigation", name="Main").get_by_text("My year"))
    lead.click(lead.link("Propose someone for each who has nobody"))
    lead.click(lead.button("Propose someone"))
    lead.page.locator("tbody tr").first.wait_for()
    lead.button("Think again").wait_for()
    assert faults_at_every_width(lead) == []
    lead.page.set_viewport_size({"width": 1280, "height": 900})
    rows = lead.page.locator("tbody tr").all()
    return {
        row.locator("td").nth(2).inner_text().replace(" an older pupil", ""): row.locator(
            ".pupil-name"
        ).inner_text()
        for row in rows
    }


def _answer(older: Hand, younger: str, words: str) -> None:
    first, _, family = younger.partition(" ")
    older.go("/")
    asked = older.page.get_by_role("heading", name=f"Would you like to get to know {first}, 9")
    asked.wait_for()
    assert family not in older.page.locator("main").inner_text()
    assert faults_at_every_width(older) == []
    older.page.set_viewport_size(PHONE)
    older.click(older.button(words))
    asked.wait_for(state="detached")


def _says_yes(school: School, name: str) -> None:
    pupil = school.pupil(name)
    pupil.go("/")
    pupil.page.get_by_role("heading", name="Sam, 11B would like to get to know you").wait_for()
    words = pupil.page.locator("main").inner_text()
    for never in ("Vance", "nobody yet", "survey", "proposed", "mentor"):
        assert never not in words
    assert faults_at_every_width(pupil) == []
    pupil.click(pupil.button("Yes, that is fine"))
    pupil.page.locator("#beside").get_by_text("Sam, 11B").wait_for()
    pupil.page.context.close()


def _talk(older: Hand, younger: str) -> None:
    first = younger.split()[0]
    older.go("/mentor/")
    older.click(older.page.locator("#beside li", has_text=first).get_by_role("link"))
    assert faults_at_every_width(older) == []
    older.page.set_viewport_size(PHONE)
    older.page.get_by_role("textbox").first.fill("Chess")
    older.click(older.button("Keep it"))
    older.go("/mentor/")
    older.page.get_by_text("You talked 1 time.").wait_for()
    assert faults_at_every_width(older) == []
