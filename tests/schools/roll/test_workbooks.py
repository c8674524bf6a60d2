"""Workbooks: what a file says of itself is not believed, and what a programme did to it is undone
or named."""

import io
import subprocess
import sys
import zipfile

import pytest

from beside.schools import roll
from beside.schools.roll.sheet import preview

from .books import HILL, Fault, Number, book, bring_in, codes, notes, plan, pupils_of, read, sheet
from .builders import stored

ROWS = [
    ["Admission number", "Name", "Year", "Form"],
    ["0042", "Isla Reed", "7", "7A"],
    ["0043", "Omar Khan", "7", "7A"],
    ["0044", "Ada Poe", "8", "8B"],
]
THREE = {("Isla Reed", "7", "7A"), ("Omar Khan", "7", "7A"), ("Ada Poe", "8", "8B")}
STRAY = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'


@pytest.mark.parametrize("said", ["A1", "A1:D3", "A1:C4", "A1:XFD1048576", "nonsense", "B2:B2"])
def test_dimensions_are_not_believed(said):
    assert pupils_of(read(book(sheet(ROWS, dimension=said))).records) == THREE


def test_every_sheet_with_the_headings_is_read_and_the_others_are_named():
    read_me = sheet([["Made on Monday."], ["Ask Olive before you change it."]])
    found = read(
        book(
            read_me,
            sheet(ROWS[:3]),
            sheet([ROWS[0], ROWS[3]]),
            names=["Read me", "Year 7", "Year 8"],
            hidden=["Year 8"],
        )
    )
    assert pupils_of(found.records) == THREE and found.files[0].rows == 3
    said = {(note.code, note.sheet) for note in found.notes}
    assert said == {("sheet_not_read", "Read me"), ("hidden", "Year 8")}


def test_nobody_leaves_by_a_sheet_that_was_not_read_without_a_word():
    many = [["0042", f"Isla Reed{n}", "7", "7A"] for n in range(30)]
    rows = [[f"{n:04}", *row[1:]] for n, row in enumerate(many)]
    current = bring_in(book(sheet([ROWS[0], *rows])))
    other = sheet([["?", "Pupils of Mr Poe"], rows[0], rows[1]])
    drawn = plan(current, book(sheet([ROWS[0], *rows[2:]]), other))
    assert [held.rule for held in drawn.held] == ["leavers"] and drawn.totals["leaving"] == 0


def test_a_rejected_row_names_its_sheet():
    found = read(book(sheet(ROWS), sheet([ROWS[0], ["0045", "", "9", "9C"]]), names=["A", "B"]))
    assert [(r.sheet, r.row, r.code) for r in found.rejected] == [("B", 2, "missing")]


def test_a_pupil_who_stands_in_two_sheets_is_one():
    found = read(book(sheet(ROWS), sheet([ROWS[0], ROWS[1]]), names=["All", "Year 7"]))
    assert pupils_of(found.records) == THREE and found.rejected == []


def test_stray_cells_far_away_cost_nothing(tmp_path):
    path = tmp_path / "pupils.xlsx"
    path.write_bytes(book(sheet(ROWS, more=STRAY)))
    measure = (
        "import sys, resource; from pathlib import Path; from beside.schools import roll\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "found = roll.read(Path(sys.argv[1]), school_code='1000')\n"
        "peak = Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]\n"
        "print(len(found.records['enrolment']), int(peak) // 1024)"
    )
    out = subprocess.run([sys.executable, "-c", measure, path], check=True, capture_output=True)
    count, peak = map(int, out.stdout.split())
    assert count == 3 and peak < 150


def test_a_workbook_that_is_far_too_full_is_refused_while_it_is_read(monkeypatch):
    monkeypatch.setattr("beside.schools.roll.workbook.MAX_COLUMNS", 5)
    far = [*ROWS[1], "", "far away"]
    found = read(book(sheet([ROWS[0], far])))
    assert "too_wide" in notes(found) and len(found.records["enrolment"]) == 1
    monkeypatch.setattr(
        "beside.schools.roll.workbook._Room.__init__.__defaults__", (2, 10**6, 10**6)
    )
    assert [e.code for e in read(book(sheet(ROWS))).errors] == ["too_big"]


@pytest.mark.parametrize("styles", ["<styleSheet><fills><fill/></fills>", "nothing", "<a/>"])
def test_styles_that_are_broken_do_not_matter(styles):
    assert pupils_of(read(book(sheet(ROWS), styles=styles)).records) == THREE


def test_controls_written_as_escapes_are_read_as_what_they_are():
    rows = [
        ["Name", "Form", "Parents"],
        ["Isla Reed", "7A", "Ann Reed_x000D_\nBob Reed"],
        ["Omar _x000D_\nKhan", "7A", None],
        ["Kit _x005F_x000D_ Moss", "7A", "\ud7ff_xD800_"],
    ]
    found = read(book(sheet(rows)))
    names = {f"{p.given_name} {p.family_name}" for p in found.records["person"].values()}
    assert {"Isla Reed", "Omar Khan", "Ann Reed", "Bob Reed", "Kit _x000D_ Moss"} <= names
    assert all(name.encode("utf-8") for name in names)


def test_merged_cells_stand_for_all_their_rows():
    rows = [["Form", "Year", "Name"], ["7A", "7", "Isla Reed"], [None, None, "Omar Khan"]]
    rows += [[None, None, "Kit Moss"], ["7B", "7", "Ada Poe"], [None, None, "Ben Cole"]]
    found = read(book(sheet(rows, merged=["A2:A4", "B2:B4"])))
    everybody = pupils_of(found.records)
    assert {("Omar Khan", "7", "7A"), ("Kit Moss", "7", "7A")} <= everybody
    assert ("Ben Cole", "", "") in everybody and "merged" in notes(found)


def test_a_name_merged_over_the_rows_of_two_contacts_is_one_pupil():
    rows = [["Name", "Form", "Contact", "Contact email"]]
    rows += [["Isla Reed", "7A", "Ann Reed", "ann@example.org"]]
    rows += [[None, None, "Bob Reed", "bob@example.org"]]
    found = read(book(sheet(rows, merged=["A2:A3", "B2:B3"])))
    assert len(found.records["enrolment"]) == 1 and len(found.records["family_link"]) == 2
    assert found.rejected == []


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Number("46029", 1), "spreadsheet_date"),
        (Number("70", 2), "spreadsheet_exponent"),
        (Number("0.2986111111111111", 3), "spreadsheet_time"),
        (Number("1234567890123456789"), "spreadsheet_exponent"),
        (Fault("#REF!"), "spreadsheet_error"),
        ("#N/A", "spreadsheet_error"),
        ("07-Jan", "spreadsheet_date"),
        ("Jan-07", "spreadsheet_date"),
        ("1-Mrz", "spreadsheet_date"),
    ],
)
@pytest.mark.parametrize("column", ["Form", "Year", "Admission number"])
def test_what_a_programme_made_of_a_cell_is_named_by_the_cell(cell, code, column):
    rows = [["Name", "Form", "Year", "Admission number"], ["Isla Reed", "7A", "7", "0042"]]
    rows[1][rows[0].index(column)] = cell
    found = read(book(sheet([*rows, ["Omar Khan", "7A", "7", "0043"]]), formats=(0, 16, 11, 21)))
    assert codes(found) == [(2, column, code)]
    letter = "ABCD"[rows[0].index(column)]
    assert found.rejected[0].reason.startswith(f"Cell {letter}2: ")
    assert len(found.records["enrolment"]) == 1


def test_whoever_has_a_spoilt_cell_does_not_leave():
    current = stored(read(book(sheet(ROWS))))
    rows = [ROWS[0], ["0042", "Isla Reed", "7", Number("46029", 1)], *ROWS[2:]]
    drawn = plan(current, book(sheet(rows), formats=(0, 16)))
    assert drawn.changes == [] and drawn.held == [] and drawn.totals["rejected"] == 1


def test_numbers_are_shown_as_they_were_typed():
    rows = [["Name", "Adm No", "Year"], ["Isla Reed", Number("42", 1), Number("7.0")]]
    rows += [["Omar Li", Number("123456789012"), Number("8")]]
    found = read(book(sheet(rows), styles=_zeros()))
    numbers = {(e.admission_number, e.year_group) for e in found.records["enrolment"].values()}
    assert numbers == {("00042", "7"), ("123456789012", "8")}


def _zeros() -> str:
    return (
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


FILES = {
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls", "old Excel workbook"),
    "locked": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "locked",
        "password",
    ),
    "binary": (_zip(xl__workbook="", **{"xl__workbook.bin": b"x"}), "xlsb", "binary"),
    "a page": (b"\r\n<HTML><body><table><tr><td>Name", "html", "web page"),
    "a pdf": (b"%PDF-1.7", "pdf", "PDF"),
    "a letter": (_zip(**{"word__document.xml": b"<a/>"}), "word", "text document"),
    "numbers": (_zip(**{"Index__Document.iwa": b"x"}), "numbers", "Numbers"),
}


@pytest.mark.parametrize("name", ["pupils.xlsx", "pupils.csv", "pupils.xls"])
@pytest.mark.parametrize("what", FILES)
def test_a_file_is_named_for_what_it_is(tmp_path, what, name):
    content, code, word = FILES[what]
    (tmp_path / name).write_bytes(content)
    found = roll.read(tmp_path / name, school_code="1000")
    assert [e.code for e in found.errors] == [code] and word in found.errors[0].reason
    assert found.errors[0].reason.startswith(name)


@pytest.mark.parametrize(
    "name", ["pupils.xlsx", "pupils.xlsm", "pupils.csv", "pupils.zip", "pupils"]
)
def test_a_workbook_is_one_whatever_it_is_called(tmp_path, name):
    (tmp_path / name).write_bytes(book(sheet(ROWS)))
    assert pupils_of(roll.read(tmp_path / name, school_code="1000").records) == THREE


def test_text_that_is_called_a_workbook_is_read_as_text_and_noted():
    text = "\n".join(",".join(row) for row in ROWS)
    found = read(text.encode(), name="pupils.xlsx")
    assert pupils_of(found.records) == THREE and "called" in notes(found)


def test_a_title_above_the_headings_is_passed_over():
    rows = [["Hill School"], ["Printed 28/11/2026"], [None], *ROWS]
    found = read(book(sheet(rows, merged=["A1:D1"])))
    assert pupils_of(found.records) == THREE and "title_rows" in notes(found)
    assert preview(book(sheet(rows)))[0] == ROWS[0]


def test_the_same_workbook_again_changes_nothing():
    content = book(sheet(ROWS[:3]), sheet([ROWS[0], ROWS[3]]))
    assert plan(bring_in(content), content).changes == []
    assert HILL.id == "s1"
