"""Browsers with which somebody has signed in before.

A stranger who guesses at a name uses up what strangers have; who has signed in with this browser
before has tries of their own. The cookie is signed and says nothing but marks: a number of the
browser's own, and for each account a digest that ends with its password.
"""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

COOKIE = "beside_device"
SALT = "beside.device"
KEPT = 180 * 24 * 60 * 60
AT_MOST = 30


@dataclass(frozen=True)
class Device:
    """A browser: its number, who signed in with it first, and the marks of all who did."""

    number: str = ""
    first: str = ""
    marks: tuple[str, ...] = ()

    def has_seen(self, account) -> bool:
        """Whether this account has signed in here, with the password it has now."""
        return account is not None and _mark(account) in self.marks

    def has_typed(self, name: str) -> bool:
        """Whether somebody has signed in here under this name."""
        return typed_mark(name) in self.marks


def read(request) -> Device:
    """The browser of a request; an empty one where it is new, or its cookie is not ours."""
    return read_cookie(request.COOKIES.get(COOKIE, ""))


def read_cookie(value: str) -> Device:
    """The browser that a cookie names."""
    try:
        said = signing.loads(value, salt=SALT, max_age=KEPT)
        return Device(said["n"], said["f"], tuple(said["m"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return Device()


def write(request, response, account, typed: str = "") -> None:
    """Let this browser be known as one with which this account has signed in."""
    before = read(request)
    new = [_mark(account), *([typed_mark(typed)] if typed else [])]
    marks = [*new, *(mark for mark in before.marks if mark not in new)][:AT_MOST]
    said = {"n": before.number or secrets.token_hex(12), "f": before.first or new[0], "m": marks}
    response.set_cookie(
        COOKIE,
        signing.dumps(said, salt=SALT),
        max_age=KEPT,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def typed_mark(name: str) -> str:
    """What is kept of a name as it was typed."""
    return _digest("name", name.strip().casefold())


def _mark(account) -> str:
    return _digest("account", f"{account.pk} {account.password}")


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"{SALT}.{kind}", text, algorithm="sha256").hexdigest()[:16]
