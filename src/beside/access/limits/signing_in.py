"""How often somebody may try a password, and who comes first when many try at once.

Ten wrong ones in a quarter of an hour at one account: for strangers together, for each address of
the school, and for each browser with which this account has signed in. So a stranger who guesses
all day long keeps nobody out who sits at their own browser or at school. Over the limit nothing is
hashed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from beside.access.limits import addresses, devices, ledger
from beside.access.limits.ledger import Limit, Try

QUARTER = 15 * 60
ACCOUNT = Limit("sign-in.account", most=10, seconds=QUARTER)
# Under a name as it was typed: what is over is refused before the account is looked for.
OVER = Limit("sign-in.over", most=1, seconds=60)
ADDRESS = Limit("sign-in.address", most=300, seconds=600)
SCHOOL_ADDRESS = Limit("sign-in.school", most=3000, seconds=600)
LATEST = 1000


@dataclass(frozen=True)
class Source:
    """Where a try comes from: a browser known to the account, the school, or anywhere."""

    whose: str
    is_device: bool
    is_school: bool
    address: str

    @property
    def crowd(self) -> Limit:
        return SCHOOL_ADDRESS if self.is_school else ADDRESS


def source(request, *, is_device: bool, device: devices.Device) -> Source:
    """Where this request comes from, for an account that this browser knows or does not."""
    here = addresses.key(request)
    if is_device:
        return Source(f"device {device.number}", True, False, here)
    if addresses.is_known(request):
        return Source(f"address {here}", False, True, here)
    return Source("anywhere", False, False, here)


@dataclass(frozen=True)
class Judged:
    """What is known of a try before anything is opened for it."""

    is_over: bool
    is_device: bool
    place: int


def judge(request, name: str) -> Judged:
    """Whether a name was used up a moment ago, and who comes first in the queue of browsers that
    nobody knows: the school, then who has not been wrong, then by how often somebody was."""
    device, here = devices.read(request), addresses.key(request)
    if device.has_typed(name):
        over = ledger.is_spent(OVER, _typed(name, f"device {device.number}"))
        return Judged(over, True, 0)
    voices, anywhere, at_school, wrong, at_school_wrong = ledger.counts(
        (addresses.VOICE, here),
        (OVER, _typed(name, "anywhere")),
        (OVER, _typed(name, f"address {here}")),
        (ADDRESS, here),
        (SCHOOL_ADDRESS, here),
    )
    if addresses.is_named(request) or voices >= addresses.VOICES:
        return Judged(bool(at_school) or at_school_wrong >= SCHOOL_ADDRESS.most, False, 0)
    place = 1 + min(wrong, LATEST)
    return Judged(bool(anywhere) or wrong >= ADDRESS.most, False, place)


def begin(request, accounts: Sequence[Any], name: str) -> list[Try] | None:
    """Count a try at the accounts that a name may mean; None where it is one too many."""
    device = devices.read(request)
    known = any(map(device.has_seen, accounts))
    where = source(request, is_device=known, device=device)
    whose = [str(each.pk) for each in accounts] or [f"nobody {devices.typed_mark(name)}"]
    wanted = [(ACCOUNT, f"{each} {where.whose}") for each in whose]
    if not where.is_device:
        wanted.append((where.crowd, where.address))
    taken = ledger.take_all(wanted)
    if taken is None:
        ledger.take(OVER, _typed(name, _whose_by_name(device, name, where)))
    return taken


def _whose_by_name(device: devices.Device, name: str, where: Source) -> str:
    """The same source as it is judged by the typed name, before the account is known."""
    if device.has_typed(name):
        return f"device {device.number}"
    return where.whose if not where.is_device else "anywhere"


def _typed(name: str, whose: str) -> str:
    return f"{devices.typed_mark(name)} {whose}"
