"""A table's header and its rows, read cell by cell."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from .dates import Ambiguous, Evidence, Order, Unreadable, evidence, needs_order, read_date
from .encodings import Guess
from .outcome import Note, Refused, RowFault, Unused
from .text import clean, header_key, unescape

MAX_CELL = 100_000

Cells = Callable[[], Iterator[tuple[int, list[str]]]]


@dataclass(slots=True, eq=False)
class Table:
    """A file, or one sheet of it, as a header and rows that can be read more than once.

    Rows keep the numbers they have in the spreadsheet; `header_row` is that of the header.
    """

    name: str
    header: list[str]
    cells: Cells
    columns: dict[str, int] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)
    damaged: bool = False
    guess: Guess | None = None
    rows_read: int = 0
    notes: list[Note] = field(default_factory=list)
    sheet: str = ""
    header_row: int = 1
    wide: bool = False
    used: set[str] = field(default_factory=set)
    _orders: dict[int, Order | None] = field(default_factory=dict)

    def rows(self) -> Iterator["Row"]:
        """The rows that are not blank, numbered as a spreadsheet numbers them."""
        for number, cells in self.cells():
            if number > self.header_row and any(cells):
                yield Row(self, number, cells)

    def has(self, column: str) -> bool:
        """Whether the header names this column."""
        return column in self.columns

    def unused(self) -> list[Unused]:
        """The columns nobody has read a cell of, by title."""
        read = {place for column, place in self.columns.items() if column in self.used}
        titles = [(place, clean(title)) for place, title in enumerate(self.header)]
        return [
            Unused(self.name, self.sheet, title)
            for place, title in titles
            if title and place not in read
        ]

    def title(self, column: str) -> str:
        """The column's title as the file writes it."""
        place = self.columns.get(column)
        return column if place is None else clean(self.header[place])

    def require(self, *titles: str, **columns: str) -> None:
        """Refuse the file if a column is missing, named by its title or as column=title."""
        needed = {header_key(title): title for title in titles} | columns
        for column, title in needed.items():
            if column not in self.columns:
                raise Refused(
                    f"{self.name} has no column {title}. Add it to the first row.",
                    code="missing_column",
                    file=self.name,
                    row=self.header_row,
                    column=title,
                    sheet=self.sheet,
                )

    def refuse_repeated(self, column: str) -> Refused:
        """The refusal of a file that has a column twice which is to be read."""
        title = self.title(column)
        return Refused(
            f"{self.name} has two columns called {title}. Keep the right one.",
            code="same_column",
            file=self.name,
            row=self.header_row,
            column=title,
            sheet=self.sheet,
        )

    def order(self, place: int) -> Order | None:
        """Whether this column writes the day or the month first, by its own evidence, else by that
        of the file's other date columns."""
        if place not in self._orders:
            own = evidence(self._column(place))
            self._orders[place] = own.order or (
                None if own.day_first or own.month_first else self._file_evidence().order
            )
        return self._orders[place]

    def _column(self, place: int) -> Iterator[str]:
        return (row.cells[place] for row in self.rows() if place < len(row.cells))

    def _file_evidence(self) -> Evidence:
        places = [place for key, place in self.columns.items() if "date" in key or key in _DATES]
        found = [evidence(self._column(place)) for place in places]
        return Evidence(sum(e.day_first for e in found), sum(e.month_first for e in found))


_DATES = {"starts", "ends", "checksexpire", "trainingexpires"}


class Row:
    """One row: its number and its cells, read by column."""

    __slots__ = ("table", "number", "cells")

    def __init__(self, table: Table, number: int, cells: list[str]) -> None:
        self.table, self.number, self.cells = table, number, cells

    def check(self) -> None:
        """Raise `RowFault` where the row as a whole cannot be trusted."""
        for place, cell in enumerate(self.cells):
            if len(cell) > MAX_CELL:
                raise self._fault(place, cell[:80], "too_long", "This cell is far too long.")
            if "\0" in cell:
                reason = "This cell holds a character that is no text. Type it again."
                raise self._fault(place, cell.replace("\0", "")[:80], "unreadable", reason)
            if self.table.damaged and "\ufffd" in cell:
                reason = "Some letters of this cell were lost. Save the file as UTF-8."
                raise self._fault(place, cell[:80], "unreadable", reason)
        beyond = () if self.table.wide else self.cells[len(self.table.header) :]
        if any(cell.strip() for cell in beyond):
            raise RowFault(
                "",
                self.cells[len(self.table.header)][:80],
                "too_many_cells",
                "This row has more cells than the header: a comma may lack its quotes.",
            )

    def _fault(self, place: int, value: str, code: str, reason: str) -> RowFault:
        header = self.table.header
        return RowFault(clean(header[place]) if place < len(header) else "", value, code, reason)

    def raw(self, column: str) -> str:
        """The cell exactly as written, without the apostrophe of an escaped formula."""
        place = self.table.columns.get(column)
        self.table.used.add(column)
        if column in self.table.repeated:
            raise self.table.refuse_repeated(column)
        if place is None or place >= len(self.cells):
            return ""
        return unescape(self.cells[place])

    def id(self, column: str) -> str:
        """An id, letter by letter as the file has it."""
        value = self.raw(column).strip()
        if len(value) > 255:
            raise self.fault(column, "too_long", "An id has at most 255 characters.")
        if not value.isprintable():
            raise self.fault(column, "unreadable", "This id holds hidden characters.")
        return value

    def text(self, column: str, longest: int = 255) -> str:
        """Text for people: clean, on one line, at most `longest` characters."""
        value = clean(self.raw(column))
        if len(value) > longest:
            raise self.fault(column, "too_long", f"At most {longest} characters fit here.")
        return value

    def ids(self, column: str) -> list[str]:
        """Ids with commas between them."""
        return [part.strip() for part in self.raw(column).split(",") if part.strip()]

    def first(self, column: str) -> str:
        """The first of several values with commas between them, or ""."""
        return next(iter(self.ids(column)), "")

    def required(self, column: str) -> str:
        """An id that must be there."""
        value = self.id(column)
        if not value:
            raise self.fault(column, "missing", f"{self.table.title(column)} is empty. Fill it in.")
        return value

    def day(self, column: str) -> date | None:
        """A day. One that can be read two ways is left open, with a note; one that cannot be a
        day rejects the row."""
        value = self.raw(column)
        place = self.table.columns.get(column)
        if place is None or not value.strip():
            return None
        try:
            return read_date(value, self.table.order(place) if needs_order(value) else None)
        except Ambiguous:
            reason = "Day or month first? This date was left open. Write it as 2026-09-01."
            self.note(column, "ambiguous_date", reason)
            return None
        except Unreadable:
            reason = "This is not a date. Write it as 2026-09-01."
            raise self.fault(column, "date", reason) from None

    def span(self, first: str, last: str) -> tuple[date | None, date | None]:
        """A start and an end, either open; an end before its start rejects the row."""
        starts, ends = self.day(first), self.day(last)
        if starts and ends and ends < starts:
            raise self.fault(last, "end_before_start", "The end is before the start.")
        return starts, ends

    def fault(self, column: str, code: str, reason: str, value: str | None = None) -> RowFault:
        """A refusal of this row that names the cell."""
        shown = self.raw(column) if value is None else value
        return RowFault(self.table.title(column), shown[:200], code, reason)

    def note(self, column: str, code: str, reason: str) -> None:
        """Tell the person who imports; the row comes in."""
        title, value = self.table.title(column), self.raw(column)[:200]
        table = self.table
        table.notes.append(Note(table.name, self.number, title, value, code, reason, table.sheet))
