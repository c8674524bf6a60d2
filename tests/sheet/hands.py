"""A browser in which somebody of the made-up school has signed in."""

from shutil import which

from playwright.sync_api import Browser, BrowserContext

CHROMIUM = which("chromium")


def signed_in(browser: Browser, address: str, username: str) -> BrowserContext:
    """Signed in as this person; as nobody where there is no name."""
    from beside.home.demo.cast import PASSWORD

    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    if username:
        page = context.new_page()
        page.goto(f"{address}/account/sign-in/")
        page.locator("input[name=login]").fill(username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{address}/")
        page.close()
    return context
