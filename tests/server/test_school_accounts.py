"""Which providers the environment names, and what is said of a wrong value."""

import pytest
from django.core.exceptions import ImproperlyConfigured

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
