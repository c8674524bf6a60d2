"""Kept figures as tables: a row a need, a column a year group or a school."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from beside.access import scopes
from beside.access.actor import Actor
from beside.schools.models import School
from beside.schools.queries import year_key
from beside.ties.models import Figure, Round
from beside.ties.questions import NEEDS, SUITE

ORDER = (*NEEDS, SUITE)


@dataclass(frozen=True)
class Cell:
    """A figure and the one of the round before; None where there is none."""

    now: Figure | None = None
    before: Figure | None = None


@dataclass(frozen=True)
class Table:
    """`columns` are the names of cohorts, "" for all; each row a need with a cell a column.

    `rounds` are those the figures of today are from.
    """

    columns: list[str]
    rows: list[tuple[str, list[Cell]]]
    rounds: list[Round]

    @property
    def first(self) -> Cell:
        """The figure that the page says in words: the first need, of all."""
        return self.rows[0][1][0] if self.rows else Cell()


def of_school(actor: Actor, school: School) -> Table:
    """A school's figures by year group, each from the last two rounds that asked about the year."""
    found = _visible(actor, scopes.pupils(school.pk))
    years = sorted({each.cohort for each in found if each.cohort}, key=year_key)
    columns = ["", *years] if years else []
    return _table(columns, {name: [f for f in found if f.cohort == name] for name in columns})


def of_federation(actor: Actor, federation: uuid.UUID) -> Table:
    """The figures of all schools of a federation, each from its last two rounds."""
    found = _visible(actor, scopes.federation(federation))
    schools = sorted({each.round.school.name for each in found})
    return _table(
        schools, {name: [f for f in found if f.round.school.name == name] for name in schools}
    )


def _visible(actor: Actor, scope: uuid.UUID) -> list[Figure]:
    """Figures of rounds whose asking has ended, newest first."""
    ended = (Round.Status.ENDED, Round.Status.CLOSED)
    found = Figure.objects.visible_to(actor).filter(scope_id=scope, round__status__in=ended)
    return list(found.select_related("round__school").order_by("-round__taken_on", "-round__name"))


def _table(columns: list[str], figures: dict[str, list[Figure]]) -> Table:
    needs = {each.need for listed in figures.values() for each in listed}
    rows = [
        (need, [_cell(f for f in figures[name] if f.need == need) for name in columns])
        for need in ORDER
        if need in needs
    ]
    now = {cell.now.round for _need, cells in rows for cell in cells if cell.now}
    return Table(columns, rows, sorted(now, key=lambda each: each.taken_on, reverse=True))


def _cell(newest_first: Iterable[Figure]) -> Cell:
    found = [*newest_first][:2]
    return Cell(*found)
