"""Unusual files that are understood: encodings, headings, dates, and files that stand alone."""

import pytest

from beside.schools import roll
from beside.schools.roll.records import School

from .builders import (
    PUPILS,
    TODAY,
    changed,
    enrollment,
    read,
    small_school,
    user,
    with_row,
    write,
)


def as_bytes(lines, encoding="utf-8", end="\n"):
    return end.join([*lines, ""]).encode(encoding)


@pytest.mark.parametrize(
    ("encoding", "end"),
    [
        ("utf-8-sig", "\n"),
        ("utf-16", "\r\n"),
        ("utf-16-le", "\n"),
        ("utf-16-be", "\n"),
        ("cp1252", "\n"),
        ("utf-8", "\r"),
    ],
)
def test_encodings_and_line_ends_are_understood(tmp_path, encoding, end):
    files = small_school()
    files["users.csv"][1] = files["users.csv"][1].replace("Given p0", "Zoé")
    found = read(tmp_path, {name: as_bytes(lines, encoding, end) for name, lines in files.items()})
    assert (found.errors, found.rejected) == ([], [])
    assert found.records["person"]["p0"].given_name == "Zoé"
    assert len(found.records["enrolment"]) == PUPILS


def test_an_active_row_beats_one_that_says_to_delete(tmp_path):
    for extra in (0, 1):
        files = small_school()
        row = user("p1", status="tobedeleted")
        files["users.csv"].insert(1 if extra else len(files["users.csv"]), row)
        found = read(tmp_path, files)
        assert [r.code for r in found.rejected] == ["duplicate_id"]
        assert found.rejected[0].row == (2 if extra else 26)
        assert "p1" in found.records["person"] and not found.ended["person"]


def test_hidden_marks_in_headers_and_other_column_orders_do_not_matter(tmp_path):
    files = small_school()
    header, *rows = files["orgs.csv"]
    turned = [",".join(reversed(line.split(","))) for line in (header, *rows)]
    files["orgs.csv"] = [
        turned[0].replace("sourcedId", "\u200bsourced\u00adId\u202e", 1),
        *turned[1:],
    ]
    found = read(tmp_path, files)
    assert found.errors == [] and list(found.records["school"]) == ["s1"]


def test_names_lose_hidden_controls_and_keep_everything_else(tmp_path):
    names = {
        "O'Brien": "O'Brien",
        "\u202eevil\u202c": "evil",
        "Zoe\u0301": "Zoé",
        "Null": "Null",
        "=1+1": "=1+1",
        "محمد": "محمد",
        "Li 🦊": "Li 🦊",
        "I": "I",
        "N" * 200: "N" * 200,
    }
    files = small_school()
    for number, name in enumerate(names):
        files["users.csv"].append(user(f"x{number}").replace(f"Given x{number}", name))
    found = read(tmp_path, files)
    people = found.records["person"]
    assert [people[f"x{n}"].given_name for n in range(len(names))] == list(names.values())


def test_a_mononym_is_a_name(tmp_path):
    row = user("x1").replace("Given x1,Family", ",Suharto")
    found = read(tmp_path, with_row(small_school(), "users.csv", row))
    assert found.records["person"]["x1"].family_name == "Suharto"


@pytest.mark.parametrize("id", ["007", "1E5", "a/b", "Ü-1", "=1"])
def test_ids_stay_letter_by_letter(tmp_path, id):
    found = read(tmp_path, with_row(small_school(), "users.csv", user(id)))
    assert found.rejected == [] and id in found.records["person"]


def test_a_quoted_new_line_is_one_row(tmp_path):
    row = user("x1").replace("Given x1", '"Anna\nMaria"')
    found = read(tmp_path, with_row(small_school(), "users.csv", row, user("x2", "wizard")))
    assert found.records["person"]["x1"].given_name == "Anna Maria"
    assert found.rejected[0].row == 27


def test_dates_that_can_be_read_two_ways_stay_open_and_are_noted(tmp_path):
    files = with_row(
        small_school(), "enrollments.csv", enrollment("x", "g2", "t1", "teacher", "01/02/2026,")
    )
    found = read(tmp_path, files)
    assert found.rejected == [] and found.records["membership"]["g2/t1/teacher"].starts is None
    assert [(n.file, n.row, n.column, n.value, n.code) for n in found.notes] == [
        ("enrollments.csv", 44, "beginDate", "01/02/2026", "ambiguous_date")
    ]
    files = with_row(files, "enrollments.csv", enrollment("y", "g2", "c1", "aide", "31/01/2026,"))
    found = read(tmp_path, files)
    assert str(found.records["membership"]["g2/t1/teacher"].starts) == "2026-02-01"
    assert found.notes == []


def test_a_school_code_stands_in_where_no_file_names_a_school(tmp_path):
    files = {n: v for n, v in small_school().items() if n != "orgs.csv"}
    found = read(tmp_path, files, school_code="HILL")
    assert list(found.records["school"]) == ["HILL"] and found.covers == {"HILL"}
    assert "HILL/p1" in found.records["enrolment"]
    known = read(tmp_path, files, school_code="HILL", school_id="s1")
    assert (
        roll.plan({"school": {"s1": School("s1", "Hill", "HILL")}}, known, today=TODAY).by_kind[
            "school"
        ]["added"]
        == 0
    )


def test_a_department_stands_for_its_school_and_a_lonely_one_for_itself(tmp_path):
    files = with_row(
        small_school(),
        "orgs.csv",
        "d1,active,,Maths,department,,s1",
        "d2,active,,Art,department,,gone",
    )
    files = with_row(files, "users.csv", user("x1", "teacher", org="d1"), user("x2", org="d2"))
    found = read(tmp_path, files)
    assert "s1/x1/teacher" in found.records["post"]
    assert "d2/x2" in found.records["enrolment"]
    assert set(found.records["school"]) == {"s1", "d2"}


def test_a_single_file_may_be_a_sheet_by_any_name(tmp_path):
    for name in ("student.csv", "users.csv", "people.csv"):
        path = tmp_path / name
        path.write_text("Name,Year\nIsla Reed,7\n")
        found = roll.read(path, school_code="1000")
        assert (found.format, found.errors, len(found.records["enrolment"])) == ("sheet", [], 1)


def test_one_users_file_with_a_school_code_is_a_roll(tmp_path):
    path = write(tmp_path / "roll", {"users.csv": small_school()["users.csv"]}) / "users.csv"
    found = roll.read(path, school_code="1000")
    assert (found.format, found.errors, len(found.records["enrolment"])) == (
        "oneroster-1.1",
        [],
        PUPILS,
    )


def test_semicolons_and_tabs_are_understood(tmp_path):
    for mark in ";\t":
        lines = [line.replace(",", mark).replace('"', "") for line in small_school()["orgs.csv"]]
        found = read(tmp_path, small_school() | {"orgs.csv": lines})
        assert found.errors == [] and list(found.records["school"]) == ["s1"]


def test_a_teacher_of_two_schools_holds_two_posts(tmp_path):
    files = {
        "School.csv": ["SIS ID,Name", "s1,Hill", "s2,Mill"],
        "Student.csv": ["SIS ID,School SIS ID,Username"],
        "Teacher.csv": ["SIS ID,School SIS ID,Username", "t1,s1,ada", "t1,s2,ada"],
    }
    found = read(tmp_path, files)
    assert found.rejected == [] and set(found.records["post"]) == {"s1/t1/teacher", "s2/t1/teacher"}


def test_progress_is_told(tmp_path):
    seen = []
    files = with_row(small_school(), "users.csv", *(user(f"x{n}") for n in range(1000)))
    roll.read(
        write(tmp_path / "roll", files), progress=lambda name, rows: seen.append((name, rows))
    )
    assert seen == [("users.csv", 1000)]


def test_a_column_twice_matters_only_where_it_is_read(tmp_path):
    files = changed(small_school(), "users.csv", "sms,phone", "metadata.x,metadata.x")
    assert read(tmp_path, files).errors == []
