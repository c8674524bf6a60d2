"""What is decided about rows, and what is asked: kinds, posts, years, schools, words of care."""

import pytest

from beside.schools import roll
from beside.schools.roll.limits import LIMITS
from beside.schools.roll.posts import posts_of_title
from beside.schools.roll.records import School
from beside.schools.roll.years import year_of

from .books import HILL, bring_in, carers_of, codes, notes, plan, posts_of, pupils_of, read
from .builders import TODAY, apply

PUPIL = "Title,Forename,Surname,Year,Form,Admission number,Role,Position\n"


@pytest.mark.parametrize(
    "row",
    [
        "Master,Tom,Reed,7,7A,0042,,",
        "Miss,Tom,Reed,7,7A,0042,,",
        "Mstr.,Tom,Reed,,,0042,,",
        ",Tom,Reed,7,7A,0042,Day pupil,",
        ",Tom,Reed,7,7A,0042,Boarder,",
        ",Tom,Reed,,,,Student,",
        ",Tom,Reed,7,7A,0042,,Form captain",
        ",Tom,Reed,7,7A,,,Head boy",
        ",Tom,Reed,7,7A,0042,Zorb,",
    ],
)
def test_these_are_pupils(row):
    found = read(PUPIL + row + "\n")
    assert [p.given_name for p in found.records["person"].values()] == ["Tom"]
    assert (
        found.rejected == [] and len(found.records["enrolment"]) == 1 and not found.records["post"]
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Name,Role\nTom Reed,Zorb\n", "unknown_role"),
        ("Name,Job title\nTom Reed,Zorbmeister\n", "unknown_title"),
        ("Staff id,Name,Job title,Year\nT1,Tom Reed,Zorbmeister,9\n", "unknown_title"),
        ("Name,Title\nTom Reed,Peer mentor\n", "unknown_title"),
        ("Name,Role\nTom Reed,\nMo Ali,Teacher\n", "unknown_role"),
        ("Name,Admission number,Title\nTom Reed,0042,Librarian\n", "pupil_or_staff"),
        ("Name,Year,Position\nTom Reed,9,Library assistant\n", "pupil_or_staff"),
        ("Name,Admission number,Role\nTom Reed,0042,Teacher\n", "pupil_or_staff"),
    ],
)
def test_what_nobody_knows_is_asked(text, code):
    found = read(text)
    assert [each for _row, _column, each in codes(found)] == [code]
    names = {f"{p.given_name} {p.family_name}" for p in found.records["person"].values()}
    assert "Tom Reed" not in names


@pytest.mark.parametrize("title", ["Zorbmeister", ""])
def test_a_role_that_is_known_makes_staff_whatever_the_title(title):
    found = read(f"Name,Role,Job title\nTom Reed,staff,{title}\n")
    assert posts_of(found.records) == {("Tom Reed", "staff", "")}


def test_an_empty_job_title_is_staff_without_more():
    text = "Staff id,Name,School,Job title\nT1,Ann Lee,S1,Teacher of Art\nT2,Bob Ray,S1,\nT3,Cy Oak,S1,\n"
    found = roll.sheet.read_sheet(text.encode(), school=None, name="teachers.csv")
    assert posts_of(found.records) == {
        ("Ann Lee", "teacher", ""),
        ("Bob Ray", "staff", ""),
        ("Cy Oak", "staff", ""),
    }
    assert not found.records["enrolment"] and found.rejected == []


@pytest.mark.parametrize(
    ("title", "posts"),
    [
        ("Head of Year 9", ["9"]),
        ("Head of Y9", ["9"]),
        ("HoY 9", ["9"]),
        ("Year 9 Leader", ["9"]),
        ("Head of Year Nine", ["9"]),
        ("Head of Year 9 and 10", ["9", "10"]),
        ("Head of Years 7, 8 & 9", ["7", "8", "9"]),
        ("Head of Year 7-9", ["7", "8", "9"]),
        ("Head of Year 9 and Teacher of Maths", ["9"]),
        ("Head of Year 9 / PE Teacher", ["9"]),
        ("Head of Year 9 Admin Assistant", []),
        ("Head of Year 9 (maternity leave until June)", []),
        ("Head of Year 9 (on secondment)", []),
        ("Head of Year 9 (Acting)", []),
        ("Deputy Head of Year 9", []),
        ("Former Head of Year 9", []),
        ("PA to the Head of Year 9", []),
        ("Head of Year 9's secretary", []),
    ],
)
def test_only_a_title_that_says_so_alone_makes_a_head_of_year(title, posts):
    found = posts_of_title(title, "", None)
    assert [year for kind, year in found if kind == "head_of_year"] == posts


def test_a_title_that_opens_less_than_it_seems_is_noted():
    assert "unsure_title" in notes(read("Name,Job title\nAnn Lee,Head of Year 9 (on leave)\n"))


@pytest.mark.parametrize(
    "text",
    ["9", "09", "Year 9", "year9", "Yr 9", "Y9", "Yr. 9", "Grade 9", "9th", "9.0", "Year Nine"],
)
def test_one_year_has_one_name(text):
    assert year_of(text) == "9"


@pytest.mark.parametrize("text", ["7/8", "Year 12 - Level 3", "S1", "", "Mixed", "2026"])
def test_what_is_no_single_year_stays_as_it_is(text):
    assert year_of(text) == text


def test_heads_of_year_and_pupils_meet_in_one_year():
    pupils = "Admission number,Name,Year,Form\n"
    for number, year in enumerate(("Year 9", "09", "Yr 9", "9"), start=42):
        pupils += f"00{number},Isla Reed{number},{year},9KP\n"
    records = bring_in(pupils, "Name,Job title,Email\nJoan Reid,Head of Year 9,r@example.org\n")
    assert {year for _n, year, _g in pupils_of(records)} == {"9"}
    assert posts_of(records) == {("Joan Reid", "head_of_year", "9")}


@pytest.mark.parametrize("said", ["Hill School", "hill  school", "1000", " S1 "])
def test_a_school_column_that_names_the_school_is_the_school(said):
    text = f"Admission number,Name,School\n0042,Isla Reed,{said}\n"
    found = read(text)
    assert set(found.records["school"]) <= {"s1"} and found.covers == {"s1"}
    assert {e.school for e in found.records["enrolment"].values()} == {"s1"}


def test_one_school_by_code_whatever_its_case_or_blanks(tmp_path):
    path = tmp_path / "pupils.csv"
    path.write_text("Name,Year\nIsla Reed,7\n")
    known = [School("KIND", "KIND", "KIND")]
    for code in ("KIND", "kind", " Kind "):
        found = roll.read(path, school_code=code, schools=known)
        assert list(found.records["school"]) == ["KIND"]
    path.write_text("Name,Year,School\nIsla Reed,7,KIND\nOmar Khan,7,kind \n")
    assert list(roll.read(path).records["school"]) == ["KIND"]


def test_a_column_of_several_schools_is_asked_about():
    text = "School_id,Student_id,Name\nA1,1,Ann Lee\nB2,2,Bob Ray\n"
    assert [e.code for e in read(text).errors] == ["other_school"]
    of_hill = read(text.replace("A1", "1000"))
    assert codes(of_hill) == [(3, "School_id", "other_school")]
    assert {name for name, *_ in pupils_of(of_hill.records)} == {"Ann Lee"}


def test_a_new_name_for_a_school_known_by_its_code_alone_is_that_school(tmp_path):
    path = tmp_path / "pupils.csv"
    path.write_text("Name,Year,School\nIsla Reed,7,Hill School\n")
    found = roll.read(path, school_code="F18", schools=[School("F18", "F18", "F18")])
    assert list(found.records["school"]) == ["F18"] and "school_name" in notes(found)
    other = roll.read(path, school_code="F18", schools=[School("F18", "Mill School", "F18")])
    assert [e.code for e in other.errors] == ["other_school"]


CONTACTS = "Admission number,Name,Form,Contact name,Contact email,Contact relationship\n"


@pytest.mark.parametrize("number", ["0042", ""])
def test_a_row_for_each_contact_is_one_pupil(number):
    text = CONTACTS + f"{number},Isla Reed,7A,Ann Reed,a@example.org,Mother\n"
    text += f"{number},Isla Reed,7 a,Bob Reed,b@example.org,Family friend\n"
    found = read(text)
    assert pupils_of(found.records) == {("Isla Reed", "", "7A")} and found.rejected == []
    assert carers_of(found.records) == {
        ("Ann Reed", "a@example.org", "mother", "Isla"),
        ("Bob Reed", "b@example.org", "family friend", "Isla"),
    }
    links = found.records["family_link"].values()
    assert {link.parental_responsibility for link in links} == {None}


def test_rows_of_one_number_that_do_not_agree_are_both_rejected():
    text = CONTACTS + "1,Isla Reed,7A,Ann Reed,,\n1,Isla Reed,8B,Bob Reed,,\n"
    assert [code for *_, code in codes(read(text))] == ["duplicate_id", "duplicate_id"]


def test_two_of_one_name_with_other_birth_dates_stay_two():
    text = (
        "Name,Form,Date of birth,Parent\nIsla Reed,7A,2014-01-01,Ann\nIsla Reed,7A,2014-02-02,Jo\n"
    )
    assert len(read(text).records["enrolment"]) == 2


def test_relations_are_kept_as_they_are_said():
    text = "Name,Form,Carer,Carer email\nIsla Reed,7A,Pat Lane (social worker),p@example.org\n"
    assert carers_of(read(text).records) == {("Pat Lane", "p@example.org", "social worker", "Isla")}


SPEAKS = [
    ("Notes", "Court order: father must not collect"),
    ("Notes", "No contact with dad"),
    ("Comment", "do not contact father"),
    ("Remarks", "adopted 2019"),
    ("Flags", "looked after"),
    ("Info", "mother is in a refuge"),
    ("Court order", "yes"),
    ("Contact restrictions", "Supervised"),
    ("In care", "Y"),
    ("CourtOrder", "see file"),
    ("Mother", "Ann Reed (restraining order)"),
    ("May contact", "no"),
    ("Restricted", "TRUE"),
    ("", "non-molestation order"),
]


@pytest.mark.parametrize(("heading", "cell"), SPEAKS)
def test_words_of_courts_contact_refuge_and_care_hold_the_carers(heading, cell):
    text = f"Adm No,Name,Form,Parent 1,{heading}\n1,Isla Reed,7A,Bob Reed,{cell}\n"
    text += "2,Omar Khan,7A,Bilal Khan,\n"
    drawn = plan({}, text)
    (held,) = drawn.held
    assert (held.rule, held.kind) == ("court", "family_link")
    assert drawn.by_kind["family_link"]["added"] == drawn.by_kind["person"]["added"] - 2 == 1
    assert carers_of(apply({}, drawn)) == {("Bilal Khan", "", "", "Omar")}
    accepted = apply({}, plan({}, text, held.key))
    assert len(carers_of(accepted)) >= 2 and plan(accepted, text).held == []


SILENT = [
    ("Address", "12 Court Road"),
    ("Court order", "no"),
    ("In care", "N"),
    ("Contact phone", "07700 900123"),
    ("Contact order", "2"),
    ("Preferred contact method", "email"),
    ("Sort order", "17"),
    ("Mother", "Ann Court"),
    ("Parent 2 email", "court@example.org"),
    ("Previous school", "Court Lane Primary"),
    ("Notes", "Plays the cello"),
    ("May contact", "yes"),
]


@pytest.mark.parametrize(("heading", "cell"), SILENT)
def test_words_that_only_sound_so_hold_nobody(heading, cell):
    text = f"Adm No,Name,Form,Parent 1,{heading}\n1,Isla Court,7A,Bob Reed,{cell}\n"
    assert plan({}, text).held == []


TOO_LONG = [
    ("Year", "Year 12 - Level 3 Diploma in Health and Care", 2),
    ("Form", "x" * 201, 2),
    ("Previous school", "x" * 201, 2),
    ("Admission number", "1" * 201, 2),
    ("Email", "i" * 243 + "@hill.example", 2),
    ("Known as", "x" * 201, 2),
    ("Username", "x" * 201, 2),
    ("Parent 1 relationship", "x" * 101, 2),
    ("Parent 1 email", "i" * 250 + "@x.org", 2),
    ("Parent 1", "x" * 201, 2),
    ("Pupil id", "x" * 256, 2),
]


@pytest.mark.parametrize(("heading", "cell", "row"), TOO_LONG)
def test_a_cell_longer_than_the_database_is_named(heading, cell, row):
    headings = ["Name", "Parent 1", heading] if heading != "Parent 1" else ["Name", heading]
    values = ["Isla Reed", "Ann Reed", cell] if heading != "Parent 1" else ["Isla Reed", cell]
    found = read(f"{','.join(headings)}\n{','.join(values)}\nOmar Khan\n")
    assert codes(found)[:1] == [(row, heading, "too_long")]


def test_records_too_long_of_any_format_are_named_by_their_cell(tmp_path):
    (tmp_path / "orgs.csv").write_text("sourcedId,name,type\ns1,Hill,school\n")
    (tmp_path / "users.csv").write_text(
        "sourcedId,givenName,familyName,role,orgSourcedIds,grades\np1,Isla,Reed,student,s1,7\n"
    )
    (tmp_path / "classes.csv").write_text(
        f"sourcedId,title,classType,schoolSourcedId\nc1,{'x' * 250},homeroom,s1\n"
    )
    (tmp_path / "enrollments.csv").write_text(
        "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\ne1,c1,s1,p1,student\n"
    )
    drawn = roll.plan({}, roll.read(tmp_path), today=TODAY)
    assert [(r.file, r.row, r.column, r.code) for r in drawn.rejected] == [
        ("classes.csv", 2, "title", "too_long")
    ]
    assert drawn.by_kind["enrolment"]["added"] == 1 and not drawn.by_kind["membership"]["added"]


def test_the_limits_are_those_of_the_database():
    from beside.schools import snapshot

    for kind, (_record, model, fields) in snapshot.FIELDS.items():
        own = {name: path for name, path in fields.items() if "__" not in path}
        longest = {
            name: model._meta.get_field(path).max_length
            for name, path in own.items()
            if model._meta.get_field(path).get_internal_type() == "CharField"
        }
        assert LIMITS[kind] == longest, kind
    assert HILL
