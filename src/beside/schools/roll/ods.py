"""An OpenDocument sheet (.ods) as rows of text, out of its own XML: no macro and no formula."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from . import xml
from .files import DAMAGED, Member, from_bytes
from .outcome import Refused
from .workbook import MAX_COLUMNS, MAX_ROWS, Page

MAX_CELLS = 3_000_000
MAX_RATIO = 400


def read_ods(member: Member) -> list[Page]:
    """Every sheet: its name, and its rows that are not blank by the number they have there.

    Rows and cells that stand for many, as the stray formatting at the end of a sheet does, count
    only where they hold something. Raises `Refused` where the file cannot be read.
    """
    with member.open() as stream:
        content = stream.read()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entry = archive.getinfo("content.xml")
            if entry.file_size > min(xml.MAX_XML, MAX_RATIO * max(entry.compress_size, 1)):
                raise _too_big(member.name)
            body = archive.read(entry)
    except DAMAGED as error:
        raise Refused(
            f"{member.name} cannot be read to its end. Save it again and send it.",
            code="unreadable",
            file=member.name,
        ) from error
    tables = xml.elements(from_bytes(member.name, body), "table")
    return [_Sheet(member.name, table).read() for table in tables]


def _too_big(name: str) -> Refused:
    return Refused(f"{name} is far larger than a roll can be.", code="too_big", file=name)


class _Sheet:
    def __init__(self, file: str, table: Element) -> None:
        self.file, self.table, self.room = file, table, MAX_CELLS

    def read(self) -> Page:
        """The name and the rows of one sheet."""
        rows: list[tuple[int, list[str]]] = []
        number = 1
        for element in _rows(self.table):
            times = _repeats(element, "number-rows-repeated")
            cells = self._cells(element)
            if any(cells):
                self._take(len(cells) * times)
                if len(rows) + times > MAX_ROWS:
                    raise _too_big(self.file)
                rows += [(number + place, cells) for place in range(times)]
            number += times
        return Page(_attribute(self.table, "name"), rows=rows)

    def _take(self, cells: int) -> None:
        self.room -= cells
        if self.room < 0:
            raise _too_big(self.file)

    def _cells(self, row: Element) -> list[str]:
        cells: list[str] = []
        empty = 0
        for element in row:
            if xml.local(element) not in ("table-cell", "covered-table-cell"):
                continue
            value, times = _value(element), _repeats(element, "number-columns-repeated")
            if not value:
                empty += times
                continue
            if len(cells) + empty + times > MAX_COLUMNS:
                break
            cells += [""] * empty + [value] * times
            empty = 0
        return cells


def _rows(element: Element) -> Iterator[Element]:
    """The rows of a sheet, also those inside groups and repeated headings."""
    for each in element:
        if xml.local(each) == "table-row":
            yield each
        elif xml.local(each) in ("table-row-group", "table-header-rows", "table-rows"):
            yield from _rows(each)


def _attribute(element: Element, name: str) -> str:
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _repeats(element: Element, name: str) -> int:
    times = _attribute(element, name)
    return max(int(times), 1) if times.isascii() and times.isdecimal() and len(times) < 9 else 1


def _value(cell: Element) -> str:
    """What a person sees in the cell; a date as 2026-09-01."""
    if _attribute(cell, "value-type") == "date":
        return _attribute(cell, "date-value")[:10]
    lines = ["".join(_shown(line)) for line in cell if xml.local(line) == "p"]
    return "\n".join(lines)


def _shown(line: Element) -> Iterator[str]:
    """The text of a paragraph, without remarks; runs of blanks and breaks have elements of their
    own."""
    yield line.text or ""
    for each in line:
        name = xml.local(each)
        if name == "s":
            yield " " * min(_repeats(each, "c"), 100)
        elif name in ("tab", "line-break"):
            yield " "
        elif name not in ("annotation", "note", "ruby-text"):
            yield from _shown(each)
        yield each.tail or ""
