"""Takes a picture of each page at each width, and writes down what is wrong with it."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests.browser.looking import axe, seen
from tests.sheet.finding import Found


@dataclass(frozen=True)
class Look:
    """A way a page is looked at: a width in pixels, on a screen or on paper."""

    name: str
    width: int
    height: int
    tile: int
    longest: int
    scale: float = 1
    paper: bool = False

    @property
    def has_bar(self) -> bool:
        """Whether a bar stands at the end of the window, which has to be the end of the page."""
        return self.width < 760


LOOKS = (
    Look("1280", 1280, 900, 480, 2600, 0.6),
    Look("390", 390, 844, 240, 2800),
    Look("320", 320, 640, 200, 2800),
    Look("print", 760, 1000, 360, 2200, 0.7, paper=True),
)


@dataclass
class Tile:
    """One page in one look: its picture, and its faults in words."""

    found: Found
    look: Look
    file: Path
    faults: list[str] = field(default_factory=list)


def take(
    context: BrowserContext, address: str, pages: list[Found], folder: Path, *, with_axe: bool
) -> Iterator[Tile]:
    """Open each page once, and look at it in every way."""
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    for number, found in enumerate(pages):
        page.emulate_media(media="screen")
        page.goto(address + found.path)
        for look in LOOKS:
            tile = Tile(found, look, folder / f"{number:03}-{found.name}-{look.name}.jpeg")
            _look(page, devtools, tile)
            if with_axe and not look.paper:
                tile.faults += axe(page)
            yield tile
    page.close()


def _look(page: Page, devtools: CDPSession, tile: Tile) -> None:
    look = tile.look
    page.set_viewport_size({"width": look.width, "height": look.height})
    if look.paper:
        page.emulate_media(media="print")
    tile.faults += seen(page, paper=look.paper)
    height = min(page.evaluate("document.documentElement.scrollHeight"), look.longest)
    if look.has_bar:
        page.set_viewport_size({"width": look.width, "height": height})
    clip = {"x": 0, "y": 0, "width": look.width, "height": height, "scale": look.scale}
    # Playwright's own picture of a whole page costs three times as much.
    told = devtools.send(
        "Page.captureScreenshot",
        {"format": "jpeg", "quality": 75, "captureBeyondViewport": True, "clip": clip},
    )
    tile.file.write_bytes(base64.b64decode(told["data"]))


def draw(browser: Browser, html: Path, picture: Path) -> None:
    """A picture of a whole sheet."""
    page = browser.new_page(viewport={"width": 2000, "height": 1000})
    page.goto(html.absolute().as_uri())
    page.screenshot(path=picture, full_page=True)
    page.close()
