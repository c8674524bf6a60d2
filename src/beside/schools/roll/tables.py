"""Tables: a header and rows, whether they came as CSV, as a spreadsheet or as pasted text."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from .dates import Ambiguous, Evidence, Order, Unreadable, evidence, needs_order, read_date
from .files import Inspection, Member, inspect
from .ods import read_ods
from .outcome import FileRead, Note, Refused, RowFault
from .text import clean, header_key, unescape

MAX_CELL = 100_000
MAX_LINE = 32 * 1024 * 1024
MAX_ROWS = 1_000_000
MAX_SHEET = 50_000
_DELIMITERS = ",;\t"

Cells = Callable[[], Iterator[list[str]]]


@dataclass(slots=True)
class Table:
    """A file as a header and rows that can be read more than once. Row 1 is the header."""

    name: str
    header: list[str]
    cells: Cells
    columns: dict[str, int] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)
    damaged: bool = False
    rows_read: int = 0
    notes: list[Note] = field(default_factory=list)
    _orders: dict[int, Order | None] = field(default_factory=dict)

    def rows(self) -> Iterator["Row"]:
        """The rows that are not blank, numbered as a spreadsheet numbers them."""
        for number, cells in enumerate(self.cells(), start=1):
            if number > 1 and any(cells):
                yield Row(self, number, cells)

    def has(self, column: str) -> bool:
        """Whether the header names this column."""
        return column in self.columns

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
                    row=1,
                    column=title,
                )

    def refuse_repeated(self, column: str) -> Refused:
        """The refusal of a file that has a column twice which is to be read."""
        title = self.title(column)
        return Refused(
            f"{self.name} has two columns called {title}. Keep the right one.",
            code="same_column",
            file=self.name,
            row=1,
            column=title,
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
        if any(cell.strip() for cell in self.cells[len(self.table.header) :]):
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
        self.table.notes.append(Note(self.table.name, self.number, title, value, code, reason))


def open_table(member: Member, aliases: Mapping[str, str] | None = None) -> tuple[Table, FileRead]:
    """A file as a table, scanned once from end to end, with its hash and number of rows.

    `aliases` maps other titles of a column to the one used here. Raises `Refused` where the file
    cannot be read to its end.
    """
    look = inspect(member)
    table = _table(member.name, _cells(member, look), aliases or {})
    table.damaged = look.damaged
    return table, FileRead(member.name, look.sha256, table.rows_read)


def _table(name: str, cells: Cells, aliases: Mapping[str, str]) -> Table:
    header = next(cells(), [])
    if not any(header):
        raise Refused(
            f"{name} is empty. Its first row must name the columns.", code="empty", file=name
        )
    table = Table(name, header, cells)
    places: dict[str, list[int]] = {}
    for place, title in enumerate(header):
        key = header_key(title)
        if key := aliases.get(key, key):
            places.setdefault(key, []).append(place)
    several = {place for found in places.values() if len(found) > 1 for place in found}
    table.rows_read, filled = _look_at_rows(table, several)
    for key, found in places.items():
        _settle_column(table, key, found, filled)
    return table


def _look_at_rows(table: Table, places: set[int]) -> tuple[int, set[int]]:
    """How many rows there are, and which of these places hold anything at all."""
    filled: set[int] = set()
    count = 0
    for row in table.rows():
        count += 1
        if len(filled) < len(places):
            filled |= {p for p in places if p < len(row.cells) and row.cells[p].strip()}
    return count, filled


def _settle_column(table: Table, key: str, places: list[int], filled: set[int]) -> None:
    """Of several columns for one thing, the one that is filled counts, then the one that is called
    so and not by another name; two of those are for a person to settle."""
    used = [place for place in places if place in filled] or places[:1]
    called = [place for place in used if header_key(table.header[place]) == key] or used
    table.columns[key] = called[0]
    if len(called) > 1:
        table.repeated.add(key)


def _cells(member: Member, look: Inspection) -> Cells:
    if member.name.lower().endswith(".ods"):
        return _document(member)
    if member.name.lower().endswith(".xlsx"):
        rows = list(islice(_spreadsheet(member), MAX_SHEET + 1))
        if len(rows) > MAX_SHEET:
            raise Refused(
                f"{member.name} has over {MAX_SHEET} rows. Save it as CSV.",
                code="too_big",
                file=member.name,
            )
        return lambda: iter(rows)
    delimiter = _delimiter(member, look.encoding)
    return lambda: _csv_rows(member, look.encoding, delimiter)


def _document(member: Member) -> Cells:
    """The first sheet of an OpenDocument file that holds anything."""
    rows = next((rows for _name, rows in read_ods(member) if rows), [])
    lines: list[list[str]] = [[] for _ in range(rows[-1][0])] if rows else []
    for number, cells in rows:
        lines[number - 1] = cells
    return lambda: iter(lines)


def _lines(member: Member, encoding: str) -> Iterator[str]:
    with member.open() as raw:
        lines = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")
        while line := lines.readline(MAX_LINE):
            if len(line) == MAX_LINE:
                raise Refused(
                    f"{member.name} has a line that never ends.", code="too_long", file=member.name
                )
            yield line


def _delimiter(member: Member, encoding: str) -> str:
    first = next(_unpacked(member.name, _lines(member, encoding)), "")
    return max(_DELIMITERS, key=first.count)


def _csv_rows(member: Member, encoding: str, delimiter: str) -> Iterator[list[str]]:
    lines = _unpacked(member.name, _lines(member, encoding))
    return _parse_csv(member.name, lines, delimiter)


def _unpacked(name: str, lines: Iterator[str]) -> Iterator[str]:
    try:
        yield from lines
    except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise _unreadable(name) from error


def _parse_csv(name: str, lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    """Rows of cells out of lines of text; a quote that never closes refuses the file."""
    csv.field_size_limit(MAX_LINE)
    row = 0
    try:
        for row, cells in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), start=1):
            if row > MAX_ROWS:
                raise Refused(f"{name} has over a million rows.", code="too_big", file=name)
            yield cells
    except csv.Error as error:
        raise Refused(
            f"A quotation mark in row {row + 1} of {name} is not closed. "
            "Close it, or double it if it belongs to the text.",
            code="unclosed_quote",
            file=name,
            row=row + 1,
        ) from error


def _unreadable(name: str) -> Refused:
    """The refusal for a file that cannot be read to its end."""
    return Refused(
        f"{name} cannot be read to its end. Export it again and send it.",
        code="unreadable",
        file=name,
    )


def _spreadsheet(member: Member) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    with member.open() as raw:
        content = io.BytesIO(raw.read())
    try:
        _check_packed(member.name, content)
        book = load_workbook(content, read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows()]
            if any(any(row) for row in rows):
                yield from rows
                return
    except Refused:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file leads it into
        raise _unreadable(member.name) from error


def _check_packed(name: str, content: io.BytesIO) -> None:
    """Refuse a spreadsheet that unpacks to more than a roll can be."""
    with zipfile.ZipFile(content) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > 100 * 1024 * 1024 or unpacked > 100 * len(content.getbuffer()):
        raise Refused(f"{name} is far larger inside than a roll can be.", code="bomb", file=name)


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _with_zeros(value, str(cell.number_format or ""))
    return str(value)


def _with_zeros(value: int, number_format: str) -> str:
    """A number shown with leading zeros (format 00000) keeps them."""
    zeros = len(number_format) if number_format and set(number_format) == {"0"} else 0
    return str(value).zfill(zeros)
