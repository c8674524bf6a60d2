"""Which providers the environment names, and what is said of a wrong value."""

import importlib.util

import pytest
from django.core.exceptions import ImproperlyConfigured

from beside.server import saml_metadata
from beside.server.school_accounts import from_environment

WILLOW = {
    "BESIDE_SCHOOL_ACCOUNTS": "willow",
    "BESIDE_WILLOW_ISSUER": "https://id.willow.example",
    "BESIDE_WILLOW_CLIENT_ID": "beside",
    "BESIDE_WILLOW_CLIENT_SECRET": "secret",
    "BESIDE_WILLOW_DOMAINS": "Willow.example, pupils.willow.example",
}
TENANT = "01234567-89ab-cdef-0123-456789abcdef"


def named(key: str, **more: str) -> dict[str, str]:
    """The same settings for another key."""
    turned = {name.replace("WILLOW", key.upper()): value for name, value in WILLOW.items()}
    return turned | {"BESIDE_SCHOOL_ACCOUNTS": key} | more


def test_without_the_setting_there_is_none():
    assert from_environment({}) == []
    assert from_environment({"BESIDE_SCHOOL_ACCOUNTS": " , "}) == []


def test_a_provider_of_ones_own():
    (found,) = from_environment(WILLOW)
    assert found == {
        "key": "willow",
        "name": "Willow",
        "issuer": "https://id.willow.example",
        "client_id": "beside",
        "client_secret": "secret",
        "domains": ("willow.example", "pupils.willow.example"),
        "second_step_acr": (),
    }


def test_google_and_microsoft_know_their_issuers():
    (google,) = from_environment(named("google"))
    assert (google["name"], google["issuer"]) == ("Google", "https://accounts.google.com")
    (microsoft,) = from_environment(named("microsoft", BESIDE_MICROSOFT_TENANT=TENANT))
    assert microsoft["issuer"] == f"https://login.microsoftonline.com/{TENANT}/v2.0"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"BESIDE_SCHOOL_ACCOUNTS": "Willow"}, "small letters"),
        ({"BESIDE_SCHOOL_ACCOUNTS": "first"}, "small letters"),
        ({"BESIDE_SCHOOL_ACCOUNTS": "willow,willow"}, "twice"),
        ({"BESIDE_WILLOW_ISSUER": ""}, "BESIDE_WILLOW_ISSUER must be an address with https"),
        ({"BESIDE_WILLOW_ISSUER": "http://id.willow.example"}, "with https"),
        ({"BESIDE_WILLOW_ISSUER": "https://id.willow.example/?a=b"}, "plain address"),
        ({"BESIDE_WILLOW_CLIENT_ID": " "}, "BESIDE_WILLOW_CLIENT_ID is missing"),
        ({"BESIDE_WILLOW_CLIENT_SECRET": ""}, "BESIDE_WILLOW_CLIENT_SECRET is missing"),
        ({"BESIDE_WILLOW_DOMAINS": ""}, "BESIDE_WILLOW_DOMAINS is missing"),
        ({"BESIDE_WILLOW_DOMAINS": "@willow.example"}, "must be domains"),
        ({"BESIDE_WILLOW_DOMAINS": "*.willow.example"}, "must be domains"),
        ({"BESIDE_WILLOW_DOMAINS": "gmail.com"}, "anybody can have an address"),
    ],
)
def test_a_wrong_value_is_refused_in_words(changed, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        from_environment(WILLOW | changed)


@pytest.mark.parametrize("tenant", ["", "common", "organizations", "consumers", "willow.example"])
def test_a_microsoft_that_would_let_in_other_schools_is_refused(tenant):
    with pytest.raises(ImproperlyConfigured, match="would let in other schools"):
        from_environment(named("microsoft", BESIDE_MICROSOFT_TENANT=tenant))


def test_two_keys_of_one_issuer_are_refused():
    two = WILLOW | named("other") | {"BESIDE_SCHOOL_ACCOUNTS": "willow,other"}
    with pytest.raises(ImproperlyConfigured, match="same issuer"):
        from_environment(two)


CERTIFICATE = "<X509Data><X509Certificate>\n AAAA\n BBBB </X509Certificate></X509Data>"
SIGNS = f'<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">{CERTIFICATE}</KeyInfo></KeyDescriptor>'
ASKS = '<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://elm.example/in?a=b"/>'
METADATA = (
    '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://elm.example">'
    f"<IDPSSODescriptor>{SIGNS}{ASKS}</IDPSSODescriptor></EntityDescriptor>"
)


def by_saml(tmp_path, text: str, **more: str) -> dict[str, str]:
    file = tmp_path / "elm.xml"
    file.write_text(text)
    told = {"BESIDE_ELM_SAML_METADATA": str(file), "BESIDE_ELM_SAML_ADDRESS": "mail"}
    return told | {"BESIDE_SCHOOL_ACCOUNTS": "elm", "BESIDE_ELM_DOMAINS": "elm.example"} | more


def test_a_provider_that_speaks_saml_says_of_itself_who_it_is(tmp_path):
    (found,) = from_environment(by_saml(tmp_path, METADATA))
    assert found == {
        "key": "elm",
        "name": "Elm",
        "issuer": "https://elm.example",
        "sign_in_at": "https://elm.example/in?a=b",
        "certificates": ("AAAABBBB",),
        "domains": ("elm.example",),
        "address_in": "mail",
        "subject_in": "",
        "second_step_acr": (),
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a provider’s metadata"),
        ("<!DOCTYPE a>" + METADATA, "not a provider’s metadata"),
        (f"<EntitiesDescriptor>{METADATA}</EntitiesDescriptor>", "does not describe one provider"),
        (METADATA.replace("IDPSSO", "SPSSO"), "does not describe one provider"),
        (METADATA.replace(' entityID="https://elm.example"', ""), "does not describe one provider"),
        (METADATA.replace("HTTP-Redirect", "HTTP-POST"), "asked by redirect"),
        (METADATA.replace("https://elm.example/in", "http://elm.example/in"), "with https"),
        (METADATA.replace(' use="signing"', ' use="encryption"'), "no certificate that signs"),
    ],
)
def test_metadata_that_does_not_do_is_refused_in_words(tmp_path, text, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        from_environment(by_saml(tmp_path, text))


def test_saml_needs_the_attribute_of_the_address(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="BESIDE_ELM_SAML_ADDRESS is missing"):
        from_environment(by_saml(tmp_path, METADATA, BESIDE_ELM_SAML_ADDRESS=" "))


def test_saml_without_what_it_needs_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(saml_metadata, "NEEDED", ("no_such_package_of_anybody",))
    assert importlib.util.find_spec("signxml")
    with pytest.raises(ImproperlyConfigured, match="pip install 'beside\\[saml\\]'"):
        from_environment(by_saml(tmp_path, METADATA))


def test_a_metadata_file_that_is_not_there_is_named():
    told = {"BESIDE_SCHOOL_ACCOUNTS": "elm", "BESIDE_ELM_SAML_METADATA": "/no/such/elm.xml"}
    with pytest.raises(ImproperlyConfigured, match="/no/such/elm.xml cannot be read"):
        from_environment(told)
