"""The plain tables every measure reads: the one definition of their names, columns and meaning.

The caller binds them, as tables, views or common table expressions, to whatever it may read.
Ids of people may be text or UUIDs, so long as they are the same kind throughout. Types are
portable SQL; a column is never null unless its meaning says so.
"""

from dataclasses import dataclass, field, fields
from typing import NamedTuple


class Pupil(NamedTuple):
    """A row of `roll`: a pupil on roll while the round was open, once each.

    `year_group`, `tutor_group` and `previous_school` are null where nobody recorded them.
    """

    person: str
    year_group: str | None = None
    tutor_group: str | None = None
    previous_school: str | None = None


class Adult(NamedTuple):
    """A row of `staff`: an adult on the school's staff while the round was open."""

    person: str


class Membership(NamedTuple):
    """A row of `membership`: a person in a group of that name while the round was open."""

    person: str
    group_name: str


class Nomination(NamedTuple):
    """A row of `nominations`: one answer in a round, from ego about alter.

    `question` may also be a quality, for somebody the pupil tapped for it, or `mentor`, for an
    adult the pupil learns from or with and did not put further out than close.

    `alter` is null for someone outside the roll. `answer` is 'yes' or 'no'. `ring` is 1, 2, 3
    or null; `weight` is seconds of measured contact, else null. A pair of `contact` is unordered.
    """

    round: str
    ego: str
    alter: str | None
    question: str
    answer: str = "yes"
    ring: int | None = None
    weight: int | None = None


class Respondent(NamedTuple):
    """A row of `respondents`: how far one person got with one question; no row means not asked.

    `reason` is 'absent', 'declined', 'left', 'new', 'not_on_roll' or ''.
    """

    round: str
    person: str
    question: str
    asked: bool = True
    answered: bool = True
    reason: str = ""


class Asking(NamedTuple):
    """A row of `asking`: a pupil in a round's audience, whom every adult asked was asked about.

    `ended` is true once the organiser has ended the asking; a round brought in from paper is
    closed, so its whole roll is its audience and the asking has ended.
    """

    round: str
    person: str
    ended: bool = True


class Attribute(NamedTuple):
    """A row of `attributes`: what is recorded of a pupil beyond the roll, once per attribute.

    Read only where figures are asked for by such an attribute (by `sex`, say); whoever has no
    row, or nothing in `recorded`, is not recorded.
    """

    person: str
    attribute: str
    recorded: str | None = None


@dataclass(frozen=True)
class Tables:
    """All the plain tables of one reading, as rows in memory."""

    roll: list[Pupil] = field(default_factory=list)
    staff: list[Adult] = field(default_factory=list)
    membership: list[Membership] = field(default_factory=list)
    nominations: list[Nomination] = field(default_factory=list)
    respondents: list[Respondent] = field(default_factory=list)
    asking: list[Asking] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)


ROWS: dict[str, type[NamedTuple]] = {
    "roll": Pupil,
    "staff": Adult,
    "membership": Membership,
    "nominations": Nomination,
    "respondents": Respondent,
    "asking": Asking,
    "attributes": Attribute,
}

_TYPES = {"ring": "INTEGER", "weight": "INTEGER"}
_TYPES |= dict.fromkeys(("asked", "answered", "ended"), "BOOLEAN")


def create(table: str) -> str:
    """Give the SQL that makes one plain table, empty, with text ids.

    `table` is one of `ROWS`; any other name is a `KeyError`.
    """
    columns = ", ".join(
        f'"{column}" {_TYPES.get(column, "VARCHAR")}' for column in columns_of(table)
    )
    return f"CREATE TABLE {table} ({columns})"


def columns_of(table: str) -> tuple[str, ...]:
    """Give the names of a plain table's columns, in order."""
    return tuple(ROWS[table]._fields)


def rows_of(tables: Tables) -> dict[str, list[tuple[object, ...]]]:
    """Give every plain table's rows by its name, ready to be inserted."""
    return {each.name: list(getattr(tables, each.name)) for each in fields(tables)}
