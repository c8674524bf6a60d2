"""One line of rights: a kind of record, the tables that hold it, and who may do what with it.

    SEAT = Line(
        "seat",
        on("Seat", pupil="pupil", author="leader"),
        read="self tutor head_of_year staff:own office organiser",
        create="self organiser",
        change="self staff:own organiser",
    )

The words of `read`, `create` and `change` are bases, each with its condition behind a colon where
it has one. What is not written is denied.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from beside.rights.words import Basis, Role, Verb, When

Words = Any  # a plain or a lazily translated string


@dataclass(frozen=True)
class Table:
    """A table that holds a kind of record, and which of its fields say whose the row is.

    `model` is the name of a model of the same app, or `app.Model` of a lower one. `pupil` and
    `author` are fields (`author` may be ""), `other` a second person whom the row puts beside the
    pupil for as long as the field `until` is empty: a block between the two refuses the row. `only`
    limits the line to rows whose field has one of the values; `promise` leads to the survey, and
    `opened` says whether the pupil opened this row. `pupils_array` marks many pupils a row; `scope`
    is the field of a table whose rows are scopes themselves, reached by whoever has a standing on
    them. `past` is the field with the people (or the one) whom a record goes past, `readers` the
    one with those who were let at it by name, `file` leads to the file the row lies in. `about`
    leads to what has
    the school and the years that the row is about; `id` where they stand in the row. `browser` is
    the field that binds a row to one browser of somebody whose past is shut. Of the fields in
    `unrecorded` the record of changes keeps nothing. Rows of a `removable` table may be removed by
    the owner's functions, which nobody else may.
    """

    model: str
    pupil: str
    author: str = ""
    other: str = ""
    until: str = ""
    only: tuple[str, tuple[str | bool, ...]] | None = None
    promise: str = ""
    opened: str = ""
    pupils_array: bool = False
    scope: str = ""
    past: str = ""
    readers: str = ""
    file: str = ""
    about: str = ""
    browser: str = ""
    unrecorded: tuple[str, ...] = ()
    removable: bool = False


def on(model: str, *, pupil: str, **fields: Any) -> Table:
    """A table of a line; the arguments are those of `Table`."""
    return Table(model, pupil, **fields)


class Since(StrEnum):
    """The moment from which the time is counted that a record is kept."""

    MADE = "made"
    ENDED = "ended"
    LEAVING = "leaving"
    BIRTH = "birth"


@dataclass(frozen=True)
class Keep:
    """How long a record is kept: so many months after a moment. A hold stops it from going.

    What `clears` is removed every night once its time is over. For that `at` names the field with
    the moment, or for what is counted from leaving the field that has to be filled as well, `where`
    the fields and values that a row has to have, and `days_of` the number of a school's settings
    that stands in place of the months. A file that is `closed_by` a record in it (its field and
    values) goes once it has one; the time is counted from the last record in it, and `at` is empty.
    A new kind that clears needs its line and nothing else.
    """

    since: Since
    months: int
    at: str = ""
    where: tuple[tuple[str, tuple[str | bool, ...]], ...] = ()
    days_of: str = ""
    closed_by: tuple[str, tuple[str, ...]] | None = None
    clears: bool = False


@dataclass(frozen=True)
class Said:
    """How a kind of record is told in "everything about me": what is kept, and what it is for."""

    what: Words
    why: Words


@dataclass(frozen=True)
class Look:
    """A kind of look at a pupil: its words under "who looked", and the pages that are such looks.

    `pages` are names of addresses. A look that is not `told` is kept where the safeguarding lead
    reads it, and the pupil is never told: it would tell of what must not be told.
    """

    what: str
    words: Words
    pages: tuple[str, ...] = ()
    told: bool = True


@dataclass(frozen=True, init=False)
class Line:
    """A kind of record with its tables, its rights, how long it is kept and how that is said.

    `roles` are the rights of database roles that do one job. `words` name the kind under "who can
    see this"; `readers` puts other words there for a basis, `also_read` adds a reader whom a
    function answers. `at_sign_in` lets the row be read by whoever comes with a secret, before it is
    known who they are. `without_past` kinds stay open to somebody whose past is shut, since nothing
    that they said stands in them. `untold` kinds are left out of the changes that a person may read
    as theirs.
    """

    kind: str
    tables: tuple[Table, ...]
    rights: Mapping[tuple[Basis, Verb], When]
    roles: Mapping[Role, tuple[Verb, ...]]
    keep: Keep | None
    words: Words
    said: Said | None
    readers: Mapping[Basis, Words] = field(default_factory=dict)
    also_read: Words = ""
    at_sign_in: bool = False
    without_past: bool = False
    untold: bool = False

    def __init__(
        self,
        kind: str,
        *tables: Table,
        read: str = "",
        create: str = "",
        change: str = "",
        roles: Mapping[Role, str] | None = None,
        **more: Any,
    ) -> None:
        written = {Verb.READ: read, Verb.CREATE: create, Verb.CHANGE: change}
        values = {
            "kind": kind,
            "tables": tables,
            "rights": {right: when for verb in Verb for right, when in _rights(verb, written)},
            "roles": {role: _verbs(verbs) for role, verbs in (roles or {}).items()},
            "keep": None,
            "words": "",
            "said": None,
            "readers": {},
            "also_read": "",
            "at_sign_in": False,
            "without_past": False,
            "untold": False,
        }
        unknown = set(more) - set(values)
        if unknown:
            raise TypeError(f"a line has no {', '.join(sorted(unknown))}")
        for name, value in (values | more).items():
            object.__setattr__(self, name, value)


def _rights(verb: Verb, written: Mapping[Verb, str]) -> Iterator[tuple[tuple[Basis, Verb], When]]:
    for word in written[verb].split():
        basis, _colon, when = word.partition(":")
        yield (Basis(basis), verb), When(when or "always")


def _verbs(written: str) -> tuple[Verb, ...]:
    return tuple(Verb(word) for word in written.split())
