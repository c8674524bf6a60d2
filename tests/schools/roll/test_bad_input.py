"""Bad rows: what can come in does, and what cannot is named by file and row."""

import pytest

from beside.schools import roll

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
)


def named(found):
    return [(r.file, r.row, r.column, r.value, r.code) for r in found.rejected]


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
