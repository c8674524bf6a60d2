"""Collecting rows into a roll, so that every row either comes in or is named."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .outcome import KINDS, Note, Pending, Progress, Rejected, Roll, RowFault
from .tables import Row, Table

T = TypeVar("T")
ENDED = {"inactive", "tobedeleted", "deleted", "withdrawn", "left", "ended"}
ACTIVE = {"", "active", "enrolled", "current"}


@dataclass(frozen=True, slots=True)
class Touch:
    """The record a row is about, and the people and groups that are touched if it is rejected."""

    id: str = ""
    persons: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def untouched(row: Row) -> Touch:
    """A row that touches nobody, known by its sourcedId."""
    return Touch(row.raw("sourcedid").strip())


def is_ended(row: Row) -> bool:
    """Whether the row's status says that what it names has ended."""
    status = row.raw("status").strip().casefold()
    if status not in ACTIVE and status not in ENDED:
        raise row.fault("status", "status", "Status is active or tobedeleted. Correct it.")
    return status in ENDED


class Collector:
    """The roll being built. `lost` are ids whose own row was rejected, per kind."""

    def __init__(self, roll: Roll, progress: Progress | None = None) -> None:
        self.roll, self._progress = roll, progress
        self.lost: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self.tables: list[Table] = []

    def add(self, kind: str, record: Any, emptied: Iterable[str] = ()) -> None:
        """Put a record into the roll. `emptied` are fields that the file has a column for and
        leaves empty."""
        self.roll.records[kind][record.id] = record
        if empty := frozenset(emptied):
            self.roll.emptied[kind][record.id] = empty

    def each(
        self,
        table: Table,
        kind: str | Callable[[Row], str],
        take: Callable[[Row], None],
        touch: Callable[[Row], Touch] = untouched,
    ) -> None:
        """Give every row of a table to `take`; a row that it refuses is rejected by name."""
        if table not in self.tables:
            self.tables.append(table)
        for count, row in enumerate(table.rows(), start=1):
            try:
                row.check()
                take(row)
            except RowFault as fault:
                of = kind if isinstance(kind, str) else kind(row)
                self.reject(row, of, fault, touch(row))
            if self._progress and count % 1000 == 0:
                self._progress(table.name, count)
        self.take_notes(table)

    def take_notes(self, table: Table) -> None:
        """Move what a table's rows had to say into the roll."""
        self.roll.notes += table.notes
        table.notes.clear()

    def reject(self, row: Row, kind: str, fault: RowFault, touch: Touch) -> None:
        """Record that this row does not come in."""
        self.roll.rejected.append(rejection(row, kind, fault, touch))
        if touch.id:
            self.lost[kind].add(touch.id)

    def note(self, table: Table, code: str, reason: str, value: str = "") -> None:
        """Tell the person who imports something about a whole file."""
        self.roll.notes.append(Note(table.name, None, "", value, code, reason, table.sheet))

    def need(self, row: Row, column: str, kind: str, id: str, known: Container[str]) -> bool:
        """Whether `id` is among the files' own records; False where the stored roll must say.

        Raises `RowFault` where it is nowhere.
        """
        if id in known:
            return True
        title = row.table.title(column)
        if id in self.lost[kind]:
            reason = f"{title} names a row that was itself rejected. Correct that row first."
            raise row.fault(column, "hangs_on_rejected", reason, id)
        if id in self.roll.ended[kind]:
            reason = f"{title} names something that these files say has ended."
            raise row.fault(column, "ended", reason, id)
        if kind in self.roll.delta:
            return False
        reason = f"{title} names something that is not in these files."
        raise row.fault(column, "dangling", reason, id)

    def wait(
        self,
        row: Row,
        column: str,
        needs: tuple[str, str],
        drops: Iterable[tuple[str, str]],
        touch: Touch,
    ) -> None:
        """Leave it to the stored roll whether what this row names exists."""
        drops = tuple(drops)
        reason = f"{row.table.title(column)} names something that is not on the roll."
        fault = row.fault(column, "dangling", reason, needs[1])
        rejected = rejection(row, drops[0][0], fault, touch)
        self.roll.pending.append(Pending(needs, drops, rejected))


def rejection(row: Row, kind: str, fault: RowFault, touch: Touch) -> Rejected:
    """A rejected row in full."""
    return Rejected(
        row.table.name,
        row.number,
        fault.column,
        fault.value,
        fault.code,
        fault.reason,
        kind,
        touch.id,
        touch.persons,
        touch.clues,
        row.table.sheet,
        touch.groups,
    )


class Once(Generic[T]):
    """Rows by id. An id that stands twice is nobody's: both rows are rejected, each naming the
    other. A row that says it has ended gives way to an active one."""

    def __init__(
        self,
        collector: Collector,
        kind: str,
        column: str = "sourcedid",
        touch: Callable[[Row], Touch] = untouched,
    ) -> None:
        self.values: dict[str, T] = {}
        self.ended: set[str] = set()
        self._rows: dict[str, Row] = {}
        self._twice: set[str] = set()
        self._collector, self._kind, self._column, self._touch = collector, kind, column, touch

    def row(self, id: str) -> Row:
        """The row an id stands in."""
        return self._rows[id]

    def put(self, id: str, row: Row, value: T, *, ended: bool = False) -> None:
        """Take a row, or reject it together with the one that has its id."""
        first = self._rows.setdefault(id, row)
        if id in self._twice:
            raise self._fault(row, first)
        if first is row:
            self._keep(id, value, ended)
        elif ended and id in self.ended:
            return
        elif ended:
            raise self._fault(row, first)
        else:
            self._second(id, row, first, value)

    def _keep(self, id: str, value: T, ended: bool) -> None:
        if ended:
            self.ended.add(id)
        else:
            self.values[id] = value

    def _second(self, id: str, row: Row, first: Row, value: T) -> None:
        self._collector.reject(first, self._kind, self._fault(first, row), self._touch(first))
        if id in self.ended:
            self.ended.discard(id)
            self._rows[id] = row
            self.values[id] = value
            self._collector.lost[self._kind].discard(id)
            return
        self._twice.add(id)
        del self.values[id]
        raise self._fault(row, first)

    def _fault(self, row: Row, other: Row) -> RowFault:
        reason = f"Row {other.number} has the same id. Keep the right one of the two."
        return row.fault(self._column, "duplicate_id", reason)
