"""Which providers of school accounts the environment names; a wrong value is refused in words."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from beside.server import saml_metadata

LIST = "BESIDE_SCHOOL_ACCOUNTS"
GOOGLE = "https://accounts.google.com"
MICROSOFT = "https://login.microsoftonline.com/{}/v2.0"
KEY = re.compile(r"[a-z][a-z0-9-]{0,30}")
DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}")
TENANT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAMES = {"google": "Google", "microsoft": "Microsoft"}
# Anybody can have an address there.
PUBLIC = {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "icloud.com"}


def from_environment(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """The providers in the order in which the list names them."""
    keys = [key.strip() for key in environment.get(LIST, "").split(",") if key.strip()]
    if len(set(keys)) < len(keys):
        raise ImproperlyConfigured(f"{LIST} names a provider twice.")
    found = [_provider(key, environment) for key in keys]
    if len({each["issuer"] for each in found}) < len(found):
        raise ImproperlyConfigured(f"{LIST} names two providers with the same issuer.")
    return found


def _provider(key: str, environment: Mapping[str, str]) -> dict[str, Any]:
    if not KEY.fullmatch(key) or key == "first":
        raise ImproperlyConfigured(
            f"{LIST} must be small letters, figures and hyphens, with commas between, not {key!r}."
        )
    start = f"BESIDE_{key.upper().replace('-', '_')}_"

    def said(name: str, default: str = "") -> str:
        return environment.get(start + name, default).strip()

    speaks = _by_saml if said("SAML_METADATA") else _by_openid_connect
    return speaks(key, start, said) | {
        "key": key,
        "name": said("NAME") or NAMES.get(key, key.capitalize()),
        "domains": _domains(start + "DOMAINS", said("DOMAINS")),
        "second_step_acr": tuple(filter(None, map(str.strip, said("SECOND_STEP_ACR").split(",")))),
    }


def _by_openid_connect(key: str, start: str, said) -> dict[str, Any]:
    return {
        "issuer": _issuer(key, start, said),
        "client_id": _needed(start + "CLIENT_ID", said("CLIENT_ID")),
        "client_secret": _needed(start + "CLIENT_SECRET", said("CLIENT_SECRET")),
    }


def _by_saml(key: str, start: str, said) -> dict[str, Any]:
    """The address of a person stands in an attribute that nobody but the school writes."""
    found = saml_metadata.read(start + "SAML_METADATA", said("SAML_METADATA"))
    _address(start + "SAML_METADATA", found["sign_in_at"], query=True)
    address_in = said("SAML_ADDRESS")
    if not address_in:
        raise ImproperlyConfigured(
            f"{start}SAML_ADDRESS is missing: the attribute in which your school’s directory, and "
            "not its people, writes their e-mail address."
        )
    return found | {"address_in": address_in, "subject_in": said("SAML_SUBJECT")}


def _needed(name: str, value: str) -> str:
    if not value:
        raise ImproperlyConfigured(f"{name} is missing: the provider gave it to your school.")
    return value


def _issuer(key: str, start: str, said) -> str:
    if key == "google":
        return GOOGLE
    if key == "microsoft":
        tenant = said("TENANT").lower()
        if not TENANT.fullmatch(tenant):
            raise ImproperlyConfigured(
                f"{start}TENANT must be the id of your school’s directory, such as "
                f"01234567-89ab-cdef-0123-456789abcdef, not {tenant!r}: common and organizations "
                "would let in other schools."
            )
        return MICROSOFT.format(tenant)
    return _address(start + "ISSUER", said("ISSUER"))


def _address(name: str, value: str, *, query: bool = False) -> str:
    parts = urlsplit(value)
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme != "https" and not (here and parts.scheme == "http"):
        raise ImproperlyConfigured(f"{name} must be an address with https, not {value!r}.")
    if not parts.hostname or (parts.query and not query) or parts.fragment:
        raise ImproperlyConfigured(f"{name} must be a plain address, not {value!r}.")
    return value


def _domains(name: str, value: str) -> tuple[str, ...]:
    domains = tuple(each.strip().lower() for each in value.split(",") if each.strip())
    if not domains:
        raise ImproperlyConfigured(f"{name} is missing: the domains of your school’s addresses.")
    for domain in domains:
        if not DOMAIN.fullmatch(domain):
            raise ImproperlyConfigured(
                f"{name} must be domains such as school.example, with commas between, "
                f"not {domain!r}."
            )
        if domain in PUBLIC:
            raise ImproperlyConfigured(f"{name}: anybody can have an address at {domain}.")
    return domains
