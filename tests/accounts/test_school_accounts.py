"""Signing in with an account of the school, against a provider that really runs; and attacks."""

import re
from urllib.parse import urlsplit

import pytest
import requests
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from beside.access import actions
from beside.access.actor import role
from beside.access.models import Account
from beside.accounts.models import SchoolAccount
from beside.rights import Role
from beside.schools.models import Person, Post
from tests.factories import NOW, TODAY, Small, act, sign_in
from tests.provider.run import SECRET, provider

pytestmark = pytest.mark.django_db
ANN = {"email": "ann@hill.example", "email_verified": True}
ISLA = {"email": "isla@hill.example", "email_verified": True}
PASSWORD = "three quiet willow trees"
FIRST = reverse("school_account_first")


def back_of(key: str) -> str:
    return "http://testserver" + reverse("school_account_back", args=[key])


@pytest.fixture(scope="module")
def willow(tmp_path_factory):
    with provider(tmp_path_factory.mktemp("provider"), back_of("willow")) as running:
        yield running


@pytest.fixture(scope="module")
def other_issuer(tmp_path_factory):
    with provider(tmp_path_factory.mktemp("provider"), back_of("other")) as running:
        yield running


@pytest.fixture(autouse=True)
def known(settings, willow):
    cache.clear()
    settings.SCHOOL_ACCOUNTS = [told("willow", willow)]


def told(key: str, running, **also) -> dict:
    return {
        "key": key,
        "name": key.capitalize(),
        "issuer": running.issuer,
        "client_id": "beside",
        "client_secret": SECRET,
        "domains": ("hill.example",),
    } | also


def to_the_provider_and_back(client, account: str, key: str = "willow") -> str:
    """What a browser does: to the provider, a press there, and the address it is sent back to."""
    browser = requests.Session()
    asked = browser.get(client.get(reverse("school_account", args=[key])).url)
    answer = browser.post(asked.url, {"account": account}, allow_redirects=False)
    while not answer.headers["Location"].startswith("http://testserver"):
        answer = browser.get(answer.headers["Location"], allow_redirects=False)
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def come(client, account: str, key: str = "willow"):
    return client.get(to_the_provider_and_back(client, account, key))


def has_password(person) -> None:
    with role(Role.ROLL):
        account = Account(subject_id=person.pk, username=str(person.pk))
        account.set_password(PASSWORD)
        account.save(force_insert=True)
    act(None)


def card_of(school, person) -> str:
    with role(Role.ROLL):
        codes = actions.make_cards(by=act(school.ann), subjects=[person.pk], now=NOW)
    act(None)
    return codes[person.pk]


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_first_time_a_password_and_then_the_account_alone(client, school, willow):
    willow.has(s1=ANN)
    has_password(school.ann)
    assert come(client, "s1").url == FIRST
    assert client.post(FIRST, {"proof": "not the password"}).status_code == 422
    assert client.post(FIRST, {"proof": PASSWORD}).url == reverse("home")
    assert client.session["_auth_user_id"] == str(school.ann.pk)
    client.logout()
    assert come(client, "s1").url == reverse("home")
    assert client.session["beside_came_by"] == "sso"


def test_a_pupil_comes_with_their_card_once_and_gets_an_account(client, school, willow):
    willow.has(s2=ISLA)
    assert come(client, "s2").url == FIRST
    assert client.post(FIRST, {"proof": card_of(school, school.isla)}).url == reverse("home")
    client.logout()
    assert come(client, "s2").url == reverse("home")
    assert "Isla" in client.get(reverse("home")).text


def test_the_card_of_somebody_else_links_nothing(client, school, willow):
    willow.has(s1=ANN)
    has_password(school.ann)
    come(client, "s1")
    assert client.post(FIRST, {"proof": card_of(school, school.isla)}).status_code == 422
    assert not is_in(client)


def test_ten_wrong_tries_are_the_last(client, school, willow):
    willow.has(s1=ANN)
    has_password(school.ann)
    come(client, "s1")
    for _try in range(10):
        client.post(FIRST, {"proof": "not the password"})
    assert client.post(FIRST, {"proof": PASSWORD}).status_code == 422


def linked(client, school, willow) -> None:
    willow.has(s1=ANN)
    has_password(school.ann)
    come(client, "s1")
    client.post(FIRST, {"proof": PASSWORD})
    client.logout()
    act(None)


def test_attack_the_same_address_from_a_second_issuer(
    client, school, willow, other_issuer, settings
):
    linked(client, school, willow)
    settings.SCHOOL_ACCOUNTS = [told("willow", willow), told("other", other_issuer)]
    other_issuer.has(s1=ANN, evil=ANN)
    for account in ("s1", "evil"):
        assert come(client, account, "other").url == FIRST
        assert not is_in(client)


def test_attack_an_address_that_the_provider_has_not_checked(client, school, willow):
    has_password(school.ann)
    for claims in ({"email_verified": False}, {"email_verified": "no"}, {"xms_edov": True}):
        willow.has(s1={"email": "ann@hill.example"} | claims)
        assert come(client, "s1").status_code == 403
        assert client.get(FIRST).status_code == 302


def test_attack_an_address_that_two_people_share(client, school, willow):
    willow.has(s1={"email": "family@hill.example", "email_verified": True})
    with role(Role.ROLL):
        people = [school.ann.pk, school.isla.pk]
        Person.objects.filter(pk__in=people).update(email="Family@Hill.example")
    has_password(school.ann)
    assert come(client, "s1").status_code == 403
    assert client.get(FIRST).status_code == 302


def test_attack_another_subject_with_the_address_of_a_linked_one(client, school, willow):
    linked(client, school, willow)
    willow.has(s1=ANN, evil=ANN)
    assert come(client, "evil").status_code == 409
    assert not is_in(client)
    assert come(client, "s1").url == reverse("home")


def test_attack_a_subject_that_the_provider_gave_to_somebody_else(client, school, willow):
    linked(client, school, willow)
    willow.has(s1=ISLA)
    assert come(client, "s1").status_code == 403
    assert not is_in(client)


def test_attack_a_link_in_a_browser_where_somebody_else_is_signed_in(client, school, willow):
    """It is neither theirs nor anybody's until they have signed out."""
    willow.has(s1=ANN)
    has_password(school.ann)
    assert come(client, "s1").url == FIRST
    waiting = client.session["beside_first_link"]
    answer = to_the_provider_and_back(client, "s1")
    sign_in(client, school.simran)
    assert client.get(answer).status_code == 409
    session = client.session
    session["beside_first_link"] = waiting
    session.save()
    assert client.post(FIRST, {"proof": PASSWORD}).url == reverse("account_login")
    assert client.session["_auth_user_id"] == str(school.simran.pk)
    for each in (school.simran, school.ann):
        act(each)
        assert not SchoolAccount.objects.filter(person=each.pk).exists()


def test_attack_the_code_of_somebody_else_under_ones_own_state(client, school, willow):
    """The provider binds a code to the key, and the token to the nonce, of the browser that asked."""
    linked(client, school, willow)
    thief = client.__class__()
    own, theirs = (to_the_provider_and_back(each, "s1") for each in (thief, client))
    code = re.search(r"code=[^&]+", theirs)[0]
    assert thief.get(re.sub(r"code=[^&]+", code, own)).status_code == 409
    assert not is_in(thief)


@pytest.mark.parametrize(
    "address", ["ann@evil.example", "ann@hill.example.evil.example", "ann@x@hill.example"]
)
def test_attack_a_domain_that_is_not_allowed(client, school, willow, address):
    with role(Role.ROLL):
        Person.objects.filter(pk=school.ann.pk).update(email=address)
    has_password(school.ann)
    willow.has(s1={"email": address, "email_verified": True})
    assert come(client, "s1").status_code == 403


def test_attack_a_linked_account_that_has_left_the_domain(client, school, willow):
    linked(client, school, willow)
    willow.has(s1=ANN | {"email": "ann@elsewhere.example"})
    assert come(client, "s1").status_code == 403
    assert not is_in(client)


def test_attack_an_answer_that_is_replayed_or_brought_by_another_browser(client, school, willow):
    linked(client, school, willow)
    answer = to_the_provider_and_back(client, "s1")
    stranger = client.__class__()
    assert stranger.get(answer).status_code == 409
    assert client.get(answer).url == reverse("home")
    client.logout()
    assert client.get(answer).status_code == 409
    assert not is_in(client)
    forged = re.sub(r"state=[^&]+", "state=forged", answer)
    assert client.get(forged).status_code == 409


def test_a_name_in_another_address_changes_nothing_once_it_is_linked(client, school, willow):
    linked(client, school, willow)
    willow.has(s1=ANN | {"email": "okafor@hill.example"})
    assert come(client, "s1").url == reverse("home")


def test_whoever_has_left_is_told_that_the_account_is_closed(client, school, willow):
    linked(client, school, willow)
    with role(Role.ROLL):
        Post.objects.filter(person=school.ann.pk).update(ends=TODAY)
    school.settle()
    act(None)
    come(client, "s1")
    assert client.get(reverse("home")).url.endswith("why=closed")


@pytest.mark.parametrize(
    ("amr", "asked"), [(None, True), (["pwd"], True), (["otp"], True), (["pwd", "mfa"], False)]
)
def test_the_providers_second_step_counts_only_if_its_token_says_so(
    client, school, willow, monkeypatch, amr, asked
):
    monkeypatch.delenv("BESIDE_NOW")
    linked(client, school, willow)
    willow.has(s1=ANN | ({"amr": amr} if amr else {}))
    come(client, "s1")
    assert (client.get(reverse("home")).status_code == 302) == asked


def say_yes(client, who, domain: str = "hill.example", answer: str = "yes"):
    sign_in(client, who)
    page = client.post(
        reverse("domains"), {"provider": "willow", "domain": domain, "answer": answer}
    )
    client.logout()
    act(None)
    return page


def test_two_people_say_yes_to_a_domain_and_no_card_is_asked_for(client, school, willow):
    willow.has(s2=ISLA)
    say_yes(client, school.simran)
    say_yes(client, school.simran)
    assert come(client, "s2").url == FIRST
    assert say_yes(client, school.ann).status_code == 404
    assert come(client, "s2").url == FIRST
    say_yes(client, school.gwen)
    assert come(client, "s2").url == reverse("home")
    assert client.session["_auth_user_id"] == str(school.isla.pk)


def test_a_yes_counts_at_the_school_of_who_said_it(client, school, willow):
    vale = Small("Vale School", school.federation)
    bo, cy = vale.adult("Bo Lund", "office"), vale.adult("Cy Boyd", "head")
    vale.settle()
    willow.has(s2=ISLA)
    for each in (bo, cy):
        say_yes(client, each)
    assert come(client, "s2").url == FIRST


def test_one_person_takes_the_yes_back(client, school, willow):
    willow.has(s2=ISLA)
    for each in (school.simran, school.gwen):
        say_yes(client, each)
    say_yes(client, school.nadia, answer="no")
    assert come(client, "s2").url == FIRST


def test_the_owner_is_told_and_can_undo(client, school, willow, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        linked(client, school, willow)
    assert [letter.to for letter in mail.outbox] == [["ann@hill.example"]]
    come(client, "s1")
    act(school.ann)
    kept = SchoolAccount.objects.get()
    client.post(reverse("school_account_end", args=[kept.pk]))
    client.logout()
    act(None)
    assert come(client, "s1").url == FIRST


def test_a_provider_that_does_not_answer_is_said_so(client, school, settings, willow):
    settings.SCHOOL_ACCOUNTS = [told("gone", willow, issuer="http://127.0.0.1:9")]
    assert client.get(reverse("school_account", args=["gone"])).status_code == 503


def test_metadata_that_names_another_issuer_is_refused(client, school, settings, willow):
    """The provider calls itself 127.0.0.1, the settings say localhost."""
    other = willow.issuer.replace("127.0.0.1", "localhost")
    settings.SCHOOL_ACCOUNTS = [told("willow", willow, issuer=other)]
    assert client.get(reverse("school_account", args=["willow"])).status_code == 503
