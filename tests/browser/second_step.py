"""The second step of whoever works at a school, as a person shows it with an app on their phone."""

import re

from tests.accounts.steps import figures
from tests.browser.hand import Hand

# What their apps know: by the Beside they sign in to, and the name they sign in with.
APPS: dict[tuple[str, str], str] = {}


BEFORE = re.compile("^(Welcome to Beside|Sign in)$")
SET_UP, ASKED = "Set up your second step", "Your second step"


def show(hand: Hand, name: str) -> None:
    """Set it up where this is the first time, else show the figures of the app."""
    heading = hand.page.locator("h1").filter(has_not_text=BEFORE)
    heading.wait_for()
    words = heading.inner_text()
    if words == SET_UP:
        set_up(hand, name)
    elif words == ASKED:
        _show(hand, APPS[hand.address, name])


def set_up(hand: Hand, name: str) -> list[str]:
    """With an app; gives the recovery codes, once they are put away."""
    hand.click(hand.link("Use my phone"))
    secret = hand.page.locator("#secret").inner_text().replace(" ", "")
    hand.fill("The six figures that the app shows now", figures(secret))
    hand.click(hand.button("Keep it"))
    codes = hand.page.locator("#codes code").all_inner_texts()
    hand.click(hand.link("I have them: go on"))
    APPS[hand.address, name] = secret
    return codes


def _show(hand: Hand, secret: str) -> None:
    """Each of them counts once, and the app is half a minute early or late."""
    for later in (0, -1, 1):
        hand.page.get_by_label("The six figures of your app").fill(figures(secret, later))
        with hand.page.expect_navigation():
            hand.button("Go on").click()
        if hand.page.locator("h1").inner_text() != ASKED:
            return
    raise AssertionError("No figures of the app were right.")
