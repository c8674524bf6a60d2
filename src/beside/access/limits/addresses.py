"""Where a request comes from, and whether people of the school sign in from there."""

from ipaddress import ip_address

from django.conf import settings

from beside.access.limits import ledger
from beside.access.limits.ledger import Limit

DAYS_30 = 30 * 24 * 60 * 60
# An address is the school's once three people signed in there; nobody's word counts for more than
# five addresses, so that one account does not open a thousand.
VOICES = 3
PAIR = Limit("address.pair", most=1, seconds=DAYS_30)
WORD = Limit("address.word", most=5, seconds=DAYS_30)
VOICE = Limit("address.voices", most=VOICES, seconds=DAYS_30)


def client(request) -> str:
    """The address of a browser: behind a proxy that the settings name, what that proxy says.

    Read from the right, because all that stands left of the last stranger is what a stranger wrote.
    """
    address = _plain(request.META.get("REMOTE_ADDR", ""))
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while told and _is_in(address, settings.PROXIES):
        before = _plain(told.pop())
        if not before:
            break
        address = before
    return address


def key(request) -> str:
    """What an address is counted under: one household of IPv6 has a whole /64."""
    address = client(request)
    return address if ":" not in address else ":".join(ip_address(address).exploded.split(":")[:4])


def is_named(request) -> bool:
    """Whether the settings say that this address is the school's."""
    return _is_in(client(request), settings.SCHOOL_ADDRESSES)


def is_known(request) -> bool:
    """Whether this address is the school's: by the settings, or because its people sign in here."""
    return is_named(request) or ledger.is_spent(VOICE, key(request))


def note(request, account: object) -> None:
    """Somebody has signed in from here."""
    here = key(request)
    if ledger.is_spent(VOICE, here) or not ledger.once(PAIR, f"{account} {here}"):
        return
    if ledger.take(WORD, str(account)):
        ledger.take(VOICE, here)


def _is_in(address: str, networks) -> bool:
    return bool(address) and any(ip_address(address) in network for network in networks)


def _plain(text: str) -> str:
    """An address as one writes it, or nothing where it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return ""
    return str(getattr(found, "ipv4_mapped", None) or found)
