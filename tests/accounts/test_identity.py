"""What is believed of a token: the issuer, the domain, a checked address, and when a step was shown."""

from datetime import UTC, datetime, timedelta

import pytest

from beside.accounts.rules import GOOGLE, NotOurs, Provider, identity

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
AN_HOUR_AGO = NOW - timedelta(hours=1)
MICROSOFT = "https://login.microsoftonline.com/01234567-89ab-cdef-0123-456789abcdef/v2.0"
CLAIMS = {"sub": "s1", "email": "Ann@Hill.example"}


def provider(issuer: str, **more) -> Provider:
    return Provider("a", "A", issuer, "id", "secret", ("hill.example",), **more)


def told(issuer: str, **claims):
    return identity(provider(issuer), CLAIMS | {"iss": issuer} | claims, NOW)


@pytest.mark.parametrize(
    ("issuer", "claims"),
    [
        ("https://id.example", {"email_verified": True}),
        ("https://id.example", {"email_verified": "true"}),
        (GOOGLE, {"email_verified": True, "hd": "hill.example"}),
        (MICROSOFT, {"xms_edov": True}),
        (MICROSOFT, {"xms_edov": "1"}),
    ],
)
def test_the_shapes_that_are_believed(issuer, claims):
    found = told(issuer, **claims)
    assert (found.issuer, found.identifier) == (issuer, "s1")
    assert (found.address, found.domain) == ("ann@hill.example", "hill.example")
    assert found.stepped_at is None


@pytest.mark.parametrize(
    ("issuer", "claims"),
    [
        ("https://id.example", {}),
        ("https://id.example", {"email_verified": False}),
        ("https://id.example", {"email_verified": "yes"}),
        ("https://id.example", {"xms_edov": True}),
        ("https://id.example", {"email_verified": True, "iss": "https://other.example"}),
        ("https://id.example", {"email_verified": True, "sub": ""}),
        ("https://id.example", {"email_verified": True, "sub": None}),
        ("https://id.example", {"email_verified": True, "email": None}),
        ("https://id.example", {"email_verified": True, "email": "ann@hill.example@x.example"}),
        ("https://id.example", {"email_verified": True, "email": "ann@x.hill.example"}),
        (GOOGLE, {"email_verified": True}),
        (GOOGLE, {"email_verified": True, "hd": "other.example"}),
        (GOOGLE, {"email_verified": True, "hd": "hill.example", "email": "ann@gmail.com"}),
        (MICROSOFT, {"xms_edov": "0"}),
    ],
)
def test_the_shapes_that_are_not(issuer, claims):
    with pytest.raises(NotOurs):
        told(issuer, **claims)


@pytest.mark.parametrize(
    ("claims", "when"),
    [
        ({}, None),
        ({"amr": ["pwd"]}, None),
        ({"amr": ["otp", "hwk"]}, None),
        ({"amr": "mfa"}, None),
        ({"amr": ["pwd", "mfa"], "auth_time": AN_HOUR_AGO.timestamp()}, AN_HOUR_AGO),
        ({"amr": ["mfa"], "auth_time": (NOW + timedelta(days=1)).timestamp()}, NOW),
        ({"amr": ["mfa"]}, datetime.fromtimestamp(0, UTC)),
        ({"acr": "high"}, datetime.fromtimestamp(0, UTC)),
        ({"acr": "low"}, None),
    ],
)
def test_a_step_at_the_provider_counts_only_as_its_token_says(claims, when):
    of = provider("https://id.example", second_step_acr=("high",))
    given = CLAIMS | {"iss": of.issuer, "email_verified": True} | claims
    assert identity(of, given, NOW).stepped_at == when
