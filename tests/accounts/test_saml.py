"""An account of the school by SAML, against a provider that really runs and signs; and attacks."""

import base64
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import requests
from django.urls import reverse
from lxml import etree
from signxml import XMLSigner

from beside.access.refusals import Refusal
from beside.accounts.assertions import (
    PERSISTENT,
    TWO_FACTORS,
    Asked,
    Confirmation,
    Said,
    SamlProvider,
    identity,
)
from beside.accounts.models import SchoolAccount
from beside.accounts.rules import NotOurs, Unanswered
from beside.server.school_accounts import from_environment
from tests.accounts.test_school_accounts import FIRST, PASSWORD, has_password, is_in
from tests.factories import act
from tests.provider.run import key_and_certificate, saml_provider

MAIL = "urn:oid:0.9.2342.19200300.100.1.3"
BACK = reverse("school_account_back", args=["elm"])
START = reverse("school_account", args=["elm"])
ANN = {"email": "ann@hill.example"}
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SOON = NOW + timedelta(minutes=5)

# What is believed of an assertion: a table, without a provider.

ELM = SamlProvider("elm", "Elm", "elm", "https://elm.example", ("c",), ("hill.example",), MAIL)
ASKED = Asked("_r1", by="us", back_to="https://us.example")
GOOD = Said(
    issuer="elm",
    subject="s1",
    subject_format=PERSISTENT,
    audiences=(frozenset({"us"}),),
    since=NOW,
    until=SOON,
    confirmations=(Confirmation("_r1", "https://us.example", SOON),),
    attributes={MAIL: ("Ann@Hill.example",), "id": ("n1",)},
)


def confirmed(**changed) -> dict:
    return {"confirmations": (replace(GOOD.confirmations[0], **changed),)}


def test_a_good_assertion_says_who_has_come():
    found = identity(ELM, GOOD, ASKED, NOW)
    assert (found.issuer, found.identifier) == ("elm", "s1")
    assert (found.address, found.domain) == ("ann@hill.example", "hill.example")
    assert found.stepped_at is None


@pytest.mark.parametrize(
    ("refusal", "changed"),
    [
        (NotOurs, {"issuer": "oak"}),
        (NotOurs, {"subject_format": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"}),
        (NotOurs, {"subject_format": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"}),
        (NotOurs, {"subject": ""}),
        (NotOurs, {"subject": "s" * 256}),
        (NotOurs, {"attributes": {}}),
        (NotOurs, {"attributes": {MAIL: ("ann@hill.example", "head@hill.example")}}),
        (NotOurs, {"attributes": {MAIL: ("ann@hill.example@evil.example",)}}),
        (NotOurs, {"attributes": {MAIL: ("ann@evil.example",)}}),
        (Unanswered, {"audiences": ()}),
        (Unanswered, {"audiences": (frozenset({"others"}),)}),
        (Unanswered, {"audiences": (frozenset({"us"}), frozenset({"others"}))}),
        (Unanswered, {"since": NOW + timedelta(minutes=2)}),
        (Unanswered, {"until": NOW - timedelta(minutes=1)}),
        (Unanswered, {"until": None}),
        (Unanswered, {"confirmations": ()}),
        (Unanswered, confirmed(answers="_r0")),
        (Unanswered, confirmed(answers="")),
        (Unanswered, confirmed(recipient="https://others.example")),
        (Unanswered, confirmed(until=NOW - timedelta(minutes=1))),
        (Unanswered, confirmed(until=None)),
    ],
)
def test_what_is_not_believed(refusal, changed):
    with pytest.raises(refusal):
        identity(ELM, replace(GOOD, **changed), ASKED, NOW)


@pytest.mark.parametrize(
    ("context", "at", "when"),
    [
        ("urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport", NOW, None),
        ("", NOW, None),
        (TWO_FACTORS, NOW - timedelta(hours=1), NOW - timedelta(hours=1)),
        (TWO_FACTORS, NOW + timedelta(days=1), NOW),
        (TWO_FACTORS, None, datetime.fromtimestamp(0, UTC)),
        ("ours", NOW, NOW),
    ],
)
def test_a_step_at_the_provider_counts_only_as_its_context_says(context, at, when):
    provider = replace(ELM, second_step_acr=("ours",))
    said = replace(GOOD, context=context, signed_in_at=at)
    assert identity(provider, said, ASKED, NOW).stepped_at == when


def test_a_subject_stands_in_the_attribute_that_the_settings_name():
    provider = replace(ELM, subject_in="id")
    assert identity(provider, GOOD, ASKED, NOW).identifier == "n1"
    with pytest.raises(Refusal):
        identity(provider, replace(GOOD, attributes={MAIL: ("ann@hill.example",)}), ASKED, NOW)


@pytest.mark.e2e
def test_where_no_provider_speaks_saml_nothing_of_it_is_loaded():
    look = (
        "import django, sys; django.setup(); import beside.server.urls, beside.accounts.views.signing_in;"
        "print([m for m in ('signxml', 'beside.accounts.saml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Against the provider.


@pytest.fixture(scope="module")
def elm(tmp_path_factory):
    folder = tmp_path_factory.mktemp("saml")
    with saml_provider(folder, f"http://testserver{BACK}") as running:
        yield running


@pytest.fixture
def known(settings, monkeypatch, elm, school):
    """The school's settings name it, and the clock is the provider's own."""
    monkeypatch.delenv("BESIDE_NOW")
    start = "BESIDE_ELM_"
    told = {"SAML_METADATA": str(elm.metadata()), "SAML_ADDRESS": MAIL, "DOMAINS": "hill.example"}
    environment = {start + name: value for name, value in told.items()}
    settings.SCHOOL_ACCOUNTS = from_environment(environment | {"BESIDE_SCHOOL_ACCOUNTS": "elm"})
    has_password(school.ann)
    return elm


def answer_of(client, account: str) -> str:
    """What a browser does: to the provider, a press there, and the words it is to bring back."""
    asked = client.get(START).url
    page = requests.get(asked, timeout=5).text
    name = re.search(r'name="asked" value="([^"]+)"', page)[1]
    page = requests.post(asked, {"asked": name, "account": account}, timeout=5).text
    return unescape(re.search(r'name="SAMLResponse" value="([^"]+)"', page)[1])


def bring(client, words: str):
    """To our page without cookies, and from there, where they are, on."""
    carried = client.__class__().post(BACK, {"SAMLResponse": words})
    assert carried.status_code == 200
    assert set(carried.cookies) <= {"csrftoken"}
    return client.post(BACK, {"SAMLResponse": words, "here": "1"})


def come(client, account: str):
    return bring(client, answer_of(client, account))


def linked(client) -> None:
    assert come(client, "s1").url == FIRST
    assert client.post(FIRST, {"proof": PASSWORD}).url == reverse("home")
    client.logout()
    act(None)


def changed(words: str, *, by) -> str:
    turned = by(etree.fromstring(base64.b64decode(words)))
    xml = turned if isinstance(turned, bytes) else etree.tostring(turned)
    return base64.b64encode(xml).decode()


@pytest.mark.e2e
@pytest.mark.django_db
def test_the_first_time_a_password_and_then_the_account_alone(client, known):
    known.has(s1=ANN)
    assert come(client, "s1").url == FIRST
    assert client.post(FIRST, {"proof": "not the password"}).status_code == 422
    assert client.post(FIRST, {"proof": PASSWORD}).url == reverse("home")
    client.logout()
    assert come(client, "s1").url == reverse("home")
    assert client.session["beside_came_by"] == "sso"
    assert "beside_step_at" not in client.session


@pytest.mark.e2e
@pytest.mark.django_db
@pytest.mark.parametrize("signed", ["assertion", "response", "both"])
def test_a_signature_of_the_assertion_or_around_it_is_enough(client, known, signed):
    known.has(s1=ANN | {"signed": signed})
    assert come(client, "s1").url == FIRST


@pytest.mark.e2e
@pytest.mark.django_db
def test_two_factors_at_the_provider_count_as_its_assertion_says(client, known):
    known.has(s1=ANN | {"context": TWO_FACTORS})
    linked(client)
    come(client, "s1")
    assert "beside_step_at" in client.session
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.e2e
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "account"),
    [
        (403, {"email": "ann@evil.example"}),
        (403, {"email": "nobody@hill.example"}),
        (403, {"issuer": "http://127.0.0.1/other"}),
        (403, {"format": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"}),
        (409, {"audience": "https://others.example"}),
        (409, {"recipient": "https://others.example"}),
        (409, {"answers": "_something_else"}),
        (409, {"minutes": -10}),
        (409, {"minutes": 10}),
    ],
)
def test_attack_an_answer_that_is_signed_but_not_for_this(client, known, status, account):
    known.has(s1=ANN | account)
    assert come(client, "s1").status_code == status
    assert client.get(FIRST).status_code == 302


@pytest.mark.e2e
@pytest.mark.django_db
def test_attack_an_answer_that_is_replayed_or_brought_by_another_browser(client, known):
    known.has(s1=ANN)
    linked(client)
    answer = answer_of(client, "s1")
    stranger = client.__class__()
    assert bring(stranger, answer).status_code == 409
    stranger.get(START)
    assert bring(stranger, answer).status_code == 409
    assert bring(client, answer).url == reverse("home")
    client.logout()
    assert bring(client, answer).status_code == 409
    client.get(START)
    assert bring(client, answer).status_code == 409
    assert not is_in(client)


DS, SAML = "{http://www.w3.org/2000/09/xmldsig#}", "{urn:oasis:names:tc:SAML:2.0:assertion}"


def without_signature(root):
    for each in root.iter(f"{DS}Signature"):
        each.getparent().remove(each)
    return root


def with_another_subject(root):
    root.find(f".//{SAML}NameID").text = "s2"
    return root


def with_another_key(root):
    """All of it as the provider would say it, signed by somebody else whose certificate is inside."""
    key, certificate = key_and_certificate()
    assertion = without_signature(root).find(f"{SAML}Assertion")
    signed = XMLSigner(c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#").sign(
        assertion, key=key, cert=certificate, reference_uri=assertion.get("ID"), id_attribute="ID"
    )
    root.replace(assertion, signed)
    return root


def _forged(root):
    """A copy of the assertion that speaks of somebody else, without the signature."""
    copy = etree.fromstring(etree.tostring(root.find(f"{SAML}Assertion")))
    without_signature(copy).set("ID", "_forged")
    return with_another_subject(copy)


def wrapped_before(root):
    root.insert(2, _forged(root))
    return root


def wrapped_after(root):
    root.append(_forged(root))
    return root


def wrapped_around(root):
    """The real one stands inside the forged one, where its signature still holds."""
    real, forged = root.find(f"{SAML}Assertion"), _forged(root)
    root.replace(real, forged)
    forged.append(real)
    return root


def wrapped_in_its_signature(root):
    """The forged one carries the real one's signature, and in it, as an object, the real one."""
    real, forged = root.find(f"{SAML}Assertion"), _forged(root)
    signature = real.find(f"{DS}Signature")
    etree.SubElement(signature, f"{DS}Object").append(
        without_signature(etree.fromstring(etree.tostring(real)))
    )
    forged.insert(1, signature)
    root.replace(real, forged)
    return root


def with_the_same_id(root):
    forged = _forged(root)
    forged.set("ID", root.find(f"{SAML}Assertion").get("ID"))
    root.insert(2, forged)
    return root


def with_a_document_type(root):
    return b"<!DOCTYPE a [<!ENTITY e 'x'>]>" + etree.tostring(root)


TURNS = [
    without_signature,
    with_another_subject,
    with_another_key,
    wrapped_before,
    wrapped_after,
    wrapped_around,
    wrapped_in_its_signature,
    with_the_same_id,
    with_a_document_type,
]
# The real assertion is still there, and nothing but it is read.
STILL_READ = wrapped_before, wrapped_after, wrapped_in_its_signature


@pytest.mark.e2e
@pytest.mark.django_db
@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.__name__)
def test_attack_what_is_not_signed_counts_for_nothing(client, known, school, turn):
    """Nobody comes in; where what was signed can still be read, it alone says who has come."""
    known.has(s1=ANN)
    come_in = bring(client, changed(answer_of(client, "s1"), by=turn))
    if turn not in STILL_READ:
        assert come_in.status_code == 409
        assert client.get(FIRST).status_code == 302
        return
    assert client.post(FIRST, {"proof": PASSWORD}).url == reverse("home")
    act(school.ann)
    assert SchoolAccount.objects.get().identifier == "s1"


@pytest.mark.e2e
@pytest.mark.django_db
def test_attack_a_comment_cuts_no_address_in_two(client, known):
    known.has(s1={"email": "gwen@hill.example<!---->.evil.example"})
    assert come(client, "s1").status_code == 403


@pytest.mark.e2e
@pytest.mark.django_db
@pytest.mark.parametrize("words", ["", "no base64!", "bm8geG1s", "PGEvPg==", "A" * 300_000])
def test_nonsense_is_refused_in_words(client, known, words):
    client.get(START)
    assert client.post(BACK, {"SAMLResponse": words, "here": "1"}).status_code == 409
    assert client.get(BACK).status_code == 405
