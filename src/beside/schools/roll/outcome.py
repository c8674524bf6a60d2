"""The result of reading roll files: the records, and every row that could not be read, with why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .records import (
    Course,
    Enrolment,
    FamilyLink,
    Group,
    Membership,
    Person,
    Post,
    School,
    Term,
)

CLASSES: dict[str, type] = {
    "school": School,
    "term": Term,
    "course": Course,
    "group": Group,
    "person": Person,
    "enrolment": Enrolment,
    "post": Post,
    "membership": Membership,
    "family_link": FamilyLink,
}
KINDS = tuple(CLASSES)

Record = School | Term | Course | Group | Person | Enrolment | Post | Membership | FamilyLink
Records = dict[str, dict[str, Any]]
Progress = Callable[[str, int], None]


class FileRead(NamedTuple):
    """One file that was read: its name, the SHA-256 of its bytes, its rows without the header."""

    name: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Why nothing can be read at all: the whole set is refused."""

    file: str
    row: int | None
    column: str
    code: str
    reason: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One input row that does not come in, and why.

    `id` is the record the row was about. `persons` are the people it touches, who therefore cannot
    be said to be leaving; `clues` (username, email, name in plain form) protect the same way where
    the id itself cannot be trusted. Clues never make two people one. `groups` are those
    that it spoke of.
    """

    file: str
    row: int
    column: str
    value: str
    code: str
    reason: str
    kind: str
    id: str = ""
    persons: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()
    sheet: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth telling the person who imports; the row itself came in."""

    file: str
    row: int | None
    column: str
    value: str
    code: str
    reason: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the person who imports: the records in `drops` wait until they have said yes.

    `protects` are people who are not treated as leavers meanwhile.
    """

    key: str
    rule: str
    kind: str
    reason: str
    drops: tuple[tuple[str, str], ...]
    protects: tuple[str, ...] = ()
    file: str = ""
    sheet: str = ""
    row: int | None = None
    otherwise: str = ""


class RowText(NamedTuple):
    """The text of one row of a sheet, and the id of the person it was read as, or ""."""

    sheet: str
    row: int
    id: str
    text: str


class Unused(NamedTuple):
    """A column that was not read, by its heading or, without one, its letter."""

    file: str
    sheet: str
    column: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A row of a delta that names something outside the files: the stored roll decides.

    `needs` is (kind, id); `drops` are the records that go if it is not there.
    """

    needs: tuple[str, str]
    drops: tuple[tuple[str, str], ...]
    rejected: Rejected


class LocalId(NamedTuple):
    """An id from a sheet, unique only within one school and one kind (pupils or staff)."""

    school: str
    kind: str
    id: str


class MadeId(NamedTuple):
    """What an id was derived from where the row had none: admission number, or name and group."""

    school: str
    kind: str
    number: str = ""
    name: str = ""
    group: str = ""


class Refused(Exception):
    """Raised where the files as a whole cannot be read."""

    def __init__(
        self,
        reason: str,
        *,
        code: str,
        file: str = "",
        row: int | None = None,
        column: str = "",
        sheet: str = "",
    ) -> None:
        super().__init__(reason)
        self.fault = Fault(file, row, column, code, reason, sheet)


class RowFault(Exception):
    """Raised where one row cannot come in."""

    def __init__(self, column: str, value: str, code: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.code, self.reason = column, value, code, reason


def empty_records() -> Records:
    """No records yet, of every kind."""
    return {kind: {} for kind in KINDS}


@dataclass(slots=True)
class Roll:
    """Everything the files say, and everything they failed to say.

    `says` are the kinds the files speak of; those in `delta` list changes only, so that absence
    means nothing. `covers` are the schools spoken for. `post_kinds`, `group_kinds` and
    `member_roles` narrow posts and memberships to those the files can express: silence about
    others ends nothing, but that whoever is not in a list of all staff (`lists_staff`) has left.
    `unread` says that a part of the file was not read, so that nobody leaves without a word.
    `emptied` names, per kind and record, fields that the files have a column for and leave empty.
    `local_ids` are ids made of a school, a kind and the id of a sheet, with that id; `made_ids`
    are those made of what a row without one says. `silent` are the people of whose posts, groups
    or carers the files have no column, and `protected` those who cannot be leaving; `adopted` are
    children never to be offered as an old record. `asks` wait for a person; `unused` are columns
    that were not read; `row_texts` are the texts of the rows of sheets.
    """

    format: str = ""
    files: list[FileRead] = field(default_factory=list)
    records: Records = field(default_factory=empty_records)
    rejected: list[Rejected] = field(default_factory=list)
    errors: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    says: set[str] = field(default_factory=set)
    delta: set[str] = field(default_factory=set)
    covers: set[str] = field(default_factory=set)
    ended: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    post_kinds: frozenset[str] = frozenset({"teacher", "staff"})
    group_kinds: frozenset[str] = frozenset({"tutor_group", "teaching_group"})
    member_roles: frozenset[str] = frozenset({"pupil", "teacher", "tutor", "leader"})
    lists_staff: bool = False
    unread: bool = False
    pending: list[Pending] = field(default_factory=list)
    emptied: dict[str, dict[str, frozenset[str]]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS}
    )
    local_ids: dict[str, LocalId] = field(default_factory=dict)
    made_ids: dict[str, MadeId] = field(default_factory=dict)
    silent: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    protected: set[str] = field(default_factory=set)
    adopted: set[str] = field(default_factory=set)
    asks: list[Ask] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)
    row_texts: list[RowText] = field(default_factory=list)

    @property
    def bulk(self) -> set[str]:
        """The kinds of which the files are the whole list, so that absence means leaving."""
        return self.says - self.delta
