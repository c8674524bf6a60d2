"""Using up what an address has of wrong codes, without typing six hundred."""

from django.test import RequestFactory

from beside.access.limits import addresses, guesses, ledger
from beside.access.limits.ledger import Limit

SPENT = """
INSERT INTO access_tally (key, n, until) VALUES (%s, %s, now() + interval '10 minutes')
ON CONFLICT (key) DO UPDATE SET n = excluded.n, until = excluded.until
"""


def spend(limit: Limit, key: str, *, left: int = 0) -> None:
    """Let a limit be used up for a key, but for so many tries."""
    ledger._line.run(SPENT, (limit.row(key), limit.most - left))


def use_up(what: str, address: str = "127.0.0.1", *, left: int = 0) -> None:
    """Let so many wrong codes of a kind be left for an address."""
    request = RequestFactory(REMOTE_ADDR=address).get("/")
    spend(guesses.by_address(what), addresses.key(request), left=left)
