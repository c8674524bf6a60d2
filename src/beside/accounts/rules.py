"""What is believed of a provider's token, and what is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from beside.access.refusals import Refusal

GOOGLE = "https://accounts.google.com"
MICROSOFT = "https://login.microsoftonline.com/"


@dataclass(frozen=True)
class Provider:
    """An issuer that a school trusts: what to call it, and which domains' accounts it may bring."""

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...]
    second_step_acr: tuple[str, ...] = ()


@dataclass(frozen=True)
class Identity:
    """Who an issuer says has come: never more than its token says."""

    issuer: str
    identifier: str
    address: str
    domain: str
    stepped_at: datetime | None = None


class NotOurs(Refusal):
    pass


class Unanswered(Refusal):
    """No answer of the provider to what this browser asked."""


class Unreachable(Refusal):
    """The provider does not answer at all."""


def identity(provider: Provider, claims: Mapping[str, Any], now: datetime) -> Identity:
    """Who has come, if the token is of this issuer, with a verified address of a domain of ours."""
    issuer, identifier = claims.get("iss"), claims.get("sub")
    if issuer != provider.issuer or not isinstance(identifier, str) or not identifier:
        raise NotOurs("This answer is not from the provider that your school chose.")
    address = str(claims.get("email") or "").strip().lower()
    if address.count("@") != 1 or not _is_verified(provider, claims):
        raise NotOurs("Your provider does not say that it has checked your e-mail address.")
    domain = _domain(provider, claims, address)
    if domain not in provider.domains:
        raise NotOurs("This is not an account of your school. Choose the school’s account.")
    return Identity(issuer, identifier, address, domain, _stepped_at(provider, claims, now))


def _is_verified(provider: Provider, claims: Mapping[str, Any]) -> bool:
    """Microsoft says so in another word: that the domain's owner was verified."""
    words = [claims.get("email_verified")]
    if provider.issuer.startswith(MICROSOFT):
        words.append(claims.get("xms_edov"))
    return any(word is True or str(word).lower() in ("true", "1") for word in words)


def _domain(provider: Provider, claims: Mapping[str, Any], address: str) -> str:
    """The domain of an address; Google names the school's, and of a private account none."""
    of_address = address.rpartition("@")[2]
    if provider.issuer != GOOGLE:
        return of_address
    return of_address if str(claims.get("hd") or "").lower() in provider.domains else ""


def _stepped_at(provider: Provider, claims: Mapping[str, Any], now: datetime) -> datetime | None:
    """When a second step was shown to the provider; only if its token says that one was."""
    methods = claims.get("amr")
    said = isinstance(methods, list) and "mfa" in methods
    if not said and claims.get("acr") not in provider.second_step_acr:
        return None
    when = claims.get("auth_time")
    if isinstance(when, (int, float)) and when > 0:
        return min(datetime.fromtimestamp(when, UTC), now)
    return datetime.fromtimestamp(0, UTC)
