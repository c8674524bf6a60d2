"""`make pictures`: the pictures of the README and the manual, taken from the made-up school."""

import sys

from playwright.sync_api import Page, sync_playwright

from tests import pictures_choosing
from tests.browser.served import BESIDE, serving
from tests.camera import CHROMIUM, FOLDER, shot, signed_in


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving() as served, sync_playwright() as player:
        served.run(*BESIDE, "demo")
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        lead = signed_in(browser, served, "reid")
        shot(lead, "home")
        _tab(lead, "My year")
        shot(lead, "year")
        _tab(lead, "The school")
        shot(lead, "school")
        lead.goto(served.address)
        lead.locator("#needs a.pupil-name").first.click()
        shot(lead, "pupil")
        lead.get_by_role("button", name="I’ll get to know").click()
        lead.wait_for_load_state()
        shot(lead, "slip")
        pupil = signed_in(browser, served, "amina", width=390)
        shot(pupil, "pupil-home")
        tutor = signed_in(browser, served, "patel")
        tutor.get_by_role("link", name="Go through the names").first.click()
        tutor.locator("[data-pupil]").first.wait_for()
        tutor.screenshot(path=FOLDER / "meeting.png")
        pictures_choosing.take(browser, served)
    return 0


def _tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()
    page.wait_for_load_state()


if __name__ == "__main__":
    sys.exit(main())
