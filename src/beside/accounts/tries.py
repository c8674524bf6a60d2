"""How often somebody may get a second step, a password or a first link wrong: by person."""

import uuid

from beside.access.limits import ledger
from beside.access.limits.ledger import Limit

AT_MOST, SECONDS = 10, 600


def used_up(person: uuid.UUID, what: str) -> bool:
    """Count a try before it is looked at; whether this person had none left."""
    return ledger.take(_limit(what), str(person)) is None


def right(person: uuid.UUID, what: str) -> None:
    """It was right: what was wrong before counts no more."""
    ledger.forget(_limit(what), str(person))


def _limit(what: str) -> Limit:
    return Limit(f"person.{what}", most=AT_MOST, seconds=SECONDS)
