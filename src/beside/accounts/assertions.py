"""What is believed of a provider that speaks SAML, and what is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from beside.accounts.rules import Identity, NotOurs, Unanswered

PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
# The one word for two factors that means the same at every provider: refeds.org/profile/mfa.
TWO_FACTORS = "https://refeds.org/profile/mfa"
# How far the clocks of a provider and of Beside may differ.
SKEW = timedelta(minutes=1)
LONGEST = 255


@dataclass(frozen=True)
class SamlProvider:
    """A provider whose metadata a school gave: who it is, where it asks, what it signs with."""

    key: str
    name: str
    issuer: str
    sign_in_at: str
    certificates: tuple[str, ...]
    domains: tuple[str, ...]
    address_in: str
    subject_in: str = ""
    second_step_acr: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What this browser asked: the request’s own name, who asked, and where the answer goes."""

    name: str
    by: str
    back_to: str


@dataclass(frozen=True)
class Confirmation:
    """For whom an assertion is: the request it answers, the address it goes to, and until when."""

    answers: str
    recipient: str
    until: datetime | None


@dataclass(frozen=True)
class Said:
    """What a signed assertion says, and nothing that stood beside it."""

    issuer: str
    subject: str
    subject_format: str
    audiences: tuple[frozenset[str], ...]
    since: datetime | None
    until: datetime | None
    confirmations: tuple[Confirmation, ...]
    attributes: Mapping[str, tuple[str, ...]]
    context: str = ""
    signed_in_at: datetime | None = None


def identity(provider: SamlProvider, said: Said, asked: Asked, now: datetime) -> Identity:
    """Who has come, if the assertion answers what was asked here, now, of this provider."""
    if said.issuer != provider.issuer:
        raise NotOurs("This answer is not from the provider that your school chose.")
    if not _is_for(asked, said, now):
        raise Unanswered("That did not work. Start again from the page where you sign in.")
    address = _address(provider, said)
    domain = address.rpartition("@")[2]
    if domain not in provider.domains:
        raise NotOurs("This is not an account of your school. Choose the school’s account.")
    subject = _subject(provider, said)
    return Identity(said.issuer, subject, address, domain, _stepped_at(provider, said, now))


def _is_for(asked: Asked, said: Said, now: datetime) -> bool:
    """Whether it is for us alone, valid now, and the answer to this browser’s own request."""
    for_us = said.audiences and all(asked.by in each for each in said.audiences)
    return bool(
        for_us
        and (said.since is None or said.since <= now + SKEW)
        and _is_before(now, said.until)
        and any(_confirms(each, asked, now) for each in said.confirmations)
    )


def _confirms(given: Confirmation, asked: Asked, now: datetime) -> bool:
    return (
        given.answers == asked.name
        and given.recipient == asked.back_to
        and _is_before(now, given.until)
    )


def _is_before(now: datetime, until: datetime | None) -> bool:
    return until is not None and now < until + SKEW


def _address(provider: SamlProvider, said: Said) -> str:
    """The one address in the attribute that the settings name."""
    found = said.attributes.get(provider.address_in, ())
    address = found[0].strip().lower() if len(found) == 1 else ""
    if address.count("@") != 1:
        raise NotOurs("Your provider does not say which e-mail address is yours.")
    return address


def _subject(provider: SamlProvider, said: Said) -> str:
    """What a provider calls one person for ever; neither an address nor a passing name is that."""
    if provider.subject_in:
        found = said.attributes.get(provider.subject_in, ())
        subject = found[0].strip() if len(found) == 1 else ""
    else:
        subject = said.subject if said.subject_format == PERSISTENT else ""
    if not 0 < len(subject) <= LONGEST:
        raise NotOurs("Your provider does not say who you are by a name that stays yours.")
    return subject


def _stepped_at(provider: SamlProvider, said: Said, now: datetime) -> datetime | None:
    """When a second step was shown to the provider; only if the assertion says that one was."""
    if said.context not in (TWO_FACTORS, *provider.second_step_acr):
        return None
    return min(said.signed_in_at or datetime.fromtimestamp(0, UTC), now)
