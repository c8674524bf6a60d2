"""What a page must be for everybody: nothing axe can find, nothing off the side, no complaint."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.hand import Hand

SEEN = Path(__file__).with_name("seen.js").read_text()

WIDTHS = (1280, 390, 320)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

FOCUS = """() => {
    const it = document.activeElement, all = [it, it.closest('label') ?? it];
    const rings = (each) => {
        const style = getComputedStyle(each);
        return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
    };
    const boxes = all.map((each) => each.getBoundingClientRect());
    return {
        name: it.tagName, top: it === document.body,
        seen: boxes.some((box) => box.width > 0 && box.bottom > 0 && box.top < innerHeight),
        ring: all.some(rings),
    };
}"""
CONTROLS = {
    *("button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "listbox"),
    *("radiogroup", "spinbutton", "slider", "switch", "tab", "menuitem", "DisclosureTriangle"),
}


def faults(hand: Hand) -> list[str]:
    """Every fault of the page that is open, in words."""
    said = axe(hand.page) + seen(hand.page)
    off_the_side = hand.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if off_the_side > 0:
        said.append(f"{off_the_side} px off the side")
    return said + hand.complaints


def axe(page: Page) -> list[str]:
    """What axe finds."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    violations = found.response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in violations]


def seen(page: Page, *, paper: bool = False) -> list[str]:
    """What an eye would find: clipped, overlapped, too small to touch, off its card, half empty."""
    found: list[str] = page.evaluate(SEEN, {"paper": paper})
    return found


def faults_at_every_width(hand: Hand, *answered: int) -> list[str]:
    """The same at each width; a browser also says on its console that it was answered so."""
    found = []
    for width in WIDTHS:
        hand.page.set_viewport_size({"width": width, "height": 900})
        found += [f"{hand.page.url} at {width} px: {fault}" for fault in faults(hand)]
    return [each for each in found if not any(f"status of {code}" in each for code in answered)]


def nameless(hand: Hand) -> list[str]:
    """The controls of the page that is open which a screen reader finds, and cannot name."""
    tree = hand.page.context.new_cdp_session(hand.page).send("Accessibility.getFullAXTree")
    controls = [
        (each["role"]["value"], each.get("name", {}).get("value", "").strip())
        for each in tree["nodes"]
        if not each["ignored"] and each["role"]["value"] in CONTROLS
    ]
    assert controls, f"{hand.page.url} has no control at all."
    return [f"{hand.page.url}: {role}" for role, name in controls if not name]
