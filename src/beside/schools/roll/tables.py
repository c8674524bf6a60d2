"""Tables: a header and rows, whether they came as CSV, as a spreadsheet or as pasted text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from .columns import is_heading, known_titles
from .csvs import find_delimiter, mend_quotes, read_cells, read_lines
from .file_kinds import kind_of_file, refuse_kind
from .files import Inspection, Member, inspect
from .layouts import is_other_heading, parts_of, with_bands, with_parts_below
from .ods import read_ods
from .outcome import FileRead, Note, Refused
from .rows import MAX_CELL, Cells, Row, Table
from .text import header_key
from .workbook import MAX_ROWS, Page, read_workbook

__all__ = ["MAX_CELL", "Cells", "Row", "Table", "open_sheets", "open_table"]

SEARCHED = 25
MAX_LINES = 1 << 31
TABLE_UNREAD = "table_not_read"


@dataclass(slots=True)
class Opened:
    """A file that was looked at: its sheets (one, for text), and what there is to say of it."""

    member: Member
    look: Inspection
    pages: list[tuple[str, Cells]]
    notes: list[Note]
    wide: bool = False


def open_table(member: Member, aliases: Mapping[str, str] | None = None) -> tuple[Table, FileRead]:
    """A file as a table, scanned once from end to end, with its hash and number of rows.

    `aliases` maps other titles of a column to the one used here. Raises `Refused` where the file
    cannot be read to its end.
    """
    opened = _open(member)
    sheet, cells = next((page for page in opened.pages if _first(page[1])), opened.pages[0])
    table = _table(opened, sheet, cells, aliases or {})
    table.notes += opened.notes
    return table, FileRead(member.name, opened.look.sha256, table.rows_read)


def open_sheets(member: Member) -> tuple[list[Table], FileRead]:
    """Every sheet of a file that has the headings of a roll, each with its own header row.

    What was not read is noted. Without any such sheet the first one that holds anything is taken
    as it is.
    """
    opened = _open(member)
    found = [(sheet, cells, _header_row(cells)) for sheet, cells in opened.pages]
    read = [(sheet, cells, row) for sheet, cells, row in found if row]
    if not read:
        table, file = open_table(member)
        return [table], file
    tables = [
        _table(opened, sheet, part, {}, at)
        for sheet, cells, row in read
        for block, top in _blocks(cells, row)
        for part, at in _laid_out(block, top)
    ]
    _check_size(member.name, tables)
    _note_left_out(opened, tables, [page for page in found if not page[2]])
    tables[0].notes += opened.notes
    return tables, FileRead(
        member.name, opened.look.sha256, sum(table.rows_read for table in tables)
    )


def _blocks(cells: Cells, row: int) -> list[tuple[Cells, int]]:
    """The tables that stand under each other in a sheet, each from its own headings on."""
    tops, known = [row], []
    for number, line in cells():
        if number == row:
            known = line
        elif number > row + 1 and is_other_heading(line, known):
            tops.append(number)
            known = line
    if len(tops) == 1:
        return [(cells, row)]
    ends = [*tops[1:], MAX_LINES]
    starts = [0, *tops[1:]]
    return [(_lines(cells, a, b), at) for a, b, at in zip(starts, ends, tops, strict=True)]


def _lines(cells: Cells, first: int, last: int) -> Cells:
    return lambda: ((number, row) for number, row in cells() if first <= number < last)


def _laid_out(cells: Cells, row: int) -> Iterator[tuple[Cells, int]]:
    """The tables of a sheet whose headings stand in this row, each with its headings in one row."""
    near = dict(islice(((n, c) for n, c in cells() if row - 1 <= n <= row + 1), 3))
    header, at = with_bands(near[row], near.get(row - 1, [])), row
    if joined := with_parts_below(header, near.get(row + 1, [])):
        header, at = joined, row + 1
    parts = parts_of(header)
    for part in parts:
        if header == near[row] and len(parts) == 1:
            yield cells, row
        else:
            yield _part(cells, header, at, part), at


def _part(cells: Cells, header: list[str], at: int, part: range) -> Cells:
    """The cells of these columns, with these headings in their row."""

    def rows() -> Iterator[tuple[int, list[str]]]:
        for number, row in cells():
            yield number, (header if number == at else row)[part.start : part.stop]

    return rows


def _check_size(name: str, tables: list[Table]) -> None:
    if sum(table.rows_read for table in tables) > MAX_ROWS:
        raise Refused(
            f"{name} has over {MAX_ROWS} rows. Bring it in in parts.", code="too_big", file=name
        )


def _open(member: Member) -> Opened:
    look = inspect(member)
    kind = kind_of_file(member)
    if kind in ("workbook", "ods"):
        return _open_workbook(member, replace(look, guess=None), kind)
    if kind != "text":
        raise refuse_kind(member.name, kind)
    opened = Opened(member, look, [("", _text_cells(member, look))], [])
    _note_text(opened)
    return opened


def _open_workbook(member: Member, look: Inspection, kind: str) -> Opened:
    if kind == "ods":
        pages = read_ods(member)
    else:
        with member.open() as stream:
            pages = read_workbook(member.name, stream)
    opened = Opened(member, look, [(page.name, _page_cells(page)) for page in pages], [], True)
    for page in pages:
        _note_page(opened, page)
    return opened


def _page_cells(page: Page) -> Cells:
    return lambda: iter(page.rows)


def _note(opened: Opened, sheet: str, code: str, reason: str, row: int | None = None) -> None:
    opened.notes.append(Note(opened.member.name, row, "", "", code, reason, sheet))


def _note_page(opened: Opened, page: Page) -> None:
    if page.hidden and page.rows:
        _note(
            opened, page.name, "hidden", f"The sheet {page.name} is hidden. It was looked at too."
        )
    if page.merged:
        where = ", ".join(page.merged[:5]) + (" and others" if len(page.merged) > 5 else "")
        reason = f"Merged cells ({where}): their value was read for each of their rows."
        _note(opened, page.name, "merged", reason)
    if page.cut:
        reason = "Cells far to the right of the table were not read."
        _note(opened, page.name, "too_wide", reason)


def _note_text(opened: Opened) -> None:
    name, guess = opened.member.name, opened.look.guess
    if name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods")):
        _note(opened, "", "called", f"{name} is called a spreadsheet but is text. It was read so.")
    if guess and guess.words:
        words = ", ".join(guess.words)
        reason = f"These letters were read as {guess.name}: {words}. Are they right?"
        if guess.unsure:
            reason += " Some make no sense in any way of writing. Save the file as UTF-8."
        _note(opened, "", "encoding", reason)


def _note_left_out(
    opened: Opened, tables: list[Table], others: list[tuple[str, Cells, int]]
) -> None:
    for table in tables:
        if table.header_row > 1 and _rows_above(table):
            reason = f"What stands above the headings in row {table.header_row} was not read."
            _note(opened, table.sheet, "title_rows", reason, table.header_row)
    for sheet, cells, _row in others:
        if _first(cells):
            reason = f"The sheet {sheet} was not read: no column of it is called Name."
            _note(opened, sheet, TABLE_UNREAD if _is_table(cells) else "sheet_not_read", reason)


def _is_table(cells: Cells) -> bool:
    """Whether a sheet holds more than lines of text."""
    wide = [sum(map(bool, row)) for _number, row in cells()]
    return sum(count > 1 for count in wide) > 1 or max(wide, default=0) > 2


def _rows_above(table: Table) -> bool:
    number, cells = next(((n, c) for n, c in table.cells() if any(c)), (table.header_row, []))
    return number < table.header_row and bool(cells)


def _first(cells: Cells) -> list[str]:
    return next((row for _number, row in cells() if any(row)), [])


def _header_row(cells: Cells) -> int:
    """The number of the row that has the headings, looked for in the first rows; 0 without one."""
    rows = [(number, row) for number, row in islice(cells(), 3 * SEARCHED) if any(row)]
    best, most = 0, 0
    for place, (number, row) in enumerate(rows[:SEARCHED]):
        known = known_titles(row)
        enough = known >= 2 or not place or sum(map(bool, row)) == 1
        if is_heading(row) and enough and known > most:
            best, most = number, known
    return best


def _table(
    opened: Opened, sheet: str, cells: Cells, aliases: Mapping[str, str], at: int = 0
) -> Table:
    name = opened.member.name
    rows = ((n, row) for n, row in cells() if (n == at if at else any(row)))
    number, header = next(rows, (1, []))
    if not any(header):
        raise Refused(
            f"{name} is empty. Its first row must name the columns.", code="empty", file=name
        )
    table = Table(name, header, cells, sheet=sheet, header_row=number, wide=opened.wide)
    table.damaged, table.guess = opened.look.damaged, opened.look.guess
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


def _text_cells(member: Member, look: Inspection) -> Cells:
    delimiter = find_delimiter(member, look.encoding)

    def lines() -> Iterator[str]:
        return read_lines(member, look.encoding)

    def mended() -> Iterator[str]:
        return mend_quotes(lines(), delimiter)

    return _numbered(member.name, _readable(member.name, lines, mended, delimiter), delimiter)


def _readable(
    name: str,
    lines: Callable[[], Iterator[str]],
    mended: Callable[[], Iterator[str]],
    delimiter: str,
) -> Callable[[], Iterator[str]]:
    """The lines as they are, or mended where only so they can be read."""
    try:
        for _ in read_cells(name, lines(), delimiter):
            pass
    except Refused as refused:
        if refused.fault.code != "unclosed_quote":
            raise
        for _ in _otherwise(refused, read_cells(name, mended(), delimiter)):
            pass
        return mended
    return lines


def _otherwise(first: Refused, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except Refused:
        raise first from None


def _numbered(name: str, lines: Callable[[], Iterator[str]], delimiter: str) -> Cells:
    return lambda: enumerate(read_cells(name, lines(), delimiter), start=1)
