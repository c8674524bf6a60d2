"""What a request shows of whom: names are noted as they are made, and words for every kind of look.

Whoever makes a person's name notes it here. What then stands in the answer was shown, and is written
down in the same transaction; a page that forgets to say so shows nobody in secret.
"""

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.utils.functional import Promise


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


@dataclass(frozen=True)
class Kind:
    """A kind of look: its words for the pupil, and whether the pupil is told of it at all."""

    words: Promise | str
    told: bool = True


_KINDS: dict[str, Kind] = {}
_PAGES: dict[str, str] = {}


def register(what: str, words: Promise | str, *pages: str, told: bool = True) -> None:
    """Name a kind of look, and the pages, by the names of their addresses, that are of this kind."""
    _KINDS[what] = Kind(words, told)
    _PAGES.update(dict.fromkeys(pages, what))


def of_page(page: str) -> str:
    """The kind of look at a page; `page` where its app has said nothing of it."""
    return _PAGES.get(page, "page")


def is_told(what: str) -> bool:
    """Whether pupils are told of looks of this kind."""
    return what not in _KINDS or _KINDS[what].told


def words_of(what: str) -> Promise | str:
    """A kind of look in words."""
    return _KINDS[what].words if what in _KINDS else what
