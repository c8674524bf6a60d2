"""What somebody said before: apps above say here how to know of it, and what a key does to it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
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


class Asks(Protocol):
    def __call__(self, *, by: Actor, now: datetime) -> bool: ...


class Fits(Protocol):
    def __call__(self, *, by: Actor, word: str, now: datetime) -> bool: ...


@dataclass(frozen=True)
class OwnWord:
    """How an app keeps the word that only its owner knows: whether it may be asked, and fits."""

    asks: Asks
    fits: Fits


_KEEPERS: list[Keeper] = []
_WORDS: list[OwnWord] = []


def register(keeper: Keeper) -> None:
    """Keep the past of a kind of record; called once by its app."""
    if keeper not in _KEEPERS:
        _KEEPERS.append(keeper)


def register_word(word: OwnWord) -> None:
    """Keep the word that opens the past; one app does."""
    if word not in _WORDS:
        _WORDS.append(word)


def asks_word(*, by: Actor, now: datetime) -> bool:
    """Whether the actor has a word of their own that may be tried now."""
    return any(word.asks(by=by, now=now) for word in _WORDS)


def fits_word(*, by: Actor, word: str, now: datetime) -> bool:
    """Whether this is the actor's own word; a wrong one is counted."""
    return any(each.fits(by=by, word=word, now=now) for each in _WORDS)


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
