"""Signing in as people do: an account of the school, an app, a passkey, and when all are lost."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import openpyxl
import pytest

from tests.browser import second_step, survey
from tests.browser.hand import Hand, new_hand
from tests.browser.looking import faults
from tests.browser.meeting import PASSWORD, approve, look_over, make_account, start_school
from tests.browser.served import Served, free_port, serving
from tests.provider.run import SECRET, Running, provider

pytestmark = pytest.mark.e2e
ROWS = [
    ("First name", "Surname", "Year", "Tutor group", "Admission no", "Role", "Email"),
    ("Ava", "Young", 9, "9A", "00001", "", "ava@hill.example"),
    ("Leo", "Khan", 9, "9A", "00002", "", "leo@hill.example"),
    ("Ann", "Okafor", "", "9A", "", "Teacher", "ann@hill.example"),
    ("Bo", "Lund", "", "", "", "Office", "bo@hill.example"),
]


@dataclass(frozen=True)
class Hill:
    """A school of two pupils and two colleagues, its provider, and the organiser's browser."""

    served: Served
    willow: Running
    organiser: Hand
    browser: object

    def hand(self, width: int = 1280) -> Hand:
        return new_hand(self.browser, self.organiser.address, width)

    def invited(self, name: str) -> str:
        """The path of an invitation, as it comes to a colleague's own address and nobody else's."""
        self.organiser.go("/roll/people/")
        self.organiser.button(f"Invite {name}").click()
        self.organiser.page.get_by_text("own address.").first.wait_for()
        assert "/invitation/" not in self.organiser.page.content()
        return self.served.mailed(f"{_short(name)}@hill.example", r"(/invitation/[\w-]+/)")

    def joins(self, name: str, width: int = 1280) -> Hand:
        """A colleague who has just made their account, and has no second step yet."""
        hand = self.hand(width)
        hand.go(self.invited(name))
        hand.fill("A name to sign in with", _short(name))
        hand.fill("A password", PASSWORD)
        hand.click(hand.button("Come in"))
        hand.page.get_by_role("heading", name="Set up your second step").wait_for()
        return hand


def _short(name: str) -> str:
    return name.split()[0].lower()


@pytest.fixture(scope="module")
def hill(browser, tmp_path_factory) -> Iterator[Hill]:
    folder, port = tmp_path_factory.mktemp("hill"), free_port()
    address = f"http://localhost:{port}"
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(folder / "hill.xlsx")
    with provider(folder, f"{address}/account/school/willow/back/") as willow:
        settings = {
            "BESIDE_SCHOOL_ACCOUNTS": "willow",
            "BESIDE_WILLOW_ISSUER": willow.issuer,
            "BESIDE_WILLOW_CLIENT_ID": "beside",
            "BESIDE_WILLOW_CLIENT_SECRET": SECRET,
            "BESIDE_WILLOW_DOMAINS": "hill.example",
        }
        with serving(port, **settings) as served:
            organiser = new_hand(browser, address)
            organiser.go("/")
            start_school(organiser, served.start_code())
            make_account(organiser)
            organiser.go("/roll/")
            look_over(organiser, folder / "hill.xlsx")
            approve(organiser)
            yield Hill(served, willow, organiser, browser)
            organiser.page.context.close()


def sign_in(hand: Hand, name: str) -> None:
    hand.go("/account/sign-in/")
    hand.page.locator("[name=login]").fill(name)
    hand.page.locator("[name=password]").fill(PASSWORD)
    hand.button("Sign in").click()


def with_the_school_account(hand: Hand, account: str) -> None:
    hand.go("/account/sign-in/")
    hand.click(hand.link("Sign in with your school account"))
    hand.click(hand.button(account))


def test_a_pupil_comes_with_the_schools_account_in_20_seconds_after_the_first_time(hill):
    hill.willow.has(ava={"email": "ava@hill.example", "email_verified": True, "name": "Ava"})
    card = survey.cards(hill.organiser)["Ava Young"]
    first = hill.hand(390)
    with_the_school_account(first, "ava")
    first.page.get_by_role("heading", name="Once, to be sure it is you").wait_for()
    assert faults(first) == []
    first.fill("Your password in Beside, or the code on your card", card)
    first.click(first.button("Come in"))
    first.page.get_by_role("heading", name="Hello, Ava").wait_for()
    again, begun = hill.hand(390), time.monotonic()
    with_the_school_account(again, "ava")
    again.page.get_by_role("heading", name="Hello, Ava").wait_for()
    assert time.monotonic() - begun < 20
    assert again.clicks == 2  # the button here, and the account there
    again.go("/you/")
    assert again.page.locator("#now li").count() == 2
    assert faults(again) == []


def test_a_stranger_at_the_provider_is_told_why_not(hill):
    hill.willow.has(
        eve={"email": "eve@evil.example", "email_verified": True},
        new={"email": "new@hill.example", "email_verified": True},
    )
    hand = hill.hand(390)
    for account, words in (("eve", "not an account of your school"), ("new", "has nobody")):
        with_the_school_account(hand, account)
        hand.page.get_by_text(words).wait_for()
        assert hand.page.get_by_role("heading", name="You are not signed in").count() == 1


def a_passkey(hand: Hand):
    """Give this browser something that answers for its person, as a laptop with a finger does."""
    session = hand.page.context.new_cdp_session(hand.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def test_an_app_a_passkey_recovery_codes_and_two_colleagues(hill):
    ann = hill.joins("Ann Okafor")
    assert faults(ann) == []
    ann.go("/search/")
    ann.page.get_by_role("heading", name="Set up your second step").wait_for()
    session, key = a_passkey(ann)
    ann.button("Make a passkey").click()
    ann.page.get_by_role("heading", name="Your recovery codes").wait_for()
    codes = ann.page.locator("#codes code").all_inner_texts()
    assert faults(ann) == []
    ann.link("I have them: go on").click()
    ann.page.get_by_role("heading", name="Hello, Ann").wait_for()
    _again_with_the_passkey(ann)
    _with_a_code(ann, codes[0])
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    _two_let_her_in(hill, ann)


def _again_with_the_passkey(ann: Hand) -> None:
    ann.button("Sign out").click()
    sign_in(ann, "ann")
    ann.button("Use my passkey").click()
    ann.page.get_by_role("heading", name="Hello, Ann").wait_for()


def _with_a_code(ann: Hand, code: str) -> None:
    for right in (True, False):
        ann.page.context.clear_cookies()
        sign_in(ann, "ann")
        ann.page.get_by_label("The six figures of your app").fill(code)
        ann.button("Go on").click()
        if right:
            ann.page.get_by_role("heading", name="Hello, Ann").wait_for()
    ann.page.get_by_text("were used before").first.wait_for()


def _two_let_her_in(hill: Hill, ann: Hand) -> None:
    bo = hill.joins("Bo Lund")
    second_step.set_up(bo, "bo")
    for hand in (bo, hill.organiser):
        hand.go("/let-in/")
        hand.link("Ann Okafor").click()
        with hand.page.expect_navigation():
            hand.button("Ann Okafor stands before me").click()
        assert faults(hand) == []
    hill.organiser.page.get_by_text("is taken away").wait_for()
    ann.go("/search/")
    ann.page.get_by_role("heading", name="You have been signed out").wait_for()
    sign_in(ann, "ann")
    ann.page.get_by_role("heading", name="Set up your second step").wait_for()
    second_step.set_up(ann, "ann")
    ann.page.get_by_role("heading", name="Hello, Ann").wait_for()


def test_a_laptop_left_alone_is_locked_and_everywhere_else_is_signed_out(hill):
    here, there = hill.hand(), hill.hand(390)
    for hand in (here, there):
        sign_in(hand, "ann")
        second_step.show(hand, "ann")
        hand.page.get_by_role("heading", name="Hello, Ann").wait_for()
    here.go("/you/")
    assert here.page.locator("#now li").count() >= 2
    here.button("Sign out everywhere but here").click()
    here.page.get_by_text("You are signed out everywhere but here").wait_for()
    there.go("/")
    there.page.get_by_role("heading", name="You have been signed out").wait_for()
    here.go("/you/locked/?back=/search/")
    here.go("/")
    here.page.get_by_role("heading", name="Are you still there?").wait_for()
    assert "Okafor" not in here.page.content()
    assert faults(here) == []
    here.page.get_by_label("Your password").fill(PASSWORD)
    here.button("Go on").click()
    here.page.wait_for_url("**/")
