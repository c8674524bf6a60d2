"""Bad rows and odd files: what can come in does, and what cannot is named by file and row."""

import pytest

from beside.schools import roll
from beside.schools.roll.records import School

from .builders import (
    ENROLLMENTS,
    PUPILS,
    TODAY,
    USERS,
    changed,
    enrollment,
    read,
    small_school,
    stored,
    user,
    with_row,
    without,
    write,
)


def named(found):
    return [(r.file, r.row, r.column, r.value, r.code) for r in found.rejected]


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


FAULTS = {
    "two people with one id": (
        lambda f: with_row(f, "users.csv", user("p1")),
        [
            ("users.csv", 3, "sourcedId", "p1", "duplicate_id"),
            ("users.csv", 26, "sourcedId", "p1", "duplicate_id"),
        ],
        2,
    ),
    "a pupil of a school that is not there": (
        lambda f: changed(f, "users.csv", "s1,student,p5", "nowhere,student,p5"),
        [("users.csv", 7, "orgSourcedIds", "nowhere", "dangling")],
        2,
    ),
    "a class of a school that is not there": (
        lambda f: changed(f, "classes.csv", "scheduled,,s1", "scheduled,,nowhere"),
        [("classes.csv", 3, "schoolSourcedId", "nowhere", "dangling")],
        21,
    ),
    "a pupil in a class that is not there": (
        lambda f: with_row(f, "enrollments.csv", enrollment("x", "nowhere", "p1")),
        [("enrollments.csv", 44, "classSourcedId", "nowhere", "dangling")],
        0,
    ),
    "nobody in a class": (
        lambda f: with_row(f, "enrollments.csv", enrollment("x", "g1", "nobody")),
        [("enrollments.csv", 44, "userSourcedId", "nobody", "dangling")],
        0,
    ),
    "an agent who is nobody": (
        lambda f: changed(f, "users.csv", '"c1,c2"', '"c1,nobody"'),
        [("users.csv", 2, "agentSourcedIds", "nobody", "dangling")],
        0,
    ),
    "somebody as their own parent": (
        lambda f: changed(f, "users.csv", '"c1,c2"', '"c1,p0"'),
        [("users.csv", 2, "agentSourcedIds", "p0", "circle")],
        0,
    ),
    "no id": (
        lambda f: with_row(f, "users.csv", user("")),
        [("users.csv", 26, "sourcedId", "", "missing")],
        0,
    ),
    "a role that nobody knows": (
        lambda f: with_row(f, "users.csv", user("x1", "wizard")),
        [("users.csv", 26, "role", "wizard", "unknown_role")],
        0,
    ),
    "a status that nobody knows": (
        lambda f: with_row(f, "users.csv", user("x1", status="perhaps")),
        [("users.csv", 26, "status", "perhaps", "status")],
        0,
    ),
    "a name too long": (
        lambda f: with_row(f, "users.csv", user("x1").replace("Given x1", "N" * 201)),
        [("users.csv", 26, "givenName", "N" * 200, "too_long")],
        0,
    ),
    "a year that cannot be": (
        lambda f: with_row(
            f, "enrollments.csv", enrollment("x", "g1", "c1", "student", "0026-09-01,")
        ),
        [("enrollments.csv", 44, "beginDate", "0026-09-01", "date")],
        0,
    ),
    "a day that is none": (
        lambda f: with_row(
            f, "enrollments.csv", enrollment("x", "g1", "c1", "student", "2026-02-30,")
        ),
        [("enrollments.csv", 44, "beginDate", "2026-02-30", "date")],
        0,
    ),
    "an end before the start": (
        lambda f: with_row(
            f, "enrollments.csv", enrollment("x", "g1", "c1", "student", "2026-09-01,2026-08-31")
        ),
        [("enrollments.csv", 44, "endDate", "2026-08-31", "end_before_start")],
        0,
    ),
    "a comma without quotes": (
        lambda f: with_row(f, "users.csv", user("x1") + ",more"),
        [("users.csv", 26, "", "more", "too_many_cells")],
        0,
    ),
    "a NUL byte": (
        lambda f: with_row(f, "users.csv", user("x1").replace("Given x1", "Is\0la")),
        [("users.csv", 26, "givenName", "Isla", "unreadable")],
        0,
    ),
    "a cell of ten megabytes": (
        lambda f: with_row(f, "users.csv", user("x1").replace("Given x1", "N" * 10_000_000)),
        [("users.csv", 26, "givenName", "N" * 80, "too_long")],
        0,
    ),
    "a school that is its own parent": (
        lambda f: with_row(f, "orgs.csv", "s2,active,,Loop,school,,s2"),
        [("orgs.csv", 3, "parentSourcedId", "s2", "circle")],
        0,
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_bad_row_is_named_and_the_rest_comes_in(tmp_path, case):
    spoil, expected, hanging = FAULTS[case]
    found = read(tmp_path, spoil(small_school()))
    direct = [r for r in named(found) if r[4] != "hangs_on_rejected"]
    assert found.errors == []
    assert direct == expected
    assert len(found.rejected) - len(direct) == hanging
    assert all(r.reason.endswith(".") for r in found.rejected)
    assert len(found.records["enrolment"]) >= PUPILS - 1


def test_organisations_in_a_circle_are_rejected_with_what_hangs_on_them(tmp_path):
    files = changed(small_school(), "orgs.csv", "1000,", "1000,s2")
    found = read(tmp_path, with_row(files, "orgs.csv", "s2,active,,Trust,district,,s1"))
    circle = [r[:5] for r in named(found) if r[4] == "circle"]
    assert circle == [
        ("orgs.csv", 2, "parentSourcedId", "s2", "circle"),
        ("orgs.csv", 3, "parentSourcedId", "s1", "circle"),
    ]
    assert found.records["person"] == {} and found.covers == set()


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


def manifest(**modes):
    lines = ["propertyName,value", "manifest.version,1.0", "oneroster.version,1.1"]
    return [*lines, *(f"file.{name},{mode}" for name, mode in modes.items())]


def test_a_manifest_that_lies_is_outvoted_by_the_files(tmp_path):
    files = small_school() | {"manifest.csv": manifest(users="absent", results="bulk")}
    files["manifest.csv"][2] = "oneroster.version,1.7"
    found = read(tmp_path, files)
    assert found.format == "oneroster-1.1" and len(found.records["enrolment"]) == PUPILS
    assert "enrolment" not in found.bulk
    assert [n.code for n in found.notes] == ["manifest"]


def test_a_delta_may_name_what_is_stored_and_nothing_else(tmp_path):
    current = stored(read(tmp_path, small_school()))
    delta = {
        "manifest.csv": manifest(
            users="delta", classes="delta", enrollments="delta", orgs="absent"
        ),
        "users.csv": [
            USERS,
            user("n1"),
            user("n2", org="nowhere"),
            user("p3", status="tobedeleted"),
        ],
        "enrollments.csv": [
            ENROLLMENTS,
            enrollment("a", "g1", "n1"),
            enrollment("b", "g9", "n1"),
            enrollment("c", "g1", "t2", "teacher"),
        ],
    }
    plan = roll.plan(current, read(tmp_path, delta), today=TODAY)
    rejected = [(r.file, r.row, r.column, r.value, r.code) for r in plan.rejected]
    assert rejected == [
        ("users.csv", 3, "orgSourcedIds", "nowhere", "dangling"),
        ("users.csv", 3, "orgSourcedIds", "nowhere", "hangs_on_rejected"),
        ("enrollments.csv", 3, "classSourcedId", "g9", "dangling"),
    ]
    done = {(c.kind, c.id, c.op) for c in plan.changes}
    assert done == {
        ("person", "n1", "add"),
        ("enrolment", "s1/n1", "add"),
        ("membership", "g1/n1/pupil", "add"),
        ("membership", "g1/t2/tutor", "add"),
        ("enrolment", "s1/p3", "leave"),
        ("membership", "g1/p3/pupil", "leave"),
        ("membership", "g2/p3/pupil", "leave"),
        ("person", "p3", "leave"),
    }


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


def test_data_sync_rows_are_checked_too(tmp_path):
    files = {
        "School.csv": ["SIS ID,Name", "s1,Hill"],
        "Student.csv": [
            "SIS ID,School SIS ID,Username,Status",
            "p1,s1,ann,",
            "p1,s1,ann,",
            "p2,s9,bo,",
            "p3,s1,cy,Inactive",
            "p4,s1,,",
            "p5,s1,di,",
        ],
        "Teacher.csv": ["SIS ID,School SIS ID,Username", "p5,s1,other", "t1,s1,ada"],
        "Section.csv": ["SIS ID,School SIS ID,Section Name", "g1,s1,Maths"],
        "StudentEnrollment.csv": ["Section SIS ID,SIS ID", "g1,p5", "g1,p1", "g9,p5", "g1,p3"],
        "TeacherRoster.csv": ["Section SIS ID,SIS ID", "g1,t1"],
    }
    found = read(tmp_path, files)
    assert found.format == "sds-1"
    assert named(found) == [
        ("Student.csv", 2, "SIS ID", "p1", "duplicate_id"),
        ("Student.csv", 3, "SIS ID", "p1", "duplicate_id"),
        ("Student.csv", 4, "School SIS ID", "s9", "dangling"),
        ("Student.csv", 6, "Username", "", "missing"),
        ("Teacher.csv", 2, "SIS ID", "p5", "duplicate_id"),
        ("StudentEnrollment.csv", 3, "SIS ID", "p1", "hangs_on_rejected"),
        ("StudentEnrollment.csv", 4, "Section SIS ID", "g9", "dangling"),
        ("StudentEnrollment.csv", 5, "SIS ID", "p3", "ended"),
    ]
    assert found.ended["person"] == {"p3"}
    missing = read(tmp_path, files | {"Section.csv": ["SIS ID,Section Name", "g1,Maths"]})
    assert [(e.code, e.file, e.column) for e in missing.errors] == [
        ("missing_column", "Section.csv", "School SIS ID")
    ]


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


@pytest.mark.parametrize("id", ["p\x071", "p\u202e1"])
def test_an_id_with_a_hidden_character_is_rejected(tmp_path, id):
    found = read(tmp_path, with_row(small_school(), "users.csv", user(id)))
    assert [(r.row, r.column, r.code) for r in found.rejected] == [(26, "sourcedId", "unreadable")]


def test_a_whole_list_flagged_as_a_delta_sends_nobody_away(tmp_path):
    current = stored(read(tmp_path, small_school()))
    files = without(small_school(), "users.csv", "p3") | {
        "manifest.csv": manifest(users="delta", enrollments="delta")
    }
    files = without(files, "enrollments.csv", "h-p3", "m-p3")
    plan = roll.plan(current, read(tmp_path, files), today=TODAY)
    assert plan.changes == plan.held == []


def test_a_new_format_without_its_roles_says_so(tmp_path):
    users = [line.replace("role", "x", 1) for line in small_school()["users.csv"]]
    files = small_school() | {"users.csv": users, "manifest.csv": manifest(users="bulk")}
    files["manifest.csv"][2] = "oneroster.version,1.2"
    assert [(e.code, e.file) for e in read(tmp_path, files).errors] == [
        ("missing_file", "roles.csv")
    ]


def test_a_user_without_a_role_is_named_and_is_not_leaving(tmp_path):
    roll.export_oneroster(stored(read(tmp_path, small_school())), tmp_path / "new", TODAY)
    whole = roll.read(tmp_path / "new")
    roles = (tmp_path / "new" / "roles.csv").read_text().splitlines(keepends=True)
    kept = [line for line in roles if not line.startswith("s1/p3,")]
    (tmp_path / "new" / "roles.csv").write_text("".join(kept))
    found = roll.read(tmp_path / "new")
    assert [(r.file, r.row, r.code, r.id) for r in found.rejected if r.kind == "person"] == [
        ("users.csv", 5, "no_role", "p3")
    ]
    plan = roll.plan(stored(whole), found, today=TODAY)
    assert plan.totals["leaving"] == 0 and plan.held == []
