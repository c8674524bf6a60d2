"""A survey that asks families, opened by its organiser, and the letters of one tutor group."""

import re

from tests.browser.hand import Hand


def open_for_families(organiser: Hand, name: str) -> str:
    """Open a survey of pupils, staff and families; gives its address."""
    organiser.go("/surveys/new/two-sides/")
    for box in organiser.page.locator("[name=who], [name=year_groups]").all():
        box.check()
    organiser.page.locator("main form > details > summary").click()
    organiser.page.locator("[name=name]").fill(name)
    organiser.button("Open it").click()
    organiser.page.locator("#families").wait_for()
    return re.sub(r"^https?://[^/]+", "", organiser.page.url)


def letters(organiser: Hand, survey: str, language: str = "en-gb") -> list[dict[str, str]]:
    """Make the letters of the first tutor group, and give who each is to, and its code."""
    organiser.go(f"{survey}letters/")
    organiser.page.locator("#groups").get_by_role("link", name="Letters").first.click()
    organiser.page.locator("[name=language]").select_option(language)
    organiser.button("Make letters").click()
    organiser.page.locator(".letter").first.wait_for()
    return [
        {
            "code": each.locator(".card__code").inner_text().replace(" ", ""),
            "words": each.inner_text(),
        }
        for each in organiser.page.locator(".letter").all()
    ]
