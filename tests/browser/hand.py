"""One person at one browser, whose clicks and keys are counted."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

FOCUSED = """() => {
    const it = document.activeElement;
    return ((it.labels?.[0] ?? it).innerText ?? "").replace(/\\s+:/g, ":");
}"""


@dataclass
class Hand:
    """A page with what its person has done so far, and what the browser complained of."""

    page: Page
    address: str
    clicks: int = 0
    keys: int = 0
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page by its address; an address that is typed once is not counted."""
        self.page.goto(self.address + path)

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def fill(self, label: str, words: str) -> None:
        """Click into a box and type."""
        self.click(self.page.get_by_label(label))
        self.type(words)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.keys += len(words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def tab_to(self, words: str, at_most: int = 80) -> None:
        """Press Tab until what has the focus begins with these words."""
        for _each in range(at_most):
            self.press("Tab")
            if self.page.evaluate(FOCUSED).strip().startswith(words):
                return
        raise AssertionError(f"Tab never came to {words!r} on {self.page.url}.")

    def choose_file(self, path: Path) -> None:
        """Choose a file: a click for the box, one for the file, one for Open."""
        self.page.set_input_files("input[type=file]", path)
        self.clicks += 3

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)


def new_hand(browser: Browser, address: str, width: int = 1280, height: int = 900, **options):
    """A new person: a browser of their own, with nothing in it."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(20_000)
    page = context.new_page()
    hand = Hand(page, address)
    listen(page, hand.complaints)
    return hand


def listen(page: Page, complaints: list[str]) -> None:
    """Write down every error of the console, of a script, and every answer that is a fault of ours."""
    page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "response", lambda got: got.status >= 500 and complaints.append(f"{got.status} {got.url}")
    )
