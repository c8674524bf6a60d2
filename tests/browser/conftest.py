import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import meeting as meetings
from tests.browser import second_step
from tests.browser.hand import Hand, new_hand
from tests.browser.served import Served, serving
from tests.browser.sheets import year_nine
from tests.browser.small_school import School, small_school

CHROMIUM = which("chromium")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if CHROMIUM is None:
        _missing("Chromium is not on this computer, so pages cannot be looked at.")
    if not (ROOT / "src/beside/web/static/dist/app.css").is_file():
        _missing("The assets are not built. Run `python assets/build.py` first.")
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu"]}


def _missing(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def served(browser_type_launch_args) -> Iterator[Served]:
    """An empty Beside that really runs, gone with its database at the end."""
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def meeting(browser: Browser, served: Served, tmp_path_factory) -> meetings.Meeting:
    """The whole loop, gone through once in four browsers."""
    return meetings.hold(browser, served, year_nine(tmp_path_factory.mktemp("sheet")))


@pytest.fixture(scope="session")
def school(browser: Browser, tmp_path_factory) -> Iterator[School]:
    """Another Beside with a survey open for pupils of eight and of thirteen."""
    with small_school(browser, tmp_path_factory.mktemp("sheet")) as found:
        yield found


@pytest.fixture(scope="session")
def ids(meeting: meetings.Meeting, served: Served) -> dict[str, str]:
    """Accounts for every other role, and the ids in the addresses of pages."""
    script = str(Path(__file__).with_name("accounts.py"))
    made: dict[str, str] = json.loads(served.run(sys.executable, script, meetings.PASSWORD))
    return made


@pytest.fixture(scope="session")
def signed_in(browser: Browser, served: Served, meeting: meetings.Meeting, ids) -> Callable:
    """The cookies of a role, signed in once through the page everybody signs in at."""
    kept: dict[str, Any] = {
        "anonymous": None,
        "organiser": meeting.organiser.page.context.storage_state(),
        "door": meeting.colleagues[1].page.context.storage_state(),
    }

    def state(role: str) -> Any:
        if role not in kept:
            kept[role] = _sign_in(browser, served.address, role)
        return kept[role]

    return state


def _sign_in(browser: Browser, address: str, name: str) -> Any:
    hand = new_hand(browser, address)
    hand.go("/account/sign-in/")
    hand.page.locator("[name=login]").fill(name)
    hand.page.locator("[name=password]").fill(meetings.PASSWORD)
    hand.button("Sign in").click()
    second_step.show(hand, name)
    hand.page.get_by_role("heading", name="Hello").wait_for()
    state = hand.page.context.storage_state()
    hand.page.context.close()
    return state


@pytest.fixture
def as_role(browser: Browser, served: Served, signed_in) -> Iterator[Callable[..., Hand]]:
    """A new browser in which somebody of this role is signed in; closed after the test."""
    hands: list[Hand] = []

    def open_(role: str, width: int = 1280, **options: Any) -> Hand:
        state = options.pop("storage_state", signed_in(role))
        hands.append(new_hand(browser, served.address, width, storage_state=state, **options))
        return hands[-1]

    yield open_
    for hand in hands:
        hand.page.context.close()
