"""Office sheets, spoilt in the ways sheets are spoilt, and a second look at what became of them.

Whatever is done to a file, reading and planning end in an answer; and everybody who was on the roll
and every row that another library reads is applied, unchanged, rejected, held, leaving or named.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from openpyxl import Workbook, load_workbook

from beside.schools import roll
from beside.schools.roll.collector import Collector
from beside.schools.roll.draft import Draft
from beside.schools.roll.files import from_bytes
from beside.schools.roll.leaving import protected_people
from beside.schools.roll.naming import person_name
from beside.schools.roll.outcome import Records, Refused
from beside.schools.roll.records import School
from beside.schools.roll.sheet import read_member
from beside.schools.roll.text import name_key

from .builders import TODAY, apply
from .office_sheets import SHEETS, Rows

HILL = School("s1", "Hill School", "1000")
NASTY = (
    "#REF!", "#N/A", "07-Jan", "7.00E+01", "n/a", "-", "=HYPERLINK(1)", '"', '"Isla" Reed', "x" * 500,
    "a\0b", "_x000D_", "\U0001f98a", "Total", "Printed 28/11/2026", "do not contact father", "'0042",
    '="0042"', "2026-09-01", "None", "Head of Year 9", "Zorb", "Year 7", "\ufffd", "ﷺ", "  ", "a;b,c|d",
    "é" * 260, "line\nbreak", "=1+1", "noemail@hill.example", "9" * 30, "١٢٣", "\u202eevil",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp1250", "cp850", "cp1254")


@dataclass
class Spoilt:
    """A file as it was given in, and how another library would read it."""

    name: str
    content: bytes
    rows: list[tuple[str, int, str]] = field(default_factory=list)
    how: list[str] = field(default_factory=list)


def spoil(random: Random) -> tuple[Rows, Spoilt]:
    """A sheet, and one of the files that may become of it."""
    whole = random.choice(SHEETS)(random)
    rows = [list(row) for row in whole]
    how = []
    for _ in range(random.randint(0, 4)):
        change = random.choice(CHANGES)
        rows = change(random, rows) or rows
        how.append(change.__name__)
    made = (as_workbook if random.random() < 0.3 else as_text)(random, rows)
    made.how = how + made.how
    return whole, made


def swap_columns(random: Random, rows: Rows) -> None:
    one, two = (random.randrange(len(rows[0])) for _ in range(2))
    for row in rows:
        if max(one, two) < len(row):
            row[one], row[two] = row[two], row[one]


def drop_column(random: Random, rows: Rows) -> None:
    place = random.randrange(len(rows[0]))
    for row in rows:
        if place < len(row) and len(row) > 1:
            del row[place]


def double_column(random: Random, rows: Rows) -> None:
    place = random.randrange(len(rows[0]))
    for row in rows:
        if place < len(row):
            row.append(row[place])


def empty_column(random: Random, rows: Rows) -> None:
    place = random.randrange(len(rows[0]))
    for row in rows[1:]:
        if place < len(row):
            row[place] = ""


def spoil_cells(random: Random, rows: Rows) -> None:
    for _ in range(random.randint(1, 6)):
        row = random.choice(rows)
        if row:
            row[random.randrange(len(row))] = random.choice(NASTY)


def double_rows(random: Random, rows: Rows) -> None:
    for _ in range(random.randint(1, 3)):
        rows.insert(random.randint(1, len(rows)), list(random.choice(rows)))


def drop_rows(random: Random, rows: Rows) -> None:
    for _ in range(random.randint(1, 3)):
        if len(rows) > 2:
            del rows[random.randrange(1, len(rows))]


def shuffle(random: Random, rows: Rows) -> Rows:
    return [rows[0], *random.sample(rows[1:], len(rows) - 1)]


def title_above(random: Random, rows: Rows) -> Rows:
    return [["Hill School"], ["Printed 28/11/2026"], *rows][random.randint(0, 1) :]


def total_below(random: Random, rows: Rows) -> None:
    rows.append([random.choice(["Total: 12", "End of list", "12 pupils", "Page 2", "Hill School"])])


def headings_again(random: Random, rows: Rows) -> None:
    rows.insert(random.randint(1, len(rows)), list(rows[0]))


def blank_rows(random: Random, rows: Rows) -> None:
    rows.insert(random.randint(1, len(rows)), [""] * len(rows[0]))


def merge(random: Random, rows: Rows) -> Rows:
    return rows + random.choice(SHEETS)(random)[random.randint(0, 1) :]


def long_row(random: Random, rows: Rows) -> None:
    random.choice(rows).extend(["", "more", "cells"])


CHANGES: tuple[Callable[[Random, Rows], Rows | None], ...] = (
    swap_columns, drop_column, double_column, empty_column, spoil_cells, spoil_cells, double_rows,
    drop_rows, shuffle, title_above, total_below, headings_again, blank_rows, merge, long_row,
)  # fmt: skip


def as_text(random: Random, rows: Rows) -> Spoilt:
    encoding, delimiter = random.choice(ENCODINGS), random.choice(",,,;\t|")
    end = random.choice(["\n", "\r\n", "\r"])
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    content = out.getvalue().encode(encoding, "replace")
    how = [encoding, repr(delimiter)]
    if random.random() < 0.25:
        content = _damage(random, content)
        how.append("damaged")
    return Spoilt("pupils.csv", content, _csv_rows(content, encoding, delimiter), how)


def _damage(random: Random, content: bytes) -> bytes:
    one, two = sorted(random.randrange(len(content) + 1) for _ in range(2))
    return random.choice(
        [
            content[:two],
            content[:one] + content[two:],
            content[:one] + random.randbytes(3) + content[one:],
            content[:one] + content[one:two] * 2 + content[two:],
        ]
    )


def _csv_rows(content: bytes, encoding: str, delimiter: str) -> list[tuple[str, int, str]]:
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return [("", number, " ".join(row)) for number, row in enumerate(read, start=1) if any(row)]


def as_workbook(random: Random, rows: Rows) -> Spoilt:
    book = Workbook()
    sheets = [book.active]
    sheets[0].title = "Roll"
    if random.random() < 0.4:
        sheets.append(book.create_sheet("Other", random.randint(0, 1)))
        sheets[-1].sheet_state = random.choice(["visible", "hidden"])
    half = random.randint(1, len(rows)) if len(sheets) > 1 else len(rows)
    _fill(random, sheets[0], rows[:half])
    if len(sheets) > 1:
        _fill(random, sheets[1], [rows[0], *rows[half:]])
    if random.random() < 0.2:
        sheets[0].merge_cells("A2:A4")
    out = io.BytesIO()
    book.save(out)
    content, how = _spoil_package(random, out.getvalue())
    return Spoilt("pupils.xlsx", content, _workbook_rows(content), ["workbook", *how])


def _fill(random: Random, sheet, rows: Rows) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            plain = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell = sheet.cell(number, place)
            cell.value = (
                int(plain)
                if plain.isdecimal() and plain.isascii() and random.random() < 0.1
                else plain
            )
            if plain.startswith("="):
                cell.data_type = "s"


def _spoil_package(random: Random, content: bytes) -> tuple[bytes, list[str]]:
    which = random.random()
    if which < 0.1:
        return _damage(random, content), ["damaged"]
    if which > 0.5:
        return content, []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    change = random.choice(
        [
            (sheet, lambda xml: xml.replace(b'<dimension ref="A1:', b'<dimension ref="A1:A1" x="')),
            (sheet, lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')),
            (sheet, lambda xml: xml.replace(b"Reed", b"Re_x000D_ed")),
            ("xl/styles.xml", lambda xml: xml.replace(b"<fills", b"<fills><fill/></fills><fills")),
            ("xl/styles.xml", lambda xml: xml[: len(xml) // 2]),
            ("docProps/core.xml", lambda xml: xml.replace(b"Z", b"?")),
        ]
    )  # fmt: skip
    parts[change[0]] = change[1](parts[change[0]])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue(), [change[0]]


def _workbook_rows(content: bytes) -> list[tuple[str, int, str]]:
    """The rows that openpyxl reads, where it does."""
    if b"XFD1048576" in content:
        return []
    try:
        book = load_workbook(io.BytesIO(content))
        found = []
        for sheet in book.worksheets:
            if sheet.max_row < 1000:
                for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                    if any(value not in (None, "") for value in row):
                        found.append((sheet.title, number, " ".join(map(str, row))))
    except Exception:  # another library's own faults are not looked at here
        return []
    return found


def read(made: Spoilt) -> tuple[roll.Roll, set[tuple[str, int]], dict[str, int]]:
    """The roll, the rows that became people, and the row of the headings of each sheet read."""
    found = roll.Roll(format="sheet")
    try:
        pages = read_member(Collector(found), from_bytes(made.name, made.content), HILL)
    except Refused as refused:
        found.errors.append(refused.fault)
        return found, set(), {}
    people = {(page.table.sheet, number) for page in pages for number in page.ids}
    people |= {(page.table.sheet, page.table.header_row) for page in pages}
    headers = {page.table.sheet: page.table.header_row for page in reversed(pages)}
    return found, people, headers


def check(seed: int) -> list[str]:
    """What is wrong with what became of one spoilt file."""
    random = Random(seed)
    whole, made = spoil(random)
    out = io.StringIO()
    csv.writer(out).writerows(whole)
    first, _people, _headers = read(Spoilt("pupils.csv", out.getvalue().encode()))
    assert not first.errors and not first.rejected, (seed, first.errors, first.rejected)
    current = apply({}, roll.plan({}, first, today=TODAY))
    found, people, headers = read(made)
    plan = roll.plan(current, found, today=TODAY)
    plan.as_json()
    if plan.errors:
        return []
    faults = _lost_people(current, plan, found) + _lost_rows(made, plan, people, headers)
    if "damaged" not in made.how:
        faults += _sent_away(made, current, plan, headers)
    return [f"seed {seed} ({', '.join(made.how)}): {fault}" for fault in faults]


def _lost_people(current: Records, plan: roll.Plan, found: roll.Roll) -> list[str]:
    """Whoever was on the roll and is neither there as before nor said to be anything else."""
    told = {id for held in plan.held for id in held.ids}
    told |= {plan.renamed.get(id, id) for id in found.records["person"]}
    told |= {c.id for c in plan.changes if c.kind == "person"}
    told |= protected_people(Draft(current, found, frozenset(), TODAY))
    told |= {plan.renamed.get(id, id) for row in plan.rejected for id in row.persons}
    at_school = {r.person for kind in ("enrolment", "post") for r in current[kind].values()}
    ended = {c.id for c in plan.changes if c.op == "leave" and c.kind in ("enrolment", "post")}
    spoken = {"enrolment", "post"} <= found.says
    lost = []
    for id in sorted(at_school - told):
        kinds = {k for k in ("enrolment", "post") for r in current[k].values() if r.person == id}
        if kinds & found.says and not spoken:
            lost.append(f"{id} of {kinds} is lost; {len(ended)} ended")
    return lost


def _sent_away(
    made: Spoilt, current: Records, plan: roll.Plan, headers: dict[str, int]
) -> list[str]:
    """Whoever would leave although a row still has their name."""
    rows = [
        set(name_key(re.sub(r"@\S+", " ", text)).split())
        for sheet, n, text in made.rows
        if n > headers.get(sheet, 0)
    ]
    gone = [c.id for c in plan.changes if c.kind == "person" and c.op == "leave"]
    names = {id: person_name(current["person"][id]) for id in gone}
    there = {id: set(name_key(name).split()) for id, name in names.items()}
    return [
        f"{names[id]} would leave"
        for id, words in there.items()
        if any(words <= row for row in rows)
    ]


def _lost_rows(
    made: Spoilt, plan: roll.Plan, people: set[tuple[str, int]], headers: dict[str, int]
) -> list[str]:
    """Rows that another library reads and of which nothing is said."""
    said = people | {(row.sheet, row.row) for row in plan.rejected}
    said |= {(note.sheet, note.row) for note in plan.notes if note.row}
    left_out = {note.sheet for note in plan.notes if note.code.endswith("_not_read")}
    return [
        f"row {number} of {sheet or made.name} is lost"
        for sheet, number, _text in made.rows
        if (sheet, number) not in said and sheet not in left_out and number > headers.get(sheet, 0)
    ]
