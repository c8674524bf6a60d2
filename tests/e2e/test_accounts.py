"""Signing in as people do: an account of the school, an app, a passkey, and when all are lost."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import openpyxl
import pytest

from tests.browser import second_step, survey
from tests.browser.hand import Hand, new_hand
from tests.browser.looking import faults
from tests.browser.meeting import PASSWORD, approve, look_over, make_account, start_school
from tests.browser.served import BESIDE, Served, free_port, serving
from tests.provider.run import SECRET, Running, provider, saml_provider

pytestmark = pytest.mark.e2e
ROWS = [
    ("First name", "Surname", "Year", "Tutor group", "Admission no", "Role", "Email"),
    ("Ava", "Young", 9, "9A", "00001", "", "ava@hill.example"),
    ("Leo", "Khan", 9, "9A", "00002", "", "leo@hill.example"),
    ("Ann", "Okafor", "", "9A", "", "Teacher", "ann@hill.example"),
    ("Bo", "Lund", "", "", "", "Office", "bo@hill.example"),
    ("Cy", "Boyd", "", "", "", "Teacher", "cy@hill.example"),
]


@dataclass(frozen=True)
class Hill:
    """A school of two pupils and three colleagues, its providers, and the organiser's browser."""

    served: Served
    willow: Running
    elm: Running
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

    def later(self, name: str, moment: str, minutes: int) -> str:
        """So many minutes go by for whoever has this account; gives their id on the roll."""
        clock = (sys.executable, "-m", "tests.browser.later")
        return self.served.run(*clock, name, moment, str(minutes)).strip()

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
    back = f"{address}/account/school/{{}}/back/".format
    with provider(folder, back("willow")) as willow, saml_provider(folder, back("elm")) as elm:
        settings = {
            "BESIDE_SCHOOL_ACCOUNTS": "willow,elm",
            "BESIDE_WILLOW_ISSUER": willow.issuer,
            "BESIDE_WILLOW_CLIENT_ID": "beside",
            "BESIDE_WILLOW_CLIENT_SECRET": SECRET,
            "BESIDE_WILLOW_DOMAINS": "hill.example",
            "BESIDE_ELM_SAML_METADATA": str(elm.metadata()),
            "BESIDE_ELM_SAML_ADDRESS": "urn:oid:0.9.2342.19200300.100.1.3",
            "BESIDE_ELM_DOMAINS": "hill.example",
        }
        with serving(port, **settings) as served:
            organiser = new_hand(browser, address)
            organiser.go("/")
            start_school(organiser, served.start_code())
            make_account(organiser)
            organiser.go("/roll/")
            look_over(organiser, folder / "hill.xlsx")
            approve(organiser)
            yield Hill(served, willow, elm, organiser, browser)
            organiser.page.context.close()


def sign_in(hand: Hand, name: str) -> None:
    hand.go("/account/sign-in/")
    hand.page.locator("[name=login]").fill(name)
    hand.page.locator("[name=password]").fill(PASSWORD)
    hand.button("Sign in").click()


def with_the_school_account(hand: Hand, account: str, provider: str = "Willow") -> None:
    hand.go("/account/sign-in/")
    hand.click(hand.link(f"Sign in with your school account at {provider}"))
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


def test_a_pupil_comes_with_the_schools_account_by_saml(hill):
    """The provider's page posts the answer from elsewhere, where our cookies do not come along."""
    hill.elm.has(leo={"email": "leo@hill.example"})
    card = survey.cards(hill.organiser)["Leo Khan"]
    first = hill.hand(390)
    with_the_school_account(first, "leo", "Elm")
    first.page.get_by_role("heading", name="Once, to be sure it is you").wait_for()
    first.fill("Your password in Beside, or the code on your card", card)
    first.click(first.button("Come in"))
    first.page.get_by_role("heading", name="Hello, Leo").wait_for()
    again, begun = hill.hand(390), time.monotonic()
    with_the_school_account(again, "leo", "Elm")
    again.page.get_by_role("heading", name="Hello, Leo").wait_for()
    assert time.monotonic() - begun < 20
    assert again.clicks == 2  # the button here, and the account there


def test_saml_without_a_script_takes_one_press_more(hill):
    hill.elm.has(leo={"email": "leo@hill.example"})
    hand = new_hand(hill.browser, hill.organiser.address, 320, java_script_enabled=False)
    with_the_school_account(hand, "leo", "Elm")
    hand.button("Go on").click()
    hand.page.get_by_role("heading", name="Back from your school’s sign-in page").wait_for()
    hand.button("Go on").click()
    hand.page.get_by_role("heading", name="Hello, Leo").wait_for()


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


@pytest.fixture(scope="module")
def lead(hill) -> Iterator[Hand]:
    """Bo, whom the operator has made the safeguarding lead, at a laptop with a passkey."""
    number = hill.later("bo", "step_at", 0)
    hill.served.run(*BESIDE, "appoint", number, "safeguarding_lead")
    hand = hill.hand()
    sign_in(hand, "bo")
    second_step.show(hand, "bo")
    hand.page.get_by_role("heading", name="Hello, Bo").wait_for()
    a_passkey(hand)
    hand.go("/you/second-step/set-up/")
    hand.button("Make a passkey").click()
    hand.page.get_by_role("heading", name="Bo Lund").wait_for()
    yield hand
    hand.page.context.close()


def asked_again(hill: Hill, hand: Hand) -> None:
    """A quarter of an hour goes by."""
    hill.later("bo", "step_at", 16)
    hand.complaints.clear()


def show_passkey(hand: Hand) -> None:
    hand.page.get_by_role("heading", name="Your second step").wait_for()
    assert "Young" not in hand.page.content()
    assert faults(hand) == []
    hand.button("Use my passkey").click()


@pytest.mark.parametrize(
    ("path", "heading"),
    [("/concerns/", "Concerns"), ("/blocks/", "Blocks"), ("/roll/export/", "The roll")],
)
def test_after_a_quarter_of_an_hour_it_is_asked_again_and_leads_back(hill, lead, path, heading):
    asked_again(hill, lead)
    lead.go("/search/?q=ava")
    lead.page.get_by_text("Ava Young").first.wait_for()
    lead.go(path)
    show_passkey(lead)
    lead.page.wait_for_url(f"**{path}")
    assert heading in lead.page.locator("h1").inner_text()
    lead.go(path)
    assert heading in lead.page.locator("h1").inner_text()


def test_a_wrong_answer_leads_nowhere_and_the_right_one_to_what_was_asked(hill, lead):
    asked_again(hill, lead)
    lead.go("/concerns/")
    for _try in range(2):
        lead.page.get_by_label("The six figures of your app").fill("000000")
        lead.button("Go on").click()
        lead.page.get_by_text("were used before").first.wait_for()
        lead.go("/concerns/")
        assert lead.page.locator("h1").inner_text() == "Your second step"
    lead.complaints.clear()
    show_passkey(lead)
    lead.page.wait_for_url("**/concerns/")


def test_what_was_typed_of_a_block_is_sent_after_the_second_step(hill, lead):
    lead.go("/blocks/")
    lead.page.get_by_label("Who is kept apart?").fill("Okafor")
    lead.page.get_by_label("From which pupil?").fill("Young")
    asked_again(hill, lead)
    lead.button("Find these two").click()
    show_passkey(lead)
    lead.page.get_by_role("heading", name="Your words are still here").wait_for()
    assert faults(lead) == []
    lead.button("Send them").click()
    lead.button("Keep them apart").wait_for()
    assert lead.page.get_by_label("Who is kept apart?").input_value() == "Okafor"


def test_somebody_elses_key_is_made_after_the_second_step(hill, lead):
    asked_again(hill, lead)
    lead.go("/roll/people/")
    lead.button("Invite Cy Boyd").click()
    show_passkey(lead)
    lead.page.get_by_role("heading", name="Your words are still here").wait_for()
    lead.button("Send them").click()
    lead.page.wait_for_url("**/roll/people/")
    assert hill.served.mailed("cy@hill.example", r"(/invitation/[\w-]+/)")


def test_a_laptop_that_nobody_touched_shows_nothing_and_goes_on_where_it_was(hill, lead):
    lead.go("/search/?q=ava")
    hill.later("bo", "used_at", 11)
    lead.complaints.clear()
    lead.go("/search/?q=ava")
    lead.page.get_by_role("heading", name="Are you still there?").wait_for()
    shown = lead.page.locator("body").inner_text()
    assert not [name for name in ("Bo", "Ava", "Young") if name in shown]
    lead.go("/you/")
    lead.page.get_by_role("heading", name="Are you still there?").wait_for()
    lead.go("/search/?q=ava")
    lead.page.get_by_label("Your password").fill("not the password")
    lead.button("Go on").click()
    lead.page.get_by_text("This is not your password.").first.wait_for()
    lead.page.get_by_label("Your password").fill(PASSWORD)
    lead.button("Go on").click()
    lead.page.wait_for_url("**/search/?q=ava")


def test_another_password_signs_out_everywhere_else(hill, lead):
    there = hill.hand(390)
    sign_in(there, "bo")
    there.page.get_by_role("heading", name="Your second step").wait_for()
    asked_again(hill, lead)
    lead.go("/you/password/")
    show_passkey(lead)
    lead.page.get_by_role("heading", name="Another password").wait_for()
    assert faults(lead) == []
    lead.page.get_by_label("Your password").fill(PASSWORD)
    lead.page.get_by_label("A new password").fill("four quiet willow trees")
    lead.button("Keep it").click()
    lead.page.get_by_text("Your new password is kept.").wait_for()
    assert lead.page.locator("#now li").count() == 1
    there.go("/you/")
    there.page.get_by_role("heading", name="Sign in").wait_for()
