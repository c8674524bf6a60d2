"""A second step as a person shows it, worked out from what the page says."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

SECRET = re.compile(r'<code id="secret">([A-Z2-7 ]+)</code>')
CODES = re.compile(r"<li><code>(\d+)</code></li>")
PERIOD = 30


def figures(secret: str, later: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + later))


def secret_on(page: str) -> str:
    """The secret that a page tells an app."""
    return SECRET.search(page)[1].replace(" ", "")


def codes_on(page: str) -> list[str]:
    """The recovery codes that a page shows."""
    return CODES.findall(page)
