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


def seen_by_name(request, name: str) -> Source:
    """The source, before the account behind a name was looked for."""
    device = devices.read(request)
    return source(request, is_device=device.has_typed(name), device=device)


def is_over(name: str, where: Source) -> bool:
    """Whether this name was used up from there a moment ago."""
    over, crowd = ledger.counts((OVER, _typed(name, where)), (where.crowd, where.address))
    return bool(over) or (not where.is_device and crowd >= where.crowd.most)


def place_in_queue(where: Source) -> int:
    """Who comes first when browsers that nobody knows wait for the processor: the lowest does.

    The school, then who has not been wrong, then by how often there was somebody wrong.
    """
    if where.is_school:
        return 0
    return 1 + min(ledger.counts((ADDRESS, where.address))[0], LATEST)


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
        ledger.take(OVER, _typed(name, seen_by_name(request, name)))
    return taken


def _typed(name: str, where: Source) -> str:
    return f"{devices.typed_mark(name)} {where.whose}"
