"""Settings as somebody writes them: blanks do not matter, and what is wrong is said in words."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """What a setting says; one that is empty is one that is not there."""
    return os.environ.get(name, "").strip() or default


def names(name: str, default: str = "") -> list[str]:
    """A list with commas between, whatever blanks stand beside them."""
    return [each.strip() for each in text(name, default).split(",") if each.strip()]


def flag(name: str, default: bool = False) -> bool:
    """A yes-or-no setting; anything but true and false is refused by name."""
    value = text(name, str(default)).lower()
    if value not in ("true", "false"):
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return value == "true"


def port(name: str, default: int) -> int:
    """The number of a port."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise ImproperlyConfigured(
            f"{name} must be a number from 1 to 65535, such as {default}, not {value!r}."
        )
    return int(value)


def minutes(name: str, default: int) -> int:
    """Whole minutes, from one to a day."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 24 * 60:
        raise ImproperlyConfigured(f"{name} must be whole minutes from 1 to 1440, not {value!r}.")
    return int(value)


def time_zone(name: str, default: str) -> str:
    """The name of a time zone with its summer time, such as Europe/London."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ImproperlyConfigured(
            f"{name} must name a time zone by its place, such as Europe/London, not {value!r}."
        ) from None
    return value


def origins(name: str) -> list[str]:
    """Whole addresses, such as https://beside.school.example."""
    found = [each.rstrip("/") for each in names(name)]
    for each in found:
        parts = urlsplit(each)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
            raise ImproperlyConfigured(
                f"{name} takes whole addresses, such as https://beside.example.org, not {each!r}."
            )
    return found


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Addresses of the net, single ones or ranges such as 10.0.0.0/8."""
    return [_network(name, each) for each in names(name)]


def _network(name: str, value: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(value, strict=False)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} takes addresses such as 192.0.2.7 or ranges such as 10.0.0.0/8, not {value!r}."
        ) from None


def check() -> None:
    """Read each setting that could be wrong, so that it is said before anything is started."""
    networks("BESIDE_PROXIES")
    networks("BESIDE_SCHOOL_ADDRESSES")
    origins("BESIDE_ORIGINS")
    time_zone("BESIDE_TIME_ZONE", "Europe/London")
    port("BESIDE_MAIL_PORT", 25)
    for name in ("BESIDE_HTTPS", "BESIDE_MAIL_TLS", "BESIDE_KEEP_CONNECTIONS"):
        flag(name)
