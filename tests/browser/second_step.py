"""The second step of whoever works at a school, as a person shows it with an app on their phone."""

from tests.accounts.steps import figures
from tests.browser.hand import Hand

# What their apps know: by the Beside they sign in to, and the name they sign in with.
APPS: dict[tuple[str, str], str] = {}


def show(hand: Hand, name: str) -> None:
    """Set it up where this is the first time, else show the figures of the app."""
    hand.page.locator("h1").wait_for()
    if hand.page.get_by_role("heading", name="Set up your second step").count():
        set_up(hand, name)
    elif hand.page.get_by_role("heading", name="Your second step").count():
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
        hand.button("Go on").click()
        hand.page.wait_for_load_state()
        if not hand.page.get_by_role("heading", name="Your second step").count():
            return
    raise AssertionError("No figures of the app were right.")
