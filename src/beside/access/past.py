"""What somebody has answered before, which a sign-in card or code made by others does not open.

The apps that store answers register here how to find, merge and withdraw them.
"""

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
    """How one app finds earlier answers (`has`), merges drafts of a browser into them (`join`), and
    withdraws what a browser sent in the wrong name (`take_back`)."""

    has: Has
    join: Turns
    take_back: Turns


class Asks(Protocol):
    def __call__(self, *, by: Actor, now: datetime) -> bool: ...


class Fits(Protocol):
    def __call__(self, *, by: Actor, word: str, now: datetime) -> bool: ...


@dataclass(frozen=True)
class OwnWord:
    """How the app with the pupils' own words says whether one may be tried, and checks it."""

    asks: Asks
    fits: Fits


_KEEPERS: list[Keeper] = []
_WORDS: list[OwnWord] = []


def register(keeper: Keeper) -> None:
    """Register how an app handles earlier answers; the app calls this once, when it starts."""
    if keeper not in _KEEPERS:
        _KEEPERS.append(keeper)


def register_word(word: OwnWord) -> None:
    """Register how the pupils' own words are checked; only one app calls this."""
    if word not in _WORDS:
        _WORDS.append(word)


def asks_word(*, by: Actor, now: datetime) -> bool:
    """Whether the actor has chosen an own word, and has tries left."""
    return any(word.asks(by=by, now=now) for word in _WORDS)


def fits_word(*, by: Actor, word: str, now: datetime) -> bool:
    """Whether `word` is the actor's own word; a wrong try is counted against their limit."""
    return any(each.fits(by=by, word=word, now=now) for each in _WORDS)


def there_is(*, person: uuid.UUID) -> bool:
    """Whether somebody has ever signed in or answered anything, so that there is a past to protect.

    Call it in a transaction in which this person is the actor; row policies hide it from others.
    """
    accounts = Account.objects.filter(pk=person, last_login__isnull=False)
    came = accounts.exists() or Arrival.objects.filter(pk=person).exists()
    return came or any(keeper.has(person=person) for keeper in _KEEPERS)


def join(*, by: Actor, browser: str) -> None:
    """Merge drafts that the actor made in this browser, while their past was hidden, into it."""
    for keeper in _KEEPERS:
        keeper.join(by=by, browser=browser)


def take_back(*, by: Actor, browser: str) -> None:
    """Withdraw what somebody else wrote or sent from this browser in the actor's name."""
    for keeper in _KEEPERS:
        keeper.take_back(by=by, browser=browser)
