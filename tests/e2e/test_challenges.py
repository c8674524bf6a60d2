"""From a catalogue to the page of a team: an organiser, a pupil on a phone, and a helper."""

from datetime import timedelta

import pytest

from beside.access.calendar import today
from tests.browser.looking import faults, faults_at_every_width
from tests.e2e.test_thank_you import name_of

pytestmark = pytest.mark.e2e
WORKING = 90_000


def _plan(organiser, name: str) -> None:
    first = today() + timedelta(days=20)
    organiser.go("/challenges/new/")
    page = organiser.page
    page.get_by_label("What is it called?").fill(name)
    page.get_by_label("First day").fill(first.isoformat())
    page.get_by_label("Last day").fill((first + timedelta(days=30)).isoformat())
    page.get_by_label("Pupils choose until").fill((first - timedelta(days=5)).isoformat())
    page.get_by_label("Year 9").check()
    organiser.button("Plan it").click()
    page.get_by_role("heading", name=name).wait_for()


def _offer(organiser, title: str, helper: str) -> None:
    page = organiser.page
    organiser.link("Add a challenge").first.click()
    page.get_by_label("What is it?").fill(title)
    page.get_by_label("What would a team do?").fill("Plan it, do it, show it.")
    page.get_by_label("Who helps?").select_option(label=helper)
    page.get_by_label("Teams at most").fill("40")
    page.get_by_label("Pupils in a team, at least").fill("2")
    organiser.button("Add").first.click()
    page.get_by_text(f"Added: {title}.").wait_for()


def _make(organiser) -> None:
    page = organiser.page
    organiser.button("Close it now").click()
    organiser.button("Make teams").click()
    page.get_by_text("What it came to").wait_for(timeout=WORKING)
    assert faults(organiser) == []
    organiser.button("Publish").click()
    page.get_by_text("Published.").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_from_a_catalogue_to_a_team(as_role, script):
    name = f"Summer {'with' if script else 'without'} a script"
    organiser, helper = as_role("organiser"), as_role("tutor")
    pupil = as_role("pupil", 390, java_script_enabled=script)
    adult = name_of(helper)
    _plan(organiser, name)
    for title in ("Cycling", "Conjuring"):
        _offer(organiser, title, adult)
    organiser.button("Let pupils choose").click()
    organiser.page.get_by_text("Pupils can choose now.").wait_for()
    season = organiser.page.url.removeprefix(organiser.address)

    pupil.go("/challenges/")
    pupil.page.locator("section", has_text=name).get_by_role("link", name="Make my list").click()
    for title in ("Cycling", "Conjuring"):
        pupil.page.locator(".catalogue__one", has_text=title).get_by_role("button").click()
        pupil.page.locator(".ranked", has_text=title).wait_for()
    pupil.button("Move Conjuring up").click()
    pupil.page.locator(".ranked__row:first-child b", has_text="Conjuring").wait_for()
    # axe needs a script of its own.
    assert not script or faults_at_every_width(pupil) == []

    organiser.go(season)
    _make(organiser)
    pupil.go("/challenges/")
    mine = pupil.page.locator("section", has_text="Conjuring").first
    mine.get_by_role("link", name="Our page").click()
    pupil.page.get_by_label("Our goal").fill("Ten tricks by July.")
    pupil.page.locator("#page").get_by_role("button", name="Keep").click()
    pupil.page.locator("#tasks input[name=words]").fill("Borrow a hat")
    pupil.page.locator("#tasks").get_by_role("button", name="Add").click()
    pupil.page.locator("#tasks").get_by_text("Borrow a hat", exact=True).wait_for()
    pupil.page.locator("#helps input[name=words]").last.fill("Who knows card tricks?")
    pupil.button("Ask").click()
    assert not script or faults_at_every_width(pupil) == []
    team = pupil.page.url.split("#")[0].removeprefix(pupil.address)

    helper.go(team)
    helper.page.locator("#helps input[name=words]").first.fill("Mr Lund does.")
    helper.button("Answer").first.click()
    helper.page.get_by_text("Mr Lund does.").wait_for()
    pupil.go(team)
    assert pupil.page.get_by_text("Mr Lund does.").is_visible()
