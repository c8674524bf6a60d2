"""Read a round that was answered on paper or elsewhere: who said what, and who was asked.

Nothing is guessed and nothing is lost: every row becomes a record, is merged into another with
the same people and question, or is listed with the reason why it was left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from beside.ties import paper_checks, paper_table
from beside.ties.paper_checks import People, Refused, Row
from beside.ties.paper_records import (
    Answer,
    Fault,
    Merged,
    Nomination,
    Rejected,
    Respondent,
    Ties,
)
from beside.ties.paper_table import SourceFile, Unreadable

NOMINATION_COLUMNS = ("ego", "alter", "question", "answer")
RESPONDENT_COLUMNS = ("person", "question", "asked", "answered")


class _Record(Protocol):
    @property
    def key(self) -> tuple[str, ...]: ...


R = TypeVar("R", bound=_Record)


@dataclass
class _Taken(Generic[R]):
    """The records of one file so far, by key, with the row where each key first stood."""

    file: str
    kind: str
    records: dict[tuple[str, ...], R] = field(default_factory=dict)
    first: dict[tuple[str, ...], int] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)


def read(nominations: Path, respondents: Path, *, people: People) -> Ties:
    """Read a file of nominations and the list of who was asked, against the people of the school.

    `people` maps each source id to the person's roles: pupil, staff, carer, community. Where a
    file cannot be used at all, `errors` says why and everything else but `files` is empty.
    Contacts need no respondent; every other ego must be down as having answered the question.
    """
    tables = [_open(respondents, RESPONDENT_COLUMNS), _open(nominations, NOMINATION_COLUMNS)]
    errors = tuple(each for each in tables if isinstance(each, Fault))
    read_ = [each for each in tables if not isinstance(each, Fault)]
    files = tuple(file for file, _ in reversed(read_))
    if errors:
        return Ties((), (), (), (), errors, files)
    (_, asked_rows), (_, said_rows) = read_
    asked = _Taken[Respondent](respondents.name, "respondent")
    _take(asked, asked_rows, partial(paper_checks.respondent, people=people), _join_respondents)
    answered = {each.key for each in asked.records.values() if each.answered}
    said = _Taken[Nomination](nominations.name, "nomination")
    check = partial(paper_checks.nomination, people=people, answered=answered)
    _take(said, said_rows, check, _join_nominations)
    return Ties(
        tuple(said.records.values()),
        tuple(asked.records.values()),
        (*said.rejected, *asked.rejected),
        (*said.merged, *asked.merged),
        (),
        files,
    )


def _open(
    path: Path, required: tuple[str, ...]
) -> tuple[SourceFile, list[paper_table.Row]] | Fault:
    try:
        _check_columns(path, required)
        found = list(paper_table.rows(path))
    except Unreadable as error:
        row = 0 if error.code == "unreadable" else 1
        return Fault(path.name, row, error.column, error.code, error.reason)
    return paper_table.source_file(path, len(found)), found


def _check_columns(path: Path, required: tuple[str, ...]) -> None:
    present = paper_table.columns(path)
    for name in required:
        if name not in present:
            reason = f"{path.name} has no column {name}. Add it to the first row, and fill it in."
            raise Unreadable("missing_column", reason, name)


def _take(
    taken: _Taken[R],
    rows: Iterable[paper_table.Row],
    check: Callable[[Row], R],
    join: Callable[[R, R], R],
) -> None:
    for number, row in rows:
        try:
            record = check(row)
        except Refused as no:
            taken.rejected.append(
                Rejected(taken.file, number, no.column, no.value, no.code, no.reason)
            )
            continue
        _keep(taken, number, record, join)


def _keep(taken: _Taken[R], number: int, record: R, join: Callable[[R, R], R]) -> None:
    key = record.key
    if key in taken.records:
        record = join(taken.records[key], record)
        into = taken.first[key]
        taken.merged.append(Merged(taken.file, number, into, taken.kind, tuple(map(str, key))))
    taken.records[key] = record
    taken.first.setdefault(key, number)


def _join_respondents(one: Respondent, other: Respondent) -> Respondent:
    """Whoever answered did answer, whoever was asked was asked; else the first row stands."""
    return max(one, other, key=lambda each: (each.answered, each.asked))


def _join_nominations(one: Nomination, other: Nomination) -> Nomination:
    """Yes beats no; of two alike the closest ring is kept, and seconds of contact add up."""
    if one.answer is not other.answer:
        return one if one.answer is Answer.YES else other
    closer, farther = sorted((one, other), key=lambda each: each.ring or 4)
    return closer._replace(
        qualities=one.qualities | other.qualities,
        stage=closer.stage or farther.stage,
        knows=one.knows | other.knows,
        weight=_added(one.weight, other.weight),
    )


def _added(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)
