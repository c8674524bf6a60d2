"""Sheets as offices lay them out: what each person of them comes to."""

import pytest

from beside.schools import roll
from beside.schools.roll.encodings import guess
from beside.schools.roll.letters import said_encoding
from beside.schools.roll.records import School
from beside.schools.roll.years import form_of, year_of

from .books import book, sheet
from .builders import TODAY, apply

HILL = School("s1", "Hill School", "1000")


def read(text, name="pupils.csv", encoding=""):
    content = text if isinstance(text, bytes) else text.encode()
    found = roll.sheet.read_sheet(content, school=HILL, name=name, encoding=encoding)
    assert found.errors == []
    return found


def people(found):
    """Pupils as "Isla Reed 7 7A", with their own address and their carers'."""
    records = found.records
    said = []
    for pupil in records["enrolment"].values():
        person, group = records["person"][pupil.person], records["group"].get(pupil.tutor_group)
        links = [link for link in records["family_link"].values() if link.pupil == person.id]
        carers = [records["person"][link.carer] for link in links]
        parts = [person.given_name, person.family_name, year_of(pupil.year_group)]
        parts += [group.name if group else "", person.email]
        parts += [f"{c.given_name} {c.family_name} {c.email}".strip() for c in carers]
        said.append(" ".join(part for part in parts if part))
    return said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (",,Contact 1,\nName,Form,Name,Email\nIsla Reed,7A,Ann Reed,a@x.example", ["Isla Reed 7A Ann Reed a@x.example"]),
        ("Name,Form,Contact 1,\n,,Name,Email\nIsla Reed,7A,Ann Reed,a@x.example", ["Isla Reed 7A Ann Reed a@x.example"]),
        ("Name,Form,Mother,Email,Father,Email\nIsla Reed,7A,Ann Reed,a@x.example,,", ["Isla Reed 7A Ann Reed a@x.example"]),
        ("Name,Email,Mother,Email\nIsla Reed,i@x.example,Ann Reed,a@x.example", ["Isla Reed i@x.example Ann Reed a@x.example"]),
        ("Name,Form,,Name,Form\nIsla Reed,7A,,Omar Khan,7B", ["Isla Reed 7A", "Omar Khan 7B"]),
        ("Form,Name,Form,Name\n7A,Isla Reed,7B,Omar Khan", ["Isla Reed 7A", "Omar Khan 7B"]),
        ("Form 7A\nName,Year\nIsla Reed,7\nForm 7B\nOmar Khan,7", ["Isla Reed 7 7A", "Omar Khan 7 7B"]),
        ("Name,Form\nYear 7,\nIsla Reed,7A\nYear 8,\nOmar Khan,8A", ["Isla Reed 7 7A", "Omar Khan 8 8A"]),
        ("Name,Year\nIsla Reed,Y7A\nOmar Khan,8B", ["Isla Reed 7 7A", "Omar Khan 8 8B"]),
        ("Name,Form\nIsla Reed,7A - Mr Khan\nOmar Khan,7A (Ms Poe)", ["Isla Reed 7A", "Omar Khan 7A"]),
        ("Student Forename,Student Surname,NC Year Actual,Registration Form\nIsla,Reed,7,7A", ["Isla Reed 7 7A"]),
        ("Name *,Year (NC),E-mail (school)\nIsla Reed,7,i@x.example", ["Isla Reed 7 i@x.example"]),
        ("Enw cyntaf,Cyfenw,Blwyddyn,Dosbarth\nSiân,Jones,Bl 7,7A", ["Siân Jones 7 7A"]),
        ("Name,Year,Form\nIsla Reed,\"7,0\",7A", ["Isla Reed 7 7A"]),
        ("Name,Year,Status\nIsla Reed,7,On roll\nOmar Khan,7,Left 12/09/2026\nKit Moss,7,Applicant", ["Isla Reed 7"]),
        ("Name,Year,Leaver\nIsla Reed,7,N\nOmar Khan,7,Y", ["Isla Reed 7"]),
        ("Name,Type,Form\nIsla Reed,Pupil,7A\nMr Patel,Staff,7A", ["Isla Reed 7A"]),
        ("“Name”,Form\n“Isla Reed”,7A\n'Omar Khan,7A", ["Isla Reed 7A", "Omar Khan 7A"]),
        ("Name,Form\nSean O&#39;Neil,7A\nOm\u00adar Khan,7A", ["Sean O'Neil 7A", "Omar Khan 7A"]),
        ("Name,Parents\nOmar Khan,Bilal and Sana Khan", ["Omar Khan Bilal Khan Sana Khan"]),
        ("Name,Parents\nOmar Khan,\"B Khan (father), S Khan (mother)\"", ["Omar Khan B Khan S Khan"]),
        ("Name,Parent 1\nIsla Reed,See office", ["Isla Reed"]),
        ("Name,Year\nIsla Reed,7\n,\nStaff name,Job title\nMo Ali,Teacher", ["Isla Reed 7"]),
        ("Vorname;Nachname;Klasse\nJürgen;Müller;7a", ["Jürgen Müller 7a"]),
        ("Name,Parent 1\nIsla Reed,Ann Reed - Mother", ["Isla Reed Ann Reed"]),
        ("UPN,Name,Form\na1,Isla Reed,7A\nA1,Isla Reed,7A\nA2,Isla Reed,7A", ["Isla Reed 7A"] * 2),
    ],
)  # fmt: skip
def test_a_sheet_comes_to_these_people(text, wanted):
    assert people(read(text)) == wanted


def test_the_name_of_a_sheet_says_the_form_where_no_column_does():
    first, second = sheet([["Name", "Year"], ["Isla Reed", "7"]]), sheet([["Name"], ["Omar Khan"]])
    content = book(first, second, names=("7A", "8B"))
    assert people(read(content, "pupils.xlsx")) == ["Isla Reed 7 7A", "Omar Khan 8B"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("11 yrs", "age"), ("Age 11", "age"), ("46029", "spreadsheet_date")],
)
def test_a_cell_of_years_that_is_none_is_named(cell, code):
    (row,) = read(f"Name,Year\nIsla Reed,{cell}\n").rejected
    assert (row.code, row.column, row.row) == (code, "Year", 2)


@pytest.mark.parametrize(
    ("cell", "number"), [("42.0", "42"), ('"1,042"', "1042"), ("0042", "0042")]
)
def test_a_number_is_read_as_it_was_typed(cell, number):
    (pupil,) = read(f"Adm No,Name,Form\n{cell},Isla Reed,7A\n").records["enrolment"].values()
    assert pupil.admission_number == number


def test_a_workbook_is_never_asked_in_which_letters_it_is_written():
    assert read(book(sheet([["Name"], ["Ana Peña"]])), "pupils.xlsx").asks == []


def test_a_heading_is_nobodys_name():
    found = read("Name,Isla Reed\nYear,7\nForm,7A\n")
    assert found.records["person"] == {} and [row.row for row in found.rejected] == [2, 3]


@pytest.mark.parametrize(
    ("text", "year", "form"),
    [
        ("YR", "R", ""), ("Rec", "R", ""), ("FS2", "R", ""), ("F1", "N", ""), ("L6", "12", ""),
        ("Upper 6th", "13", ""), ("KS3 Y7", "7", ""), ("Year 7/8", "7/8", ""), ("7 & 8", "7/8", ""),
        ("Year 12 (L6)", "12", ""), ("Y7A", "7", "7A"), ("10BR2", "10", "10BR2"), ("P7", "P7", ""),
    ],
)  # fmt: skip
def test_years_as_schools_write_them(text, year, form):
    assert (year_of(text), form_of(text)) == (year, form)


def test_parental_responsibility_of_a_contact_holds_nobody():
    header = "Name,Contact 1 Name,Contact 1 Parental Responsibility\n"
    assert read(header + "Isla Reed,Ann Reed,Yes\n").asks == []


def test_a_day_of_leaving_that_is_past_takes_nobody_in():
    text = (
        "Name,Year,Date of leaving\nIsla Reed,7,\nOmar Khan,7,12/09/2026\nKit Moss,7,23/07/2027\n"
    )
    plan = roll.plan({}, read(text), today=TODAY)
    assert plan.by_kind["enrolment"]["added"] == 2


def test_whoever_a_row_still_names_does_not_leave():
    rows = [f"{n:04},Pupil {name},7A" for n, name in enumerate("ABCDEFGHIJKLMNOP")]
    before = apply(
        {}, roll.plan({}, read("\n".join(["Admission number,Name,Form", *rows])), today=TODAY)
    )
    rows[3] = '#REF!,"D., Pupil",7A'
    after = read("\n".join(["Admission number,Name,Form", *rows]))
    plan = roll.plan(before, after, today=TODAY)
    assert plan.totals["leaving"] == 0
    rows[3] = '99,"Total",Pupil D'
    plan = roll.plan(before, read("\n".join(["Admission number,Name,Form", *rows])), today=TODAY)
    assert [held.rule for held in plan.held] == ["still_named"] and not plan.totals["leaving"]
    said = frozenset({plan.held[0].key})
    again = read("\n".join(["Admission number,Name,Form", *rows]))
    assert roll.plan(before, again, today=TODAY, accept_held=said).by_kind["person"]["leaving"] == 1


def test_letters_that_can_be_read_two_ways_are_asked_with_both_ways_shown():
    content = "Name,Form\nAna Peña,7A\nIsla Reed,7A\n".encode("cp1252")
    plan = roll.plan({}, read(content), today=TODAY)
    (held,) = plan.held
    assert "Peña" in held.reason and "Peńa" in held.reason and len(plan.held) == 1
    assert plan.by_kind["person"]["added"] == 1
    for key, name in ((held.key, "Peña"), (held.otherwise, "Peńa")):
        found = read(content, encoding=said_encoding([key]))
        assert name in {p.family_name for p in found.records["person"].values()}
        assert roll.plan({}, found, today=TODAY).held == []


def test_letters_that_are_plain_are_not_asked_about():
    assert guess(["Müller".encode("cp1252")]).other == ""
    assert said_encoding(["encoding:no-such"]) == ""
