"""Files that cannot be a roll: refused whole, with a plain message, and nothing is applied."""

import io
import os
import stat
import zipfile

import pytest

from beside.schools import roll

from .builders import (
    ENROLLMENTS,
    TODAY,
    changed,
    read,
    small_school,
    with_row,
    without,
    write,
)


def named(found):
    return [(r.file, r.row, r.column, r.value, r.code) for r in found.rejected]


def as_bytes(lines, encoding="utf-8", end="\n"):
    return end.join([*lines, ""]).encode(encoding)


STRUCTURAL = {
    "no users": (
        lambda f: {n: v for n, v in f.items() if n != "users.csv"},
        "missing_file",
        "users.csv",
        "",
    ),
    "no schools": (
        lambda f: {n: v for n, v in f.items() if n != "orgs.csv"},
        "no_school",
        "orgs.csv",
        "",
    ),
    "an empty file": (lambda f: {**f, "classes.csv": b""}, "empty", "classes.csv", ""),
    "a missing column": (
        lambda f: changed(f, "users.csv", "familyName", "other"),
        "missing_column",
        "users.csv",
        "familyName",
    ),
    "no ids of enrollments": (
        lambda f: changed(
            f, "enrollments.csv", ENROLLMENTS, ENROLLMENTS.replace("sourcedId", "x", 1)
        ),
        "missing_column",
        "enrollments.csv",
        "sourcedId",
    ),
    "a column twice": (
        lambda f: changed(f, "users.csv", "username", "givenName"),
        "same_column",
        "users.csv",
        "givenName",
    ),
    "an unclosed quote": (
        lambda f: with_row(f, "users.csv", 'x9,"unclosed'),
        "unclosed_quote",
        "users.csv",
        "",
    ),
    "a zip inside": (lambda f: {**f, "more.zip": b"PK"}, "nested_zip", "more.zip", ""),
    "two files of one name": (
        lambda f: {**f, "USERS.csv": f["users.csv"]},
        "same_name",
        "users.csv",
        "",
    ),
    "nothing known": (lambda f: {"a.csv": ["x,y"], "b.csv": ["z"]}, "unknown_format", "", ""),
    "no files": (lambda f: {}, "unknown_format", "", ""),
}


@pytest.mark.parametrize("case", STRUCTURAL)
def test_a_structural_fault_refuses_everything(tmp_path, case):
    spoil, code, file, column = STRUCTURAL[case]
    found = read(tmp_path, spoil(small_school()))
    assert [(e.code, e.file.lower(), e.column) for e in found.errors] == [(code, file, column)]
    assert found.errors[0].reason.endswith(".")
    plan = roll.plan({}, found, today=TODAY)
    assert roll.exit_code(plan) == 2 and plan.changes == []
    assert set(plan.totals.values()) == set(plan.roll.values()) == {0}


def test_an_unclosed_quote_names_its_row(tmp_path):
    files = small_school()
    files["users.csv"][4] = files["users.csv"][4].replace("Given p3", '"Given p3')
    assert read(tmp_path, files).errors[0].row == 5


def packed(tmp_path, entries, name="roll.zip"):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return path


def whole(files):
    return [(name, as_bytes(lines)) for name, lines in files.items()]


def link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


ZIPS = {
    "a bomb": ([("users.csv", b"0" * 30_000_000)], "bomb"),
    "more than 200 MB": (
        [(f"{n}.csv", os.urandom(64) * 10 + bytes(range(256)) * 3) for n in range(51)],
        "too_many_files",
    ),
    "a path out": ([("../users.csv", b"x")], "unsafe_path"),
    "an absolute path": ([("/etc/users.csv", b"x")], "unsafe_path"),
    "a windows path": ([("..\\users.csv", b"x")], "unsafe_path"),
    "a drive": ([("C:users.csv", b"x")], "unsafe_path"),
    "a link": ([(link("users.csv"), b"/etc/passwd")], "link"),
    "a zip in a zip": ([("inner.zip", b"PK\x03\x04")], "nested_zip"),
    "the same name twice": ([("a/users.csv", b"x"), ("b/users.csv", b"x")], "same_name"),
}


@pytest.mark.parametrize("case", ZIPS)
def test_an_unsafe_zip_is_refused(tmp_path, case):
    entries, code = ZIPS[case]
    assert [e.code for e in roll.read(packed(tmp_path, entries)).errors] == [code]


def test_a_zip_over_200_mb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("beside.schools.roll.files.MAX_UNPACKED", 1000)
    found = roll.read(packed(tmp_path, whole(small_school())))
    assert [e.code for e in found.errors] == ["too_big"]


def test_a_good_zip_reads_like_its_folder(tmp_path):
    files = small_school()
    inside = [(f"export/{name}", content) for name, content in whole(files)]
    other = [("__MACOSX/._users.csv", b"\0"), ("read me.txt", b"hello")]
    found = roll.read(packed(tmp_path, inside + other))
    assert found.records == read(tmp_path, files).records and found.errors == []


@pytest.mark.parametrize("keep", [10, 200, 900])
def test_a_zip_cut_short_is_refused(tmp_path, keep):
    path = packed(tmp_path, whole(small_school()))
    path.write_bytes(path.read_bytes()[:keep])
    assert [e.code for e in roll.read(path).errors] == ["unreadable"]


def test_a_damaged_zip_is_refused(tmp_path):
    path = packed(tmp_path, whole(small_school()))
    content = bytearray(path.read_bytes())
    content[120:160] = b"\xff" * 40
    path.write_bytes(content)
    assert [e.code for e in roll.read(path).errors] == ["unreadable"]


def test_a_link_in_a_folder_is_refused(tmp_path):
    folder = write(tmp_path / "roll", small_school())
    (folder / "classes.csv").unlink()
    (folder / "classes.csv").symlink_to(folder / "orgs.csv")
    assert [(e.code, e.file) for e in roll.read(folder).errors] == [("link", "classes.csv")]


def test_a_path_that_is_not_there(tmp_path):
    assert [e.code for e in roll.read(tmp_path / "nothing").errors] == ["not_found"]


def test_a_spreadsheet_that_is_none_is_refused(tmp_path):
    path = tmp_path / "pupils.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    assert [e.code for e in roll.read(path, school_code="S").errors] == ["unreadable"]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", io.BytesIO(b"<a/>").getvalue())
    assert [e.code for e in roll.read(path, school_code="S").errors] == ["unreadable"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    assert [e.code for e in roll.read(path, school_code="S").errors] == ["bomb"]


def test_headers_alone_are_a_roll_of_nobody(tmp_path):
    files = {name: lines[:1] for name, lines in small_school().items()}
    found = read(tmp_path, files)
    assert found.errors == [] and not any(found.records.values())
    assert without(files, "users.csv") == files
