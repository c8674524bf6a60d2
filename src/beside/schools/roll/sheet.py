"""A school's own sheet, one row a person, as a spreadsheet, a CSV file or pasted text.

People without an id get one made of the school, their admission number or else their name and tutor
group: the same sheet gives the same ids. Nobody is ever matched by name with somebody already on
the roll. Phone numbers are not kept.
"""

import io
from collections.abc import Mapping
from pathlib import Path

from .collector import Collector
from .columns import guess_columns
from .files import Member, from_bytes, members
from .outcome import Refused, Roll
from .records import School
from .sheet_rows import SheetReader
from .tables import Table, open_table
from .text import escape, unescape

ID_TITLE = "Beside id"

__all__ = [
    "School",
    "guess_columns",
    "preview",
    "read_member",
    "read_pasted",
    "read_sheet",
    "write_back",
]


def read_sheet(
    source: Path | bytes,
    mapping: Mapping[int, str] | None = None,
    *,
    school: School,
    name: str = "sheet.xlsx",
) -> Roll:
    """Who one sheet says is at a school.

    `mapping` says what each column holds (see `guess_columns`, which is used without it). `name`
    is the file name of bytes; its ending tells a spreadsheet from CSV. What is wrong with the
    sheet stands in `errors` and `rejected`.
    """
    roll = Roll(format="sheet")
    try:
        read_member(Collector(roll), _member(source, name), school, mapping)
    except Refused as refused:
        roll.errors.append(refused.fault)
    return roll


def read_pasted(text: str, mapping: Mapping[int, str] | None = None, *, school: School) -> Roll:
    """Who rows pasted out of a spreadsheet say is at a school; like `read_sheet`."""
    return read_sheet(text.encode(), mapping, school=school, name="pasted.tsv")


def preview(source: Path | bytes, name: str = "sheet.xlsx", rows: int = 5) -> list[list[str]]:
    """The header and the first rows, for a person to confirm what the columns hold.

    Raises `Refused` where the sheet cannot be read.
    """
    table, _ = open_table(_member(source, name))
    return [table.header, *(row.cells for row, _ in zip(table.rows(), range(rows), strict=False))]


def read_member(
    collector: Collector,
    member: Member,
    school: School | None,
    mapping: Mapping[int, str] | None = None,
) -> None:
    """Read an opened sheet into a roll."""
    table, read = open_table(member)
    collector.roll.files.append(read)
    _reader(collector, table, school, mapping).read()


def write_back(
    source: Path | bytes,
    mapping: Mapping[int, str] | None = None,
    *,
    school: School,
    name: str = "sheet.xlsx",
) -> bytes:
    """The sheet with an id for every person in its first column, as a spreadsheet (xlsx) to keep.

    Cells that a spreadsheet would run as a formula are escaped. Raises `Refused` where the sheet
    cannot be read.
    """
    table, _ = open_table(_member(source, name))
    reader = _reader(Collector(Roll(format="sheet")), table, school, mapping)
    reader.read()
    at = next((place for place, of in reader.places.items() if of == "id"), None)
    header = [ID_TITLE, *_without(table.header, at)]
    rows = [[reader.ids.get(row.number, ""), *_without(row.cells, at)] for row in table.rows()]
    return _workbook([header, *rows])


def _without(cells: list[str], place: int | None) -> list[str]:
    return [cell for at, cell in enumerate(cells) if at != place]


def _workbook(rows: list[list[str]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet("Roll")
    for row in rows:
        page.append([_safe(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _safe(cell: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return escape(ILLEGAL_CHARACTERS_RE.sub("", unescape(cell)))


def _member(source: Path | bytes, name: str) -> Member:
    if isinstance(source, bytes):
        return from_bytes(name, source)
    found = members(source)
    if not found:
        raise Refused(f"There is no sheet in {source.name}.", code="not_found", file=source.name)
    return found[0]


def _reader(
    collector: Collector, table: Table, school: School | None, mapping: Mapping[int, str] | None
) -> SheetReader:
    sample = [row.cells for row, _ in zip(table.rows(), range(50), strict=False)]
    places = dict(mapping) if mapping is not None else guess_columns(table.header, sample)
    return SheetReader(collector, table, places, school)
