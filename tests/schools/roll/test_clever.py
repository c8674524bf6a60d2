"""Clever's files, known by their columns and not by their names."""

import pytest

from .builders import TODAY, read, roll, small_school, stored

SCHOOLS = ["School_id,School_name,School_number", "A1,High,1000", "B2,Primary,2000"]
STUDENTS = [
    "School_id,Student_id,Student_number,Last_name,First_name,Grade,IEP_status,Contact_name,"
    "Contact_relationship,Contact_type,Contact_email,Contact_sis_id",
    "A1,1,0042,Lee,Ann,9,Y,Jo Lee,Uncle,,jo@example.org,",
    "A1,1,0042,Lee,Ann,9,Y,May Lee,Mother,,may@example.org,c9",
    "B2,2,,Ray,Bob,3,,Al Ray,Foster Mother,,al@example.org,",
    "B2,3,,Oak,Cy,3,,Di Oak,,Family Friend,di@example.org,",
    "B2,4,,Elm,Flo,3,,Ed Elm,Godfather,,,",
]
TEACHERS = ["School_id,Teacher_id,Last_name,First_name,Teacher_email", "A1,1,Tea,Cher,t@x.org"]
SECTIONS = [
    "School_id,Section_id,Teacher_id,Teacher_2_id,Name,Course_name,Term_name,Term_start",
    "A1,709,1,,English 9,English,Autumn,2026-09-01",
    "A1,710,1,77,9A,Homeroom,,",
]
ENROLLMENTS = ["School_id,Section_id,Student_id", "A1,709,1", "A1,710,1", "A1,709,99"]


def clever(**changes):
    files = {
        "schools.csv": SCHOOLS,
        "students.csv": STUDENTS,
        "teachers.csv": TEACHERS,
        "sections.csv": SECTIONS,
        "enrollments.csv": ENROLLMENTS,
    }
    return files | {name.replace("_csv", ".csv"): lines for name, lines in changes.items()}


def test_a_set_is_read_whole(tmp_path):
    found = read(tmp_path, clever())
    assert (found.format, found.errors) == ("clever", [])
    assert {s.code for s in found.records["school"].values()} == {"1000", "2000"}
    assert found.records["enrolment"]["A1/1"].admission_number == "0042"
    assert found.records["enrolment"]["A1/1"].tutor_group == "710"
    assert set(found.records["group"]) == {"709", "710"}
    assert set(found.records["membership"]) == {
        "709/1/pupil",
        "710/1/pupil",
        "709/teacher-1/teacher",
        "710/teacher-1/tutor",
    }


def test_a_row_for_each_contact_is_one_pupil_with_several_carers(tmp_path):
    found = read(tmp_path, clever())
    links = found.records["family_link"].values()
    said = {(link.pupil, link.relation) for link in links}
    assert said == {("1", "uncle"), ("1", "mother"), ("2", "carer")}
    assert "c9/1" in found.records["family_link"]
    assert {(n.code, n.value) for n in found.notes} >= {
        ("no_family", "Family Friend"),
        ("unknown_relation", "Godfather"),
    }


def test_a_teacher_counted_like_a_student_is_somebody_else(tmp_path):
    people = read(tmp_path, clever()).records["person"]
    assert (people["1"].given_name, people["teacher-1"].given_name) == ("Ann", "Cher")


def test_what_hangs_on_nobody_is_named(tmp_path):
    found = read(tmp_path, clever())
    assert [(r.file, r.row, r.code) for r in found.rejected] == [("enrollments.csv", 4, "dangling")]
    assert ("sections.csv", "77") in {(n.file, n.value) for n in found.notes}


def test_two_students_of_one_id_are_both_rejected(tmp_path):
    found = read(tmp_path, clever(students_csv=[*STUDENTS, "B2,2,,Roe,Max,3,,,,,,"]))
    assert {(r.row, r.code) for r in found.rejected if r.file == "students.csv"} == {
        (4, "duplicate_id"),
        (7, "duplicate_id"),
    }
    assert "2" not in found.records["person"]


def test_the_same_files_again_change_nothing(tmp_path):
    found = read(tmp_path, clever())
    plan = roll.plan(stored(found), read(tmp_path, clever()), today=TODAY)
    assert plan.changes == []
    assert [(held.rule, held.ids) for held in plan.held] == [("court", plan.held[0].ids)]


def test_students_of_several_schools_are_not_put_into_one(tmp_path):
    found = read(tmp_path, {"students.csv": STUDENTS}, school_code="A1")
    assert [fault.code for fault in found.errors] == ["several_schools"]
    alone = read(tmp_path, {"students.csv": STUDENTS})
    assert set(alone.records["school"]) == {"A1", "B2"}
    one = read(tmp_path, {"students.csv": STUDENTS[:3]}, school_code="HILL")
    assert list(one.records["enrolment"]) == ["HILL/1"]


@pytest.mark.parametrize(
    "files",
    [
        {"enrollments.csv": ENROLLMENTS, "sections.csv": SECTIONS},
        {"teachers.csv": TEACHERS, "enrollments.csv": ENROLLMENTS},
    ],
)
def test_without_students_it_is_named_as_what_it_is(tmp_path, files):
    found = read(tmp_path, files)
    assert found.format == "clever"
    assert [(e.code, e.file) for e in found.errors] == [("missing_file", "students.csv")]


def test_onerosters_files_stay_onerosters(tmp_path):
    assert read(tmp_path, small_school()).format == "oneroster-1.1"
