"""A workbook (.xlsx, .xlsm) read out of its own XML, believing nothing it says about itself.

Its dimensions, which sheet comes first, which are hidden, its styles and its properties may all be
wrong or missing: only the cells count. Everything is read as a stream, and what it may take up is
bounded while it is being read.
"""

import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from posixpath import normpath
from typing import IO
from xml.parsers import expat

from .cells import Spoilt, undo
from .files import DAMAGED
from .number_formats import Styles, kind_of_format, shown, whole_number
from .outcome import Refused

MAX_ROWS = 50_000
MAX_COLUMNS = 400
MAX_SLOTS = 3_000_000
MAX_LETTERS = 60_000_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_FILLS = 200_000
_SMALL = 20 * 1024 * 1024
_PIECE = 1 << 16
_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$")


@dataclass(slots=True)
class Page:
    """One sheet of a workbook: its rows that are not blank, by the numbers they have there."""

    name: str
    hidden: bool = False
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    cut: bool = False


@dataclass(slots=True)
class _Room:
    """What is left of the space that a workbook may take up."""

    file: str
    rows: int = MAX_ROWS
    slots: int = MAX_SLOTS
    letters: int = MAX_LETTERS

    def take(self, cells: list[str]) -> None:
        self.rows -= 1
        self.slots -= len(cells)
        self.letters -= sum(map(len, cells))
        if min(self.rows, self.slots, self.letters) < 0:
            raise Refused(
                f"{self.file} holds more than a roll can be: at most {MAX_ROWS} rows are read. "
                "Take off what is no roll, or bring it in in parts.",
                code="too_big",
                file=self.file,
            )


def read_workbook(name: str, stream: IO[bytes]) -> list[Page]:
    """Every sheet of a workbook. Raises `Refused` for what is no workbook, or too large."""
    size = stream.seek(0, 2)
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _Book(name, archive, size).pages()
    except (expat.ExpatError, *DAMAGED) as error:
        raise unreadable(name) from error


def unreadable(name: str) -> Refused:
    """The refusal for a file that cannot be read to its end."""
    return Refused(
        f"{name} cannot be read to its end. Open it in your spreadsheet programme, save it anew "
        "as .xlsx or CSV and send that.",
        code="unreadable",
        file=name,
    )


class _Book:
    def __init__(self, name: str, archive: zipfile.ZipFile, size: int) -> None:
        self.name, self.archive = name, archive
        self.parts = {info.filename.lstrip("/").lower(): info for info in archive.infolist()}
        self.room, self.epoch = _Room(name), date(1899, 12, 30)
        self._check(size)

    def _check(self, size: int) -> None:
        read = [info for part, info in self.parts.items() if part.endswith((".xml", ".rels"))]
        unpacked = sum(info.file_size for info in read)
        if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > 100 * size):
            raise Refused(
                f"{self.name} is far larger inside than a roll can be.",
                code="bomb",
                file=self.name,
            )

    def pages(self) -> list[Page]:
        sheets = self._sheets()
        if not sheets:
            raise unreadable(self.name)
        formats = self._formats()
        strings = self._strings()
        return [self._page(page, part, strings, formats) for page, part in sheets]

    def _page(self, page: Page, part: str, strings: list[str], formats: list[str]) -> Page:
        reader = _SheetReader(page, self.room, strings, formats, self.epoch)
        self._parse(part, reader.start, reader.end, reader.text)
        page.rows.sort(key=lambda row: row[0])
        _fill_merged(page, reader.areas)
        return page

    def _parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] = lambda _tag: None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, values: start(_local(tag), values)
        parser.EndElementHandler = lambda tag: end(_local(tag))
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        if text:
            parser.CharacterDataHandler = text
        with self.archive.open(self.parts[part.lower()]) as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _refuse_doctype(self, *_of: object) -> None:
        raise unreadable(self.name)

    def _sheets(self) -> list[tuple[Page, str]]:
        """The sheets in the workbook's order, and then whatever sheet it does not list."""
        found: list[tuple[Page, str]] = []
        if "xl/workbook.xml" in self.parts:
            targets = self._targets()
            for name, state, link in self._listed():
                if part := targets.get(link):
                    found.append((Page(name, state != "visible"), part))
        listed = {part for _page, part in found}
        lone = (p for p in self.parts if p.startswith("xl/worksheets/") and p.endswith(".xml"))
        others = [(Page(_stem(part)), part) for part in sorted(lone) if part not in listed]
        return found + others

    def _listed(self) -> list[tuple[str, str, str]]:
        found: list[tuple[str, str, str]] = []

        def start(tag: str, values: dict[str, str]) -> None:
            if tag == "sheet":
                link = next((v for k, v in values.items() if _local(k) == "id"), "")
                found.append((values.get("name", ""), values.get("state", "visible"), link))
            elif tag == "workbookPr" and values.get("date1904") in ("1", "true"):
                self.epoch = date(1904, 1, 1)

        self._parse("xl/workbook.xml", start)
        return found

    def _targets(self) -> dict[str, str]:
        found: dict[str, str] = {}

        def start(tag: str, values: dict[str, str]) -> None:
            target = values.get("Target", "")
            part = normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
            is_sheet = values.get("Type", "").lower().endswith("/worksheet")
            if tag == "Relationship" and is_sheet and part.lower() in self.parts:
                found[values.get("Id", "")] = part.lower()

        if "xl/_rels/workbook.xml.rels" in self.parts:
            self._parse("xl/_rels/workbook.xml.rels", start)
        return found

    def _strings(self) -> list[str]:
        if "xl/sharedstrings.xml" not in self.parts:
            return []
        reader = _Strings()
        self._parse("xl/sharedstrings.xml", reader.start, reader.end, reader.text)
        return reader.found

    def _formats(self) -> list[str]:
        """What each style shows a number as; styles that cannot be read show it plainly."""
        reader = Styles()
        try:
            self._parse("xl/styles.xml", reader.start, reader.end)
        except (KeyError, ValueError, expat.ExpatError, Refused):
            return []
        return [reader.of.get(number, str(number)) for number in reader.used]


class _Strings:
    """The texts that cells point to, without the readings that stand over some of them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._aside = self._in_text = False

    def start(self, tag: str, _values: dict[str, str]) -> None:
        if tag == "si":
            self._parts = []
        self._aside = self._aside or tag == "rPh"
        self._in_text = tag == "t" and not self._aside

    def end(self, tag: str) -> None:
        if tag == "si":
            self.found.append(undo("".join(self._parts)))
        self._aside = self._aside and tag != "rPh"
        self._in_text = False

    def text(self, text: str) -> None:
        if self._in_text:
            self._parts.append(text)


class _SheetReader:
    """Takes the cells of one sheet as its XML goes by."""

    def __init__(
        self, page: Page, room: _Room, strings: list[str], formats: list[str], epoch: date
    ) -> None:
        self.page, self.room, self.strings = page, room, strings
        self.kinds = [kind_of_format(code) for code in formats]
        self.epoch, self.areas = epoch, list[tuple[int, int, int]]()
        self._row = self._column = 0
        self._cells: list[str] = []
        self._type, self._style = "n", 0
        self._parts: list[str] = []
        self._reading = self._aside = False

    def start(self, tag: str, values: dict[str, str]) -> None:
        if tag == "row":
            self._row = whole_number(values.get("r")) or self._row + 1
            self._cells, self._column = [], 0
        elif tag == "c":
            self._start_cell(values)
        elif tag == "rPh":
            self._aside = True
        elif tag in ("v", "t"):
            self._reading = not self._aside
        elif tag == "mergeCell":
            self._merge(values.get("ref", ""))

    def _start_cell(self, values: dict[str, str]) -> None:
        found = _REF.match(values.get("r", ""))
        self._column = _column(found[1]) if found else self._column + 1
        self._type = values.get("t", "n")
        self._style = whole_number(values.get("s"))
        self._parts = []

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._reading = False
        elif tag == "rPh":
            self._aside = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row" and any(self._cells):
            self.room.take(self._cells)
            self.page.rows.append((self._row, self._cells))

    def text(self, text: str) -> None:
        if self._reading:
            self._parts.append(text)

    def _end_cell(self) -> None:
        if not self._parts:
            return
        value = self._value("".join(self._parts))
        if not value:
            return
        if self._column > MAX_COLUMNS:
            self.page.cut = True
            return
        self._cells += [""] * (self._column - len(self._cells))
        self._cells[self._column - 1] = value

    def _value(self, raw: str) -> str:
        if self._type == "s":
            place = whole_number(raw, -1)
            return self.strings[place] if 0 <= place < len(self.strings) else ""
        if self._type in ("str", "inlineStr"):
            return undo(raw)
        if self._type == "e":
            return Spoilt(raw, "error")
        if self._type == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if self._type == "d":
            return Spoilt(raw[:10], "date")
        kind = self.kinds[self._style] if 0 <= self._style < len(self.kinds) else ("", 0)
        return shown(raw.strip(), *kind, self.epoch)

    def _merge(self, ref: str) -> None:
        found = _AREA.match(ref)
        if found and int(found[4]) > int(found[2]) and len(self.areas) < 10_000:
            self.areas.append((_column(found[1]), int(found[2]), int(found[4])))


def _fill_merged(page: Page, areas: list[tuple[int, int, int]]) -> None:
    """Give every row of a merged area its value; rows that hold nothing else stay away."""
    numbers, left = [number for number, _cells in page.rows], MAX_FILLS
    for column, first, last in areas:
        at = bisect_left(numbers, first)
        top = page.rows[at][1] if at < len(numbers) and numbers[at] == first else []
        value = top[column - 1] if column <= len(top) else ""
        rows = page.rows[at + 1 : bisect_right(numbers, last)] if value else []
        left -= len(rows)
        if left < 0:
            return
        for _at, cells in rows:
            cells += [""] * (column - len(cells))
            cells[column - 1] = cells[column - 1] or value
        if rows:
            page.merged.append(f"{column_letter(column)}{first}:{column_letter(column)}{last}")


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _stem(part: str) -> str:
    return part.rpartition("/")[2].removesuffix(".xml")


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place


def column_letter(place: int) -> str:
    """The letter of a column, of which the first is 1: A, Z, AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
