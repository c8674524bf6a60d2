"""Pictures of what is chosen and placed: choice time, challenges, somebody for each pupil."""

from playwright.sync_api import Browser, Page

from tests.browser.served import Served
from tests.camera import FOLDER, shot, signed_in

PHONE, DESK = 390, 1000


def take(browser: Browser, served: Served) -> None:
    """Take them from the made-up school that is served."""
    pupil = signed_in(browser, served, "amina", width=PHONE)
    lead = signed_in(browser, served, "reid", width=DESK)
    tutor = signed_in(browser, served, "patel", width=DESK)
    _choice_time(served.address, pupil, lead, tutor)
    _challenges(served.address, pupil, lead)
    _someone(served.address, lead)
    _gladly(served.address, signed_in(browser, served, "okafor", width=DESK))


def _choice_time(address: str, pupil: Page, lead: Page, tutor: Page) -> None:
    pupil.goto(f"{address}/choice-time/")
    shot(pupil, "choice-time-pupil", whole=False)
    pupil.get_by_role("link", name="Make my list").click()
    shot(pupil, "choice-time-list", whole=False)
    pupil.get_by_label("A name").fill("leo")
    pupil.get_by_role("button", name="Find").click()
    pupil.locator("#company").screenshot(path=FOLDER / "choice-time-company.png")
    lead.goto(f"{address}/choice-time/")
    _open(lead, lead.locator("a[href^='/choice-time/']", has_text="Two weeks from").last)
    shot(lead, "choice-time-cycle", whole=False)
    tutor.goto(f"{address}/choice-time/")
    shot(tutor, "choice-time-tutor")
    _open(tutor, tutor.locator("#peers").get_by_role("link", name="Look").first)
    shot(tutor, "choice-time-peer")
    tutor.goto(f"{address}/choice-time/")
    _open(tutor, tutor.locator("a[href$='/register/']").first)
    shot(tutor, "choice-time-register")
    tutor.goto(f"{address}/choice-time/")
    _open(tutor, tutor.locator("a[href$='/noticeboard/']").first)
    shot(tutor, "choice-time-noticeboard", whole=False)


def _challenges(address: str, pupil: Page, lead: Page) -> None:
    pupil.goto(f"{address}/challenges/")
    _open(pupil, pupil.get_by_role("link", name="Our page").first)
    shot(pupil, "challenges-team", whole=False)
    pupil.goto(f"{address}/challenges/")
    _open(pupil, pupil.get_by_role("link", name="Make my list").first)
    shot(pupil, "challenges-list", whole=False)
    lead.goto(f"{address}/challenges/")
    _open(lead, lead.get_by_role("link", name="Autumn challenges"))
    shot(lead, "challenges-season")
    _open(lead, lead.locator("a[href$='/teams/']").first)
    shot(lead, "challenges-teams", whole=False)


def _gladly(address: str, adult: Page) -> None:
    adult.goto(f"{address}/gladly/")
    shot(adult, "gladly")


def _someone(address: str, lead: Page) -> None:
    lead.goto(address)
    _open(lead, lead.locator("a[href^='/year/']").first)
    _open(lead, lead.locator("a[href^='/placing/']").first)
    lead.locator("main form button").first.click()
    lead.locator("[name=pupil]").first.wait_for(timeout=60_000)
    shot(lead, "someone-for-each", whole=False)


def _open(page: Page, link) -> None:
    page.goto(
        page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + link.get_attribute("href")
    )
