"""Open a file of rows that somebody saved from a spreadsheet, however it was saved."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Row = tuple[int, dict[str, str]]
_SEPARATORS = (",", ";", "\t")


class Unreadable(ValueError):
    """The file as a whole cannot be used; the message says what to do."""

    def __init__(self, code: str, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.code, self.reason, self.column = code, reason, column


LONGEST_CELL = 131_072


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it came in; `rows` counts the rows under the header that hold anything."""

    name: str
    sha256: str
    rows: int


def rows(path: Path) -> Iterator[Row]:
    """Give every row that holds anything, with its number; the header is row 1.

    Reads UTF-8 and UTF-16, marked or not marked, and Windows-1252; commas, semicolons or tabs.
    Cells are stripped of spaces and missing ones are "". What stands beyond the last column is
    under the name "". Raises `Unreadable`.
    """
    reader = _reader(path)
    header = _header(reader, path)
    try:
        for number, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                yield number, _row(header, cells)
    except csv.Error as error:
        raise Unreadable("unreadable", _ask_again(path)) from error


def columns(path: Path) -> list[str]:
    """Give the names in the header, in small letters. Raises `Unreadable`."""
    return _header(_reader(path), path)


def source_file(path: Path, count: int) -> SourceFile:
    """Say which file was read: its name, its SHA-256, and how many rows it had."""
    return SourceFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), count)


def _reader(path: Path) -> Iterator[list[str]]:
    text = _decoded(path)
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"{path.name} could not be opened. Check that it is there and may be read."
        raise Unreadable("unreadable", reason) from error
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("unreadable", _ask_again(path))


def _header(reader: Iterator[list[str]], path: Path) -> list[str]:
    try:
        names = [name.strip().lower() for name in next(reader, [])]
    except csv.Error as error:
        raise Unreadable("unreadable", _ask_again(path)) from error
    if not any(names):
        reason = f"{path.name} has no header. Put the names of the columns in its first row."
        raise Unreadable("no_header", reason)
    for name in names:
        if name and names.count(name) > 1:
            reason = f"{path.name} has the column {name} more than once. Keep one of them."
            raise Unreadable("repeated_column", reason, name)
    return names


def _row(header: list[str], cells: list[str]) -> dict[str, str]:
    padded = [cell.strip() for cell in cells] + [""] * (len(header) - len(cells))
    row = {name: cell for name, cell in zip(header, padded, strict=False) if name}
    return row | {"": "".join(padded[len(header) :])}


def _ask_again(path: Path) -> str:
    return f"{path.name} could not be read as a table. Save it as CSV (UTF-8) and try again."
