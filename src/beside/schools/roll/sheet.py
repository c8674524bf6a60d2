"""A school's own sheet, one row a person, as a spreadsheet, a CSV file or pasted text.

An id out of a sheet holds within its school and for pupils or staff alone. People without one get
one made of the school, their admission number or else their name and tutor group: the same sheet
gives the same ids. Phone numbers are not kept.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from .collector import Collector
from .columns import guess_columns, speaks_of_staff
from .files import Member, from_bytes, members
from .letters import ask_about_letters
from .outcome import Refused, Roll, Unused
from .records import School
from .roles import PUPIL
from .sheet_kinds import STAFF
from .sheet_people import SheetPeople
from .sheet_rows import SheetPage, unused_columns
from .sheet_schools import Schools
from .tables import TABLE_UNREAD, Table, open_sheets
from .text import escape, unescape
from .years import in_plain_years

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
    schools: Sequence[School] = (),
    encoding: str = "",
) -> Roll:
    """Who one sheet says is at a school.

    `mapping` says what each column holds (see `guess_columns`, which is used without it). `name`
    is the file name of bytes. `schools` are those on the stored roll, so that a School column can
    name them. What is wrong with the sheet stands in `errors` and `rejected`.
    """
    roll = Roll(format="sheet")
    try:
        member = replace(_member(source, name), said=encoding)
        read_member(Collector(roll), member, school, mapping, schools)
    except Refused as refused:
        roll.errors.append(refused.fault)
    roll.records = in_plain_years(roll.records)
    return roll


def read_pasted(text: str, mapping: Mapping[int, str] | None = None, *, school: School) -> Roll:
    """Who rows pasted out of a spreadsheet say is at a school; like `read_sheet`."""
    return read_sheet(text.encode("utf-8", "replace"), mapping, school=school, name="pasted.tsv")


def preview(source: Path | bytes, name: str = "sheet.xlsx", rows: int = 5) -> list[list[str]]:
    """The header and the first rows, for a person to confirm what the columns hold.

    Raises `Refused` where the sheet cannot be read.
    """
    table = open_sheets(_member(source, name))[0][0]
    return [table.header, *(row.cells for row, _ in zip(table.rows(), range(rows), strict=False))]


def read_member(
    collector: Collector,
    member: Member,
    school: School | None,
    mapping: Mapping[int, str] | None = None,
    schools: Sequence[School] = (),
) -> list[SheetPage]:
    """Read an opened file into a roll, every sheet of it that has the headings of one; gives the
    sheets, which know the person of every row."""
    tables, read = open_sheets(member)
    collector.roll.files.append(read)
    pages = _read_pages(collector, tables, Schools(school, schools), mapping)
    ask_about_letters(collector.roll, tables[0])
    _settle(collector, pages, school)
    return pages


def _read_pages(
    collector: Collector,
    tables: list[Table],
    schools: Schools,
    mapping: Mapping[int, str] | None,
) -> list[SheetPage]:
    pages = [
        SheetPage(
            collector, table, _places(table, mapping if table is tables[0] else None), schools
        )
        for table in tables
    ]
    for page in pages:
        page.check()
    schools.settle(tables)
    for page in pages:
        page.read()
    SheetPeople(pages).add()
    return pages


def _places(table: Table, mapping: Mapping[int, str] | None) -> dict[int, str]:
    if mapping is not None:
        return dict(mapping)
    sample = [row.cells for row, _ in zip(table.rows(), range(50), strict=False)]
    return guess_columns(table.header, sample)


def _settle(collector: Collector, pages: list[SheetPage], school: School | None) -> None:
    """What the sheets as a whole speak of."""
    roll, records = collector.roll, collector.roll.records
    roles = _roles_of_groups(pages)
    roll.says = {"school", "person", "group"} | {
        kind for kind in ("enrolment", "post") if records[kind]
    }
    roll.says |= {"membership"} if roles else set()
    roll.says |= {"family_link"} if any(page.carer_columns for page in pages) else set()
    if not records["person"]:
        staff = all(speaks_of_staff(page.table.header) for page in pages)
        roll.says.add("post" if staff else "enrolment")
    roll.group_kinds = frozenset({"tutor_group"})
    roll.member_roles = frozenset(roles)
    roll.post_kinds = frozenset({"teacher", "staff", "office", "head"})
    roll.lists_staff = "post" in roll.says
    roll.unread = any(note.code == TABLE_UNREAD for note in roll.notes)
    if school and not all(page.table.has("school") for page in pages):
        collector.add("school", school)
    roll.covers = set(records["school"])
    for page in pages:
        roll.row_texts += page.row_texts()
        _name_unused(collector, page)
        _note_own_school(collector, page)


def _roles_of_groups(pages: list[SheetPage]) -> set[str]:
    """Whose places in tutor groups the sheets speak of, be it by leaving them empty."""
    kinds = {e.kind for page in pages if page.table.has("tutor_group") for e in page.entries}
    return {role for kind, role in ((PUPIL, "pupil"), (STAFF, "tutor")) if kind in kinds}


def _name_unused(collector: Collector, page: SheetPage) -> None:
    table = page.table
    for column in unused_columns(table, page.places, list(table.rows())):
        collector.roll.unused.append(Unused(table.name, table.sheet, column))


def _note_own_school(collector: Collector, page: SheetPage) -> None:
    for value in page.schools.taken_as_own.values() if page.table.has("school") else ():
        reason = f"{page.table.title('school')} says {value}: this was taken to be the school."
        collector.note(page.table, "school_name", reason, value)


def write_back(
    source: Path | bytes,
    mapping: Mapping[int, str] | None = None,
    *,
    school: School,
    name: str = "sheet.xlsx",
    schools: Sequence[School] = (),
    ids: Mapping[str, str] | None = None,
    encoding: str = "",
) -> bytes:
    """The sheet with an id for every person in its first column, as a spreadsheet (xlsx) to keep.

    `ids` are the ids under which people stand on the roll, by those that reading gave them. Cells
    that a spreadsheet would run as a formula are escaped. Raises `Refused` where the sheet cannot
    be read.
    """
    tables, _ = open_sheets(replace(_member(source, name), said=encoding))
    collector = Collector(Roll(format="sheet"))
    pages = _read_pages(collector, tables, Schools(school, schools), mapping)
    return _workbook(
        [(page.table.sheet or "Roll", _rows_with_ids(page, ids or {})) for page in pages]
    )


def _rows_with_ids(page: SheetPage, ids: Mapping[str, str]) -> list[list[str]]:
    table = page.table
    at = next((place for place, of in page.places.items() if of == "beside_id"), None)
    rows = [[ID_TITLE, *_without(table.header, at)]]
    for row in table.rows():
        id = page.ids.get(row.number, "")
        rows.append([ids.get(id, id), *_without(row.cells, at)])
    return rows


def _without(cells: list[str], place: int | None) -> list[str]:
    return [cell for at, cell in enumerate(cells) if at != place]


def _workbook(sheets: list[tuple[str, list[list[str]]]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for number, (title, rows) in enumerate(sheets, start=1):
        page = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", title)[:31] or f"Roll {number}")
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
