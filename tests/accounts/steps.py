"""A second step as a person shows it: figures as RFC 6238 has them, written here a second time."""

import base64
import hmac
import re
import time

SECRET = re.compile(r'<code id="secret">([A-Z2-7 ]+)</code>')
CODES = re.compile(r"<li><code>(\d+)</code></li>")
PERIOD = 30


def figures(secret: str, later: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    counter = int(time.time()) // PERIOD + later
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def secret_on(page: str) -> str:
    """The secret that a page tells an app."""
    return SECRET.search(page)[1].replace(" ", "")


def codes_on(page: str) -> list[str]:
    """The recovery codes that a page shows."""
    return CODES.findall(page)
