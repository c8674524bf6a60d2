"""What a round on paper says, once read: plain records, and what became of every row."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from beside.ties.paper_table import SourceFile


class Question(StrEnum):
    ADULT = "adult"
    PEER = "peer"
    FAMILY = "family"
    OUTSIDE = "outside"
    STAFF_KNOWS = "staff_knows"
    CARER_STAFF = "carer_staff"
    CONTACT = "contact"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"


class Nomination(NamedTuple):
    """One answer, from ego about alter, by source ids; a contact pair stands in order of id.

    `alter` is None for somebody outside the roll. `ring` is 1 to 3 or None; `stage` may be "";
    `weight` is seconds of contact, else None.
    """

    ego: str
    alter: str | None
    question: Question
    answer: Answer
    ring: int | None = None
    qualities: frozenset[str] = frozenset()
    stage: str = ""
    knows: frozenset[str] = frozenset()
    weight: int | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Who said something about whom, to which question: one nomination each."""
        return self.ego, self.alter or "", self.question


class Respondent(NamedTuple):
    """Whether a person was asked a question and answered it, and if not, why."""

    person: str
    question: Question
    asked: bool
    answered: bool
    reason: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """One person and one question."""
        return self.person, self.question


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was left out, and what to do about it; the header is row 1."""

    file: str
    row: int
    column: str
    value: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A row that repeats an earlier one, `into`, and was joined to it."""

    file: str
    row: int
    into: int
    kind: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file cannot be used at all; `row` is 1 where the header is at fault, else 0."""

    file: str
    row: int
    column: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ties:
    """A round as read from paper; where there are `errors`, nothing else of it may be used."""

    nominations: tuple[Nomination, ...]
    respondents: tuple[Respondent, ...]
    rejected: tuple[Rejected, ...]
    merged: tuple[Merged, ...]
    errors: tuple[Fault, ...]
    files: tuple[SourceFile, ...]
