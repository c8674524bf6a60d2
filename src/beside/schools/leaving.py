"""What else must change when people leave: apps above say it here, and it runs with the roll.

Keys to school that an app above gives out, such as a letter's link, are registered with the table
they stand in, so that they end with the last place of whoever holds them.
"""

import uuid
from collections.abc import Iterator
from typing import Protocol

from beside.access.actor import Actor


class Leaving(Protocol):
    def __call__(self, *, by: Actor, people: list[uuid.UUID]) -> None: ...


_REGISTERED: list[Leaving] = []
_KEYS: dict[str, Leaving] = {}


def register(callback: Leaving) -> None:
    """Call this, inside the transaction of the roll, with the people who leave that day."""
    if callback not in _REGISTERED:
        _REGISTERED.append(callback)


def people_leave(*, by: Actor, people: list[uuid.UUID]) -> None:
    """Tell every app above that these people leave today."""
    for callback in _REGISTERED:
        callback(by=by, people=people)


def register_key(table: str, end: Leaving) -> None:
    """Call `end` with people whose keys, in this table, are to open nothing any more."""
    _KEYS[table] = end


def tables_of_keys() -> Iterator[str]:
    """The tables that hold keys of apps above."""
    yield from _KEYS


def end_keys(*, by: Actor, people: list[uuid.UUID]) -> None:
    """End every key to school that apps above gave these people."""
    for end in _KEYS.values():
        end(by=by, people=people)
