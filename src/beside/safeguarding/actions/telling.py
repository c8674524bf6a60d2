"""Having the worker tell people that something waits, in the transaction that keeps it."""

import uuid
from collections.abc import Iterable

from procrastinate.contrib.django import app

Told = list[tuple[list[uuid.UUID], str]]


def tell(people: Iterable[uuid.UUID], about: str, key: uuid.UUID | str) -> None:
    """Mail these people that something waits; `about` is the kind of mail, `key` of what."""
    listed = [str(each) for each in dict.fromkeys(people)]
    if listed:
        app.configure_task("safeguarding.tell").defer(people=listed, about=about, key=str(key))


def tell_all(told: Told, about: str) -> None:
    """The same for several things at once."""
    for people, key in told:
        tell(people, about, key)
