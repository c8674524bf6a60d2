"""`make pictures`: the pictures of the README and the manual, taken from the made-up school."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.served import BESIDE, Served, serving

FOLDER = Path("docs/manual/pictures")
CHROMIUM = "/usr/bin/chromium"


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving() as served, sync_playwright() as player:
        served.run(*BESIDE, "demo")
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        lead = signed_in(browser, served, "reid")
        _shot(lead, "home")
        _tab(lead, "My year")
        _shot(lead, "year")
        _tab(lead, "The school")
        _shot(lead, "school")
        lead.goto(served.address)
        lead.locator("#needs a.pupil-name").first.click()
        _shot(lead, "pupil")
        lead.get_by_role("button", name="I’ll get to know").click()
        lead.wait_for_load_state()
        _shot(lead, "slip")
        pupil = signed_in(browser, served, "amina", width=390)
        _shot(pupil, "pupil-home")
        tutor = signed_in(browser, served, "patel")
        tutor.get_by_role("link", name="Go through the names").first.click()
        tutor.locator("[data-pupil]").first.wait_for()
        tutor.screenshot(path=FOLDER / "meeting.png")
    return 0


def signed_in(
    browser, served: Served, username: str, width: int = 1280, password: str = ""
) -> Page:
    from beside.home.demo.cast import PASSWORD

    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(f"{served.address}/account/sign-in/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password or PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{served.address}/")
    return page


def _tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()
    page.wait_for_load_state()


def _shot(page: Page, name: str) -> None:
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    print(path)


if __name__ == "__main__":
    sys.exit(main())
