"""A school's own sheet: columns guessed, ids that stay, carers out of cells."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from beside.schools import roll
from beside.schools.roll.records import School
from beside.schools.roll.sheet import guess_columns, preview, read_pasted, read_sheet, write_back

from .builders import TODAY, ops, stored

HILL = School("s1", "Hill School", "1000")
SHEET = """Surname,Forename,Year,Form,Adm No,Primary school,Mother,Mother email,Parent 2
Reed,Isla,7,7A,0042,Mill Primary,Ann Reed,ann@example.org,Bob Reed <bob@example.org>
Reed,Omar,9,9B,0043,Mill Primary,Ann Reed,ANN@example.org,
O'Brien,Kit,7,7A,0044,,,,"Mo O'Brien (father) 07700 900123; Di Li: di@example.org"
"""


def sheet(text, **options):
    return read_sheet(text.encode(), school=HILL, name="pupils.csv", **options)


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("Legal Surname", "family_name"),
        ("First name", "given_name"),
        ("Pupil Name", "name"),
        ("Known as", "preferred_name"),
        ("Yr", "year_group"),
        ("Reg Group", "tutor_group"),
        ("Admission No.", "admission_number"),
        ("Previous School", "previous_school"),
        ("E-mail address", "email"),
        ("Job title", "title"),
        ("Beside id", "beside_id"),
        ("Pupil ID", "id"),
        ("Parent 1 Name", "carer:parent1:name"),
        ("Parent/Carer 2 Email", "carer:parentcarer2:email"),
        ("Father", "carer:father:any"),
        ("Contact 3 relationship", "carer:contact3:relation"),
        ("Parents", "carer:parent:any"),
        ("Date of birth", None),
        ("Parent 1 mobile", None),
        ("UPN", "upn"),
    ],
)
def test_columns_are_guessed_by_their_titles(title, meaning):
    assert guess_columns([title]).get(0) == meaning


def test_a_title_of_mr_and_mrs_is_not_a_post():
    assert guess_columns(["Title"], [["Mr"], ["Mrs."]]) == {}
    assert guess_columns(["Title"], [["Teacher"]]) == {0: "title"}


def test_a_sheet_of_pupils_comes_in(tmp_path):
    found = sheet(SHEET)
    assert (found.errors, found.rejected, found.notes) == ([], [], [])
    pupils = {e.admission_number: e for e in found.records["enrolment"].values()}
    isla = found.records["person"][pupils["0042"].person]
    assert (isla.given_name, isla.family_name) == ("Isla", "Reed")
    assert (pupils["0042"].year_group, pupils["0042"].previous_school) == ("7", "Mill Primary")
    groups = found.records["group"]
    assert {(g.name, g.kind) for g in groups.values()} == {
        ("7A", "tutor_group"),
        ("9B", "tutor_group"),
    }
    assert pupils["0042"].tutor_group == pupils["0044"].tutor_group != pupils["0043"].tutor_group


def test_siblings_share_a_carer_by_address_and_by_nothing_else():
    links = sheet(SHEET).records["family_link"].values()
    people = sheet(SHEET).records["person"]
    carers = {people[link.carer].email: set() for link in links}
    for link in links:
        carers[people[link.carer].email].add((people[link.pupil].given_name, link.relation))
    assert carers == {
        "ann@example.org": {("Isla", "mother"), ("Omar", "mother")},
        "bob@example.org": {("Isla", "")},
        "": {("Kit", "father")},
        "di@example.org": {("Kit", "")},
    }


def test_parents_who_share_one_address_stay_two():
    text = "Name,Parent 1,Parent 1 email,Parent 2,Parent 2 email\n"
    text += "Isla Reed,Ann Reed,us@example.org,Bob Reed,us@example.org\n"
    text += "Omar Reed,Bob Reed,us@example.org,Ann Reed,us@example.org\n"
    found = sheet(text)
    assert len(found.records["person"]) == 4 and len(found.records["family_link"]) == 4


def test_the_same_sheet_again_changes_nothing():
    plan = roll.plan(stored(sheet(SHEET)), sheet(SHEET), today=TODAY)
    assert plan.changes == plan.held == [] and plan.totals["unchanged"] > 0


def test_rows_in_another_order_are_the_same_people():
    header, *rows = SHEET.splitlines()
    turned = "\n".join([header, *reversed(rows)])
    assert roll.plan(stored(sheet(SHEET)), sheet(turned), today=TODAY).changes == []


def test_nobody_is_matched_by_name_with_somebody_on_the_roll():
    current = stored(sheet("Name,Id\nIsla Reed,mis-1\n"))
    new = sheet("Name\nIsla Reed\n")
    asked = roll.plan(current, new, today=TODAY)
    assert [(held.rule, len(held.ids)) for held in asked.held] == [("same_names", 2)]
    assert asked.totals["added"] == asked.totals["leaving"] == 0
    others = frozenset({asked.held[0].otherwise, "leavers:s1"})
    plan = roll.plan(current, new, today=TODAY, accept_held=others)
    assert plan.by_kind["person"]["added"] == 1 and plan.by_kind["person"]["leaving"] == 1


def test_two_of_one_name_are_two_people_and_are_pointed_out():
    found = sheet("Name,Form\nIsla Reed,7A\nIsla  REED,7a\nIsla Reed,7B\n")
    assert len(found.records["enrolment"]) == 3
    assert [(n.row, n.code) for n in found.notes] == [(3, "alike")]


def test_an_admission_number_twice_rejects_both():
    found = sheet("Name,Adm No\nIsla Reed,1\nOmar Ali,1\nKit Li,2\n")
    assert [(r.row, r.column, r.value, r.code) for r in found.rejected] == [
        (2, "Adm No", "1", "duplicate_id"),
        (3, "Adm No", "1", "duplicate_id"),
    ]
    assert len(found.records["person"]) == 1


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [
        ("Isla Reed", "Isla", "Reed"),
        ("Reed, Isla", "Isla", "Reed"),
        ("Suharto", "Suharto", ""),
        ("Anna Maria Li", "Anna Maria", "Li"),
    ],
)
def test_one_cell_with_a_whole_name(text, given, family):
    found = sheet(f'Name,Year\n"{text}",7\n')
    person = next(iter(found.records["person"].values()))
    assert (person.given_name, person.family_name) == (given, family)
    assert [n.code for n in found.notes] == (["unsure_name"] if text.count(" ") > 1 else [])


STAFF = """Name,Email,Job title,Tutor group,Year
Ada Okafor,ada@example.org,Teacher of Maths,7A,
Ben Price,ben@example.org,Head of Year 9,,
Cy Moreau,cy@example.org,Designated Safeguarding Lead,,
Dee Costa,dee@example.org,Teaching Assistant,9B,
Eve Berg,eve@example.org,Receptionist,,
Flo Ray,flo@example.org,Headteacher,,
"""


def test_a_sheet_of_staff_comes_in():
    found = read_sheet(STAFF.encode(), school=HILL, name="staff.csv")
    people = found.records["person"]
    posts = {
        people[p.person].given_name: (p.kind, p.year_group) for p in found.records["post"].values()
    }
    assert posts == {
        "Ada": ("teacher", ""),
        "Ben": ("head_of_year", "9"),
        "Cy": ("safeguarding_lead", ""),
        "Dee": ("staff", ""),
        "Eve": ("office", ""),
        "Flo": ("head", ""),
    }
    assert {m.role for m in found.records["membership"].values()} == {"tutor"}
    assert found.records["enrolment"] == {}


def test_a_sheet_of_staff_sends_no_pupil_away_and_the_other_way_round():
    pupils, staff = sheet(SHEET), read_sheet(STAFF.encode(), school=HILL, name="staff.csv")
    both = stored(pupils)
    for kind, records in stored(staff).items():
        both[kind] |= records
    for again in (pupils, staff):
        plan = roll.plan(both, again, today=TODAY)
        assert plan.changes == plan.held == []


def test_pasted_rows_read_like_a_sheet():
    pasted = 'Name\tYear\tParents\nIsla Reed\t7\t"Ann Reed ann@example.org\nBob Reed"\n'
    found = read_pasted(pasted, school=HILL)
    assert len(found.records["enrolment"]) == 1 and len(found.records["family_link"]) == 2


def test_a_mapping_overrules_the_guess():
    text = "A,B\n7,Isla Reed\n"
    assert sheet(text).errors[0].code == "missing_column"
    found = sheet(text, mapping={0: "year_group", 1: "name"})
    assert next(iter(found.records["enrolment"].values())).year_group == "7"


def workbook(rows, formats=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_spreadsheet_keeps_zeros_and_whole_numbers(tmp_path):
    rows = [
        ["Name", "Adm No", "Year"],
        ["Isla Reed", 42, 7.0],
        [None, None, None],
        ["Omar Li", "0043", 8],
    ]
    path = tmp_path / "pupils.xlsx"
    path.write_bytes(workbook(rows, {"B2": "00000"}))
    found = roll.read(path, school_code="1000")
    assert found.format == "sheet" and found.files[0].rows == 2
    numbers = {(e.admission_number, e.year_group) for e in found.records["enrolment"].values()}
    assert numbers == {("00042", "7"), ("0043", "8")}


def test_days_in_a_spreadsheet_are_iso():
    content = workbook([["Name", "Seen"], ["Isla", datetime(2026, 9, 1)]])
    assert preview(content)[1] == ["Isla", "2026-09-01"]


def test_a_sheet_written_back_carries_ids_and_changes_nothing():
    text = SHEET.replace("Mill Primary,Ann", "=HYPERLINK(1),Ann")
    content = write_back(text.encode(), school=HILL, name="pupils.csv")
    cells = [
        [c.value for c in row] for row in load_workbook(io.BytesIO(content)).active.iter_rows()
    ]
    assert cells[0][:2] == ["Beside id", "Surname"] and cells[1][6] == "'=HYPERLINK(1)"
    plan = roll.plan(stored(sheet(text)), read_sheet(content, school=HILL), today=TODAY)
    assert plan.changes == plan.held == []


def test_written_back_ids_outlive_a_change_of_name_and_group():
    text = "Name,Form\nIsla Reed,7A\nOmar Li,7A\n"
    content = write_back(text.encode(), school=HILL, name="pupils.csv")
    rows = preview(content)
    rows[1][1:] = ["Isla Marsh", "8B"]
    again = read_sheet(workbook(rows), school=HILL)
    plan = roll.plan(stored(sheet(text)), again, today=TODAY)
    assert plan.by_kind["person"]["changed"] == 1 and plan.totals["leaving"] == 1
    assert ("enrolment", f"s1/{rows[1][0]}", "change") in ops(plan)
    assert write_back(content, school=HILL) and preview(
        write_back(content, school=HILL)
    ) == preview(content)


def test_a_sheet_needs_a_school_and_may_name_it(tmp_path):
    path = tmp_path / "pupils.csv"
    path.write_text("Name,Year\nIsla Reed,7\n")
    assert [e.code for e in roll.read(path).errors] == ["no_school"]
    path.write_text("Name,Year,School\nIsla Reed,7,1000\nOmar Li,8,\n")
    found = roll.read(path)
    assert list(found.records["school"]) == ["1000"]
    assert [(r.row, r.column, r.code) for r in found.rejected] == [(3, "School", "missing")]


def test_a_row_without_a_name_is_named():
    found = sheet("Name,Year\n,7\nIsla Reed,7\n")
    assert [(r.row, r.column, r.code) for r in found.rejected] == [(2, "Name", "missing")]
