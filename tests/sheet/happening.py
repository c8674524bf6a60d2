"""What happens in the made-up school before it is looked at, so that more pages have their say."""

from playwright.sync_api import Browser, sync_playwright

from tests.sheet.hands import CHROMIUM, signed_in

CELLS = "First name\tSurname\tYear\tTutor group\nNoor\tBailey\t9\t9KP\nTomas\tReyes\t9\t9JO\n"


def happen(address: str) -> None:
    """The office looks a sheet over, and a tutor makes cards."""
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        _look_over(browser, address)
        _make_cards(browser, address)


def _look_over(browser: Browser, address: str) -> None:
    page = signed_in(browser, address, "kaur").new_page()
    page.goto(f"{address}/roll/")
    page.locator("#paste textarea").fill(CELLS)
    page.locator("#paste button").click()
    page.get_by_role("button", name="Approve").wait_for()


def _make_cards(browser: Browser, address: str) -> None:
    page = signed_in(browser, address, "patel").new_page()
    page.goto(f"{address}/cards/")
    page.get_by_role("link", name="Cards").first.click()
    page.get_by_role("button", name="Make cards for everyone").click()
    page.locator(".card__code").first.wait_for()
