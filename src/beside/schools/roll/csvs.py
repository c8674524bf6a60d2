"""Rows of cells out of text with commas, semicolons, bars or tabs between them."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from .cells import undo
from .columns import known_titles
from .files import DAMAGED, Member
from .outcome import Refused

MAX_LINE = 32 * 1024 * 1024
MAX_ROWS = 1_000_000
HEAD = 12
_DELIMITERS = ",;\t|"
_MAYBE_SPOILT = re.compile(r"^=|_x|&[#a-zA-Z]")
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)


def read_lines(member: Member, encoding: str) -> Iterator[str]:
    """The lines of a text file, without the `sep=` that some programmes put first."""
    try:
        with member.open() as raw:
            lines = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")
            yield from _without_sep(_whole_lines(member.name, lines))
    except DAMAGED as error:
        raise Refused(
            f"{member.name} cannot be read to its end. Export it again and send it.",
            code="unreadable",
            file=member.name,
        ) from error


def _whole_lines(name: str, lines: io.TextIOWrapper) -> Iterator[str]:
    while line := lines.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            raise Refused(f"{name} has a line that never ends.", code="too_long", file=name)
        yield line


def _without_sep(lines: Iterator[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if place or not _SEP.match(line[:20]):
            yield line


def find_delimiter(member: Member, encoding: str) -> str:
    """What stands between the cells: the mark by which the most headings are known."""
    with member.open() as raw:
        first = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")
        said = _SEP.match(first.readline(20))
    head = [line for line, _ in zip(read_lines(member, encoding), range(HEAD), strict=False)]
    scores = {mark: (_known(head, mark), (head or [""])[0].count(mark)) for mark in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda mark: scores[mark])
    return said[1] if said and said[1] in _DELIMITERS and not scores[best][0] else best


def _known(head: list[str], delimiter: str) -> int:
    """The most headings any of the first rows has, read with this delimiter."""
    rows = csv.reader((line[:10_000] for line in head), delimiter=delimiter)
    try:
        return max((known_titles(row) if len(row) > 1 else 0 for row in rows), default=0)
    except csv.Error:
        return 0


def read_cells(name: str, lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Rows of cells out of lines of text; a quote that never closes refuses the file."""
    csv.field_size_limit(MAX_LINE)
    row = 0
    try:
        for row, cells in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), start=1):
            if row > MAX_ROWS:
                raise Refused(f"{name} has over a million rows.", code="too_big", file=name)
            yield [undo(cell) if _MAYBE_SPOILT.search(cell) else cell for cell in cells]
    except csv.Error as error:
        raise Refused(
            f"A quotation mark in row {row + 1} of {name} is not closed. "
            "Close it, or double it if it belongs to the text.",
            code="unclosed_quote",
            file=name,
            row=row + 1,
        ) from error


def mend_quotes(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    """Lines in which a cell that begins with a nickname in quotes ("Isla" Reed) is quoted whole."""
    mark = re.escape(delimiter)
    cell = re.compile(rf'(^|{mark})("[^"\r\n{mark}]*"[^"{mark}\r\n]+)(?=[{mark}\r\n]|$)')
    for line in lines:
        yield cell.sub(lambda found: found[1] + _quoted(found[2]), line)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
