"""Records with a text longer than the database has room for, whatever file they came in."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .collector import Collector
from .limits import LIMITS, too_long
from .outcome import KINDS, Rejected
from .renaming import without
from .rows import Row
from .text import clean
from .users import clues

_PERSONS = ("person", "carer", "pupil")


def reject_too_long(collector: Collector) -> None:
    """Take out records that could not be kept, with what hangs on them, and name their cells."""
    roll, drops = collector.roll, set[tuple[str, str]]()
    for kind in KINDS:
        for record in roll.records[kind].values():
            if (field := too_long(kind, record)) and (kind, record.id) not in drops:
                drops.add((kind, record.id))
                roll.rejected.append(_rejected(collector, kind, record, field))
    groups = {id for kind, id in drops if kind == "group"}
    members = roll.records["membership"].values()
    drops |= {("membership", m.id) for m in members if m.group in groups}
    if drops:
        roll.records = without(roll.records, drops)
        _out_of_groups(collector, groups)


def _out_of_groups(collector: Collector, groups: set[str]) -> None:
    found = collector.roll.records["enrolment"]
    for id, enrolment in found.items():
        if enrolment.tutor_group in groups:
            found[id] = replace(enrolment, tutor_group="")


def _rejected(collector: Collector, kind: str, record: Any, field: str) -> Rejected:
    value = getattr(record, field)
    row, place = next(_cells(collector, value), (None, 0))
    reason = f"At most {LIMITS[kind][field]} characters fit here."
    persons = tuple(getattr(record, n) for n in _PERSONS if hasattr(record, n))
    if kind == "person":
        persons = (record.id,)
    if kind == "membership":
        collector.roll.silent["membership"].add(record.person)
    return Rejected(
        row.table.name if row else "",
        row.number if row else 0,
        clean(row.table.header[place]) if row else field,
        value[:200],
        "too_long",
        reason,
        kind,
        record.id,
        persons,
        clues(record) if kind == "person" else (),
        row.table.sheet if row else "",
    )


def _cells(collector: Collector, value: str) -> Iterator[tuple[Row, int]]:
    """The cells that hold a text."""
    for table in collector.tables:
        for row in table.rows():
            for place, cell in enumerate(row.cells[: len(table.header)]):
                if value in (cell, clean(cell), clean(cell).casefold()):
                    yield row, place
