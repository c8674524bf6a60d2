"""The pages that only a form leads to: what was refused, what was sent, what was kept."""

import sys
from dataclasses import dataclass, field

import pytest

from tests.browser.hand import new_hand
from tests.browser.looking import faults_at_every_width

pytestmark = pytest.mark.e2e
AGAIN = "Please look at this again"
# Takes the cards away from under a running Beside, which no page expects.
NO_CARDS = """
import os, django
os.environ |= {"BESIDE_PROCESS": "owner", "DJANGO_SETTINGS_MODULE": "beside.server.settings"}
django.setup()
from django.db import connection
connection.cursor().execute("ALTER TABLE access_signincard RENAME TO gone")
"""


@dataclass(frozen=True)
class Answer:
    """Who sends which form of which page, and what the page that comes back says."""

    role: str
    path: str
    button: str
    says: str = AGAIN
    filled: dict[str, str] = field(default_factory=dict)


ANSWERS = {
    "sign in": Answer("anonymous", "/account/sign-in/", "Sign in"),
    "sign in, wrong": Answer(
        "anonymous", "/account/sign-in/", "Sign in", AGAIN, {"login": "x", "password": "y"}
    ),
    "forgotten password": Answer("anonymous", "/account/forgotten/", "Send me a link"),
    "join": Answer("anonymous", "/join/", "Next"),
    "invitation": Answer("anonymous", "/invitation/{secret}/", "Come in"),
    "roll": Answer("organiser", "/roll/", "Look it over"),
    "open a survey": Answer("organiser", "/surveys/new/", "Open it"),
    "invited": Answer("organiser", "/roll/people/", "Invite", "own address"),
    "limit": Answer("organiser", "/my-number/", "Keep it", AGAIN, {"limit": "-1"}),
    "too late": Answer("organiser", "/meeting/{round}/", "I am done", "That cannot be done now"),
    "raise": Answer("organiser", "/concern/?pupil={pupil}", "Send"),
    "talk to someone": Answer("pupil", "/talk/", "Send it", AGAIN, {"past": "Ms Zzz"}),
    "not my word": Answer("pupil", "/talk/word/", "Open it", AGAIN, {"word": "jam"}),
    "an answer with a link": Answer(
        "lead", "/talks/{written}/", "Send the answer", AGAIN, {"words": "see www.a.example"}
    ),
    "thank-you": Answer("pupil", "/thank-yous/write/?to={tutor}", "Send it"),
    "entry": Answer("lead", "/concerns/{concern}/", "Add"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_a_form_leads_to_is_whole(as_role, more_ids, name):
    answer = ANSWERS[name]
    hand = as_role(answer.role)
    hand.go(answer.path.format_map(more_ids))
    for box, words in answer.filled.items():
        hand.page.locator(f"[name={box}]").fill(words)
    hand.button(answer.button).first.click()
    hand.page.get_by_text(answer.says).first.wait_for()
    assert faults_at_every_width(hand, 422) == []


def test_an_address_that_is_nobodys_is_whole(as_role):
    hand = as_role("organiser")
    hand.go("/nothing/")
    hand.page.get_by_role("heading", name="There is no such page").wait_for()
    assert faults_at_every_width(hand, 404) == []


def test_a_form_that_was_open_too_long_is_answered_with_a_whole_page(as_role):
    hand = as_role("anonymous")
    hand.go("/join/")
    hand.page.context.clear_cookies()
    hand.button("Next").click()
    hand.page.get_by_role("heading", name="That did not go through").wait_for()
    assert faults_at_every_width(hand, 403) == []


def test_too_many_wrong_codes_are_answered_with_a_whole_page(browser, empty):
    hand = new_hand(browser, empty.address)
    for _each in range(600):
        hand.page.request.get(f"{hand.address}/card/WRONG234/")
    assert hand.page.goto(f"{hand.address}/card/WRONG234/").status == 429
    assert faults_at_every_width(hand, 429) == []
    hand.page.context.close()


def test_a_fault_of_ours_is_answered_with_a_whole_page(browser, empty):
    hand = new_hand(browser, empty.address)
    empty.run(sys.executable, "-c", NO_CARDS)
    assert hand.page.goto(f"{hand.address}/card/WRONG234/").status == 500
    hand.page.get_by_role("heading", name="Something went wrong on our side").wait_for()
    hand.complaints[:] = [each for each in hand.complaints if not each.startswith("500 ")]
    assert faults_at_every_width(hand, 500) == []
    hand.page.context.close()
