"""Read a specification: small tables of what was said, and the figures that must come out.

A specification is a page of the manual and a test at once. It is Markdown: a title, plain words,
a table under a heading `### <plain table>` for each plain table, and under `## Measured: ...` or
`## States: ...` what must come out. A column left out, or an empty cell, has the default of
`tables.py`; a table without the column `round` speaks of the round `autumn`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, NamedTuple

from beside.measures import tables
from beside.measures.tables import Tables

ROUND = "autumn"
_NUMBERS = {"ring", "weight", "numerator", "denominator", "not_known"}
_TRUTHS = {"asked", "answered", "ended"}
Row = dict[str, Any]


class Expected(NamedTuple):
    """What must come out: the `options` of `figures` or `states`, and rows of the result."""

    of: str
    options: dict[str, Any]
    rows: list[Row]


@dataclass(frozen=True)
class Spec:
    """One page: its name, its Markdown, what was said, and what must come out."""

    name: str
    text: str
    given: Tables
    expected: list[Expected] = field(default_factory=list)


def specs() -> list[Spec]:
    """Give every specification, in the order of the manual."""
    folder = resources.files("beside.measures") / "specs"
    files = sorted((file for file in folder.iterdir()), key=lambda file: file.name)
    return [
        parse(file.name.removesuffix(".md"), file.read_text(encoding="utf-8"))
        for file in files
        if file.name.endswith(".md")
    ]


def parse(name: str, text: str) -> Spec:
    """Read one page. A heading that names no plain table is a `KeyError`."""
    spec = Spec(name, text, Tables())
    for heading, lines in _sections(text):
        level, _, title = heading.partition(" ")
        if level == "###":
            getattr(spec.given, title).extend(_given(title, _table(lines)))
        elif ": " in title:
            of, _, options = title.partition(": ")
            rows = [{key: _value(key, cell) for key, cell in row.items()} for row in _table(lines)]
            spec.expected.append(Expected(of, _options(of, options), rows))
    return spec


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    heading, lines = "", list[str]()
    for line in text.splitlines():
        if line.startswith("#"):
            yield heading, lines
            heading, lines = line, []
        else:
            lines.append(line)
    yield heading, lines


def _table(lines: Sequence[str]) -> list[dict[str, str]]:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if line.startswith("|")
    ]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]


def _given(table: str, rows: list[dict[str, str]]) -> Iterator[Any]:
    make: Any = tables.ROWS[table]
    for row in rows:
        values = {key: _value(key, cell) for key, cell in row.items() if cell}
        if "round" in make._fields:
            values = {"round": ROUND} | values
        if table == "nominations":
            values = {"alter": None} | values
        yield make(**values)


def _value(column: str, cell: str) -> Any:
    if column in _TRUTHS:
        return cell == "yes"
    if column in _NUMBERS:
        return int(cell) if cell else None
    if column == "value":
        return float(cell) if cell else None
    return cell


def _options(of: str, text: str) -> dict[str, Any]:
    words = dict(part.strip().split(" ", 1) for part in text.split(";"))
    options: dict[str, Any] = dict(words)
    options["rounds"] = [each.strip() for each in words.get("rounds", ROUND).split(",")]
    if rings := words.get("rings"):
        first, last = rings.split("-")
        options["rings"] = set(range(int(first), int(last) + 1))
    if of == "Measured":
        options["suppress"] = int(words.get("suppress", 0))
        options["network"] = "network" in words
    return options
