"""What takes the pictures of the manual: a browser in which somebody has signed in."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.served import Served

FOLDER = Path("docs/manual/pictures")
CHROMIUM = "/usr/bin/chromium"


def signed_in(
    browser: Browser, served: Served, username: str, width: int = 1280, password: str = ""
) -> Page:
    from beside.home.demo.cast import PASSWORD

    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(f"{served.address}/account/sign-in/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password or PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{served.address}/")
    return page


def shot(page: Page, name: str, *, whole: bool = True) -> None:
    """Keep what the page shows, or only what is seen of it at first."""
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, full_page=whole)
    print(path)
