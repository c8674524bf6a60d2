"""What somebody said before: apps above say here how to know of it, and what a key does to it."""

import uuid
from dataclasses import dataclass
from typing import Protocol

from beside.access.actor import Actor
from beside.access.models import Account, Arrival


class Has(Protocol):
    def __call__(self, *, person: uuid.UUID) -> bool: ...


class Turns(Protocol):
    def __call__(self, *, by: Actor, browser: str) -> None: ...


@dataclass(frozen=True)
class Keeper:
    """How an app knows of a past, joins to it what a browser put down, and takes that back."""

    has: Has
    join: Turns
    take_back: Turns


_KEEPERS: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Keep the past of a kind of record; called once by its app."""
    if keeper not in _KEEPERS:
        _KEEPERS.append(keeper)


def there_is(*, person: uuid.UUID) -> bool:
    """Whether somebody has come in before, or has said anything: then there is something to guard.

    The person themselves must be told to the database.
    """
    accounts = Account.objects.filter(pk=person, last_login__isnull=False)
    came = accounts.exists() or Arrival.objects.filter(pk=person).exists()
    return came or any(keeper.has(person=person) for keeper in _KEEPERS)


def join(*, by: Actor, browser: str) -> None:
    """Join to a person's past what they put down while it was shut."""
    for keeper in _KEEPERS:
        keeper.join(by=by, browser=browser)


def take_back(*, by: Actor, browser: str) -> None:
    """Take back what was put down or sent from a browser that was not theirs."""
    for keeper in _KEEPERS:
        keeper.take_back(by=by, browser=browser)
