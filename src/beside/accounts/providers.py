"""The providers that settings name, and the conversation with each of them."""

from functools import cache

from authlib.integrations.django_client import OAuth
from django.conf import settings

from beside.accounts.rules import Provider

SECONDS = 5


def providers() -> list[Provider]:
    """Those by which one can sign in here, in the order of the settings."""
    return [Provider(**fields) for fields in settings.SCHOOL_ACCOUNTS]


def find(key: str) -> Provider | None:
    """The provider with this key."""
    return next((each for each in providers() if each.key == key), None)


def called(issuer: str) -> str:
    """What a provider is called, also one that the settings no longer name."""
    return next((each.name for each in providers() if each.issuer == issuer), issuer)


@cache
def client(provider: Provider):
    """Who speaks to the provider: code with PKCE, state, nonce, and a signed token."""
    return OAuth().register(
        provider.key,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "timeout": SECONDS,
            "default_timeout": SECONDS,
        },
    )
