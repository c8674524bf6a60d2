"""What else must change when people leave: apps above say it here, and it runs with the roll."""

import uuid
from typing import Protocol

from beside.access.actor import Actor


class Leaving(Protocol):
    def __call__(self, *, by: Actor, people: list[uuid.UUID]) -> None: ...


_REGISTERED: list[Leaving] = []


def register(callback: Leaving) -> None:
    """Call this, inside the transaction of the roll, with the people who leave that day."""
    if callback not in _REGISTERED:
        _REGISTERED.append(callback)


def people_leave(*, by: Actor, people: list[uuid.UUID]) -> None:
    """Tell every app above that these people leave today."""
    for callback in _REGISTERED:
        callback(by=by, people=people)
