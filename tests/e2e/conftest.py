import uuid
from collections.abc import Callable

import pytest

from tests.browser.conftest import (  # noqa: F401
    as_role,
    browser_type_launch_args,
    ids,
    meeting,
    served,
    signed_in,
)
from tests.browser.served import Served


@pytest.fixture(scope="session")
def more_ids(ids: dict[str, str], browser, served: Served, signed_in: Callable):  # noqa: F811
    """What the other roles leave behind: a concern, a talk, and a survey that is open."""
    from tests.browser.hand import new_hand

    def hand(role: str):
        return new_hand(browser, served.address, storage_state=signed_in(role))

    pupil, tutor, lead, organiser = map(hand, ("pupil", "tutor", "lead", "organiser"))
    pupil.go("/talk/")
    pupil.page.locator("textarea").fill(f"Nobody sits with me at lunch. {uuid.uuid4().hex[:4]}")
    pupil.button("Send").click()
    pupil.page.get_by_role("heading", name="It has been sent").wait_for()
    tutor.go(f"/beside/{ids['commitment']}/talk/")
    tutor.page.get_by_role("textbox").fill("We talked about the allotment.")
    tutor.button("Keep it").click()
    tutor.page.get_by_role("heading", name="Hello").wait_for()
    lead.go("/concerns/")
    pupil.go("/")
    organiser.go("/surveys/new/")
    organiser.page.get_by_label("Year 9").check()
    organiser.button("Open it").click()
    organiser.link("Show on the projector").click()
    found = {
        "concern": _id(lead.page.locator("#open a")),
        "talked": _id(pupil.page.locator("a[href^='/reply/']")),
        "open": organiser.page.url.split("/")[-3],
        "code": organiser.page.locator(".code").inner_text().strip(),
    }
    for each in (pupil, tutor, lead, organiser):
        each.page.context.close()
    return ids | found


def _id(link) -> str:
    return link.first.get_attribute("href").split("/")[2]
