"""The providers that settings name, and in which language each of them is spoken to."""

from importlib import import_module

from django.conf import settings

from beside.accounts.assertions import SamlProvider
from beside.accounts.rules import Provider


def providers() -> list[Provider | SamlProvider]:
    """Those by which one can sign in here, in the order of the settings."""
    return [
        SamlProvider(**fields) if "certificates" in fields else Provider(**fields)
        for fields in settings.SCHOOL_ACCOUNTS
    ]


def find(key: str) -> Provider | SamlProvider | None:
    """The provider with this key."""
    return next((each for each in providers() if each.key == key), None)


def called(issuer: str) -> str:
    """What a provider is called, also one that the settings no longer name."""
    return next((each.name for each in providers() if each.issuer == issuer), issuer)


def speaks_saml(provider: Provider | SamlProvider) -> bool:
    """Whether its answers come by SAML."""
    return isinstance(provider, SamlProvider)


def conversation(provider: Provider | SamlProvider):
    """The module that speaks to it; the one for SAML is loaded where it is needed alone."""
    name = "saml" if speaks_saml(provider) else "oidc"
    return import_module(f"beside.accounts.{name}")
