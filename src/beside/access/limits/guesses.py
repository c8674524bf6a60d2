"""Guessing at codes: of cards, letters, meetings and links. Wrong ones count, right ones never.

    guess = guesses.begin(request, "card")
    if guess is None:
        ... too many wrong codes: 429, and nothing was looked up
    found = ...
    if found:
        guess.right()

A browser that has been signed in with before is counted by who signed in with it first, any other
by its address, generously: a class types thirty codes in a minute, and a code has 31 to the eighth.
"""

from dataclasses import dataclass

from beside.access.limits import addresses, devices, ledger
from beside.access.limits.ledger import Limit, Try

TEN_MINUTES = 600


@dataclass(frozen=True)
class Guess:
    """One code that somebody came with, counted as wrong until it is said to be right."""

    tried: Try

    def right(self) -> None:
        """The code was right: it counts nothing."""
        ledger.give_back(self.tried)


def by_address(what: str) -> Limit:
    """How many wrong codes of a kind may come from one address."""
    return Limit(f"{what}.address", most=600, seconds=TEN_MINUTES)


def by_device(what: str) -> Limit:
    """How many wrong codes may come from browsers that the same person made known."""
    return Limit(f"{what}.device", most=120, seconds=TEN_MINUTES)


def begin(request, what: str) -> Guess | None:
    """Count a code before it is looked up; None where too many were wrong."""
    device = devices.read(request)
    if device.first and (tried := ledger.take(by_device(what), device.first)):
        return Guess(tried)
    tried = ledger.take(by_address(what), addresses.key(request))
    return Guess(tried) if tried else None
