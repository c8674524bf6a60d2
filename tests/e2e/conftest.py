import json
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser import survey
from tests.browser.conftest import (  # noqa: F401
    as_role,
    browser_type_launch_args,
    ids,
    meeting,
    served,
    signed_in,
)
from tests.browser.hand import Hand, new_hand
from tests.browser.meeting import EMAIL, open_survey
from tests.browser.served import Served, serving
from tests.browser.sheets import year_nine

WORD = "marmalade"
CHOOSING = str(Path(survey.__file__).with_name("choosing.py"))


@pytest.fixture
def empty(browser_type_launch_args) -> Iterator[Served]:  # noqa: F811
    """Another Beside, in which nothing is yet."""
    with serving() as running:
        yield running


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """The sheet of a small year group."""
    return year_nine(tmp_path, groups=3, a_group=5)


@pytest.fixture(scope="session")
def more_ids(ids: dict[str, str], browser, served: Served, signed_in: Callable):  # noqa: F811
    """What the other roles leave behind: a concern, a talk, an invitation and two more surveys."""

    def hand(role: str) -> Hand:
        return new_hand(browser, served.address, storage_state=signed_in(role))

    pupil, tutor, lead, organiser = hands = [*map(hand, ("pupil", "tutor", "lead", "organiser"))]
    found = ids | {
        "concern": _raise(tutor, lead, ids["pupil"]),
        "written": _write(pupil),
        "urgent": _not_safe(pupil),
        "talked": _talk(tutor, ids["commitment"], pupil),
        "secret": _invite(organiser, served),
        "thanks": _thank(pupil, ids["tutor"]),
        "second": _survey(organiser),
    }
    organiser.button("End the asking").click()
    organiser.link("On to who needs somebody").wait_for()
    found |= {"open": _survey(organiser), "code": organiser.page.locator(".code").inner_text()}
    found |= _asked(organiser, pupil) | _choosing(served, ids["pupil"])
    found |= _challenging(served, ids["pupil"]) | _mentoring(served, ids)
    for each in hands:
        each.page.context.close()
    return found


def _choosing(served: Served, pupil: str) -> dict[str, str]:  # noqa: F811
    """Choice time in three stages: given out, open, and planned."""
    found: dict[str, str] = json.loads(
        served.run(sys.executable, CHOOSING, "all", EMAIL, "tutor", pupil)
    )
    return found


def _mentoring(served: Served, ids: dict[str, str]) -> dict[str, str]:  # noqa: F811
    """The pupil prepares to be a mentor."""
    module = (sys.executable, "-m", "tests.browser.mentoring")
    found: dict[str, str] = json.loads(served.run(*module, EMAIL, ids["pupil"], ids["tutor"]))
    return found


def _challenging(served: Served, pupil: str) -> dict[str, str]:  # noqa: F811
    """Challenges: a season planned, one in which pupils choose, one whose teams have begun."""
    made = served.run(*(sys.executable, "-m", "tests.browser.challenging"), EMAIL, "tutor", pupil)
    found: dict[str, str] = json.loads(made)
    return found


def _asked(organiser: Hand, pupil: Hand) -> dict[str, str]:
    """A survey that was closed with an answer, and one in which the pupil has put people down."""
    heard = survey.open_round(organiser)
    survey.close(organiser, heard)
    asked = survey.open_round(organiser)
    organiser.go("/cards/")
    group = _id(organiser.page.locator("#groups a"))
    pupil.go(f"/survey/{asked}/")
    pupil.button("Start").click()
    survey.find(pupil, "an")
    survey.into_rings(pupil)
    survey.on(pupil, "peer")
    survey.find(pupil, "av")
    survey.into_rings(pupil)
    survey.on(pupil, "family")
    return {"survey": asked, "heard": heard, "group": group}


def _raise(tutor: Hand, lead: Hand, pupil: str) -> str:
    """A tutor raises a concern; its id, as the lead finds it."""
    tutor.go(f"/concern/?pupil={pupil}")
    tutor.page.locator("[name=adult][value=no]").check()
    tutor.page.locator("textarea").fill(f"Alone at lunch again. {uuid.uuid4().hex[:4]}")
    tutor.button("Send").click()
    tutor.page.get_by_role("heading", name="It has been sent").wait_for()
    lead.go("/concerns/")
    return _id(lead.page.locator("#new a[href^='/concerns/']"))


def _write(pupil: Hand) -> str:
    """The pupil writes to the lead, and chooses a word; the id of what they wrote."""
    pupil.go("/talk/")
    pupil.page.locator("textarea").fill("Can we talk?")
    pupil.page.get_by_label("Choose a word").fill(WORD)
    pupil.button("Send it").click()
    pupil.page.get_by_role("heading", name="It has been sent").wait_for()
    return pupil.page.url.rstrip("/").split("/")[-1]


def _not_safe(pupil: Hand) -> str:
    """The pupil says that they are not safe now; the id of it."""
    pupil.go("/talk/")
    pupil.button("I am not safe now").first.click()
    pupil.page.get_by_role("heading", name="not safe").wait_for()
    return pupil.page.url.rstrip("/").split("/")[-1]


def _talk(tutor: Hand, commitment: str, pupil: Hand) -> str:
    tutor.go(f"/beside/{commitment}/talk/")
    tutor.page.get_by_role("textbox").fill("We talked about the allotment.")
    tutor.button("Keep it").click()
    tutor.page.get_by_role("heading", name="Hello").wait_for()
    pupil.go("/")
    return _id(pupil.page.locator("a[href^='/reply/']"))


def _thank(pupil: Hand, adult: str) -> str:
    pupil.go(f"/thank-yous/write/?to={adult}")
    pupil.page.locator("textarea").fill("You carried the trays in with Leo when it rained.")
    pupil.button("Send it").click()
    pupil.page.get_by_role("heading", name="Thank-yous").wait_for()
    return pupil.page.locator("form[action$='/take-back/']").first.get_attribute("action")


def _invite(organiser: Hand, served: Served) -> str:  # noqa: F811
    """Invite a colleague; the secret that comes to their own address."""
    organiser.go("/roll/people/")
    organiser.button("Invite Cy Boyd").click()
    return served.mailed("cy.boyd@example.org", r"/invitation/([\w-]+)/")


def _survey(organiser: Hand) -> str:
    """Open a staff meeting and leave it on the projector; gives its id."""
    organiser.go("/")
    open_survey(organiser)
    return organiser.page.url.split("/")[-3]


def _id(link) -> str:
    return link.first.get_attribute("href").split("/")[2]
