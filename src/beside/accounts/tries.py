"""How often somebody may get a second step, a password or a first link wrong: by person."""

import uuid

from django.core.cache import cache

AT_MOST, SECONDS = 10, 600


def used_up(person: uuid.UUID, what: str) -> bool:
    """Whether this person has no try left; a try that is right gives them all back."""
    return cache.get(_key(person, what), 0) >= AT_MOST


def wrong(person: uuid.UUID, what: str) -> None:
    """One more that was wrong."""
    cache.add(_key(person, what), 0, SECONDS)
    cache.incr(_key(person, what))


def right(person: uuid.UUID, what: str) -> None:
    """It was right: what was wrong before counts no more."""
    cache.delete(_key(person, what))


def _key(person: uuid.UUID, what: str) -> str:
    return f"tries-{what}-{person}"
