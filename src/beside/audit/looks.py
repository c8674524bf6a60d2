"""Whom a request shows: names are noted as they are made; and every kind of look in words.

Whoever makes a person's name notes it here. What then stands in the answer was shown, and is
written down in the same transaction: no page shows anybody in secret because it forgot to say so.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from beside.rights import Look


@dataclass
class Shown:
    """The names that one request has made, and the pupils of whom it has written down a look.

    `pupils` are those among the names of whom it was said that they are pupils.
    """

    names: dict[uuid.UUID, set[str]] = field(default_factory=dict)
    recorded: set[uuid.UUID] = field(default_factory=set)
    pupils: set[uuid.UUID] = field(default_factory=set)

    def in_text(self, text: str) -> set[uuid.UUID]:
        """Whose name stands in this text and of whom no look is written down."""
        left = {who: names for who, names in self.names.items() if who not in self.recorded}
        return {who for who, names in left.items() if any(name in text for name in names)}


_SHOWN: ContextVar[Shown | None] = ContextVar("beside_shown", default=None)


@contextmanager
def looking() -> Iterator[Shown]:
    """Note the names that are made, until this ends."""
    shown = Shown()
    before = _SHOWN.set(shown)
    try:
        yield shown
    finally:
        _SHOWN.reset(before)


def note(person: uuid.UUID | None, name: str, *, pupil: bool = False) -> str:
    """Note that the name of a person was made; gives the name.

    `pupil` says that they are one, for readers who know a pupil by a first name and cannot ask.
    """
    shown = _SHOWN.get()
    if shown is not None and person is not None and name:
        shown.names.setdefault(person, set()).add(name)
        if pupil:
            shown.pupils.add(person)
    return name


def recorded(pupils: Collection[uuid.UUID]) -> None:
    """A look at these pupils is written down."""
    shown = _SHOWN.get()
    if shown is not None:
        shown.recorded.update(pupils)


_LOOKS: dict[str, Look] = {}
_PAGES: dict[str, str] = {}
A_PAGE = Look("page", _("a page with your name on it"))


def register(looks: Iterable[Look]) -> None:
    """Learn the kinds of looks that the apps name, and which pages are of which."""
    for look in looks:
        _LOOKS[look.what] = look
        _PAGES.update(dict.fromkeys(look.pages, look.what))


def of_page(page: str) -> str:
    """The kind of look at a page; `page` where no app has named it."""
    return _PAGES.get(page, A_PAGE.what)


def look(what: str) -> Look:
    """A kind of look by its key, as it is kept."""
    return _LOOKS.get(what, A_PAGE)
