"""What a page must be for everybody: nothing axe can find, nothing off the side, no complaint."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.hand import Hand

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(hand: Hand) -> list[str]:
    """Every fault of the page that is open, in words."""
    found = Axe().run(hand.page, options={"runOnly": RULES}).response["violations"]
    said = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
    off_the_side = hand.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if off_the_side > 0:
        said.append(f"{off_the_side} px off the side")
    return said + hand.complaints
