"""Who is who: ids within a school and a kind, carers by address and name, the same names again."""

import pytest

from beside.schools import roll
from beside.schools.roll.records import School

from .books import HILL, bring_in, carers_of, plan, posts_of, pupils_of, read
from .builders import TODAY, apply

MILL = School("s2", "Mill School", "2000")
TEN = "Isla Reed/Omar Khan/Kit Moss/Ada Poe/Ben Cole/Cy Dunn/Di Ek/Ed Fry/Flo Gray/Gus Hill"
JULY = "Name,Year,Form\n" + "".join(
    f"{name},7,7{'AB'[n % 2]}\n" for n, name in enumerate(TEN.split("/"))
)
SEPTEMBER = JULY.replace(",7,7", ",8,8")
NUMBERED = "Admission number,Name,Form\n0042,Isla Reed,7A\n0043,Omar Khan,7A\n0044,Kit Moss,7A\n"


def at(school, text, name="pupils.csv"):
    return roll.sheet.read_sheet(text.encode(), school=school, name=name, schools=[HILL, MILL])


def test_an_id_holds_within_its_school():
    hill = "Student ID,Name,Parent 1,Parent 1 email\n1001,Isla Reed,Ann Reed,a@example.org\n"
    mill = hill.replace("Isla Reed,Ann Reed,a@", "Omar Khan,Bilal Khan,b@")
    records = bring_in(at(HILL, hill), at(MILL, mill), at(HILL, hill), at(MILL, mill))
    assert {
        e.school: records["person"][e.person].given_name for e in records["enrolment"].values()
    } == {
        "s1": "Isla",
        "s2": "Omar",
    }
    assert carers_of(records) == {
        ("Ann Reed", "a@example.org", "", "Isla"),
        ("Bilal Khan", "b@example.org", "", "Omar"),
    }


def test_an_id_holds_for_pupils_or_staff_alone():
    pupils = "ID,Name,Year\n1,Isla Reed,7\n2,Kit Moss,7\n"
    staff = "ID,Name,Job title\n1,Joan Reid,Designated Safeguarding Lead\n2,Kiran Patel,Teacher\n"
    records = bring_in(pupils, staff, pupils, staff)
    assert {name for name, *_ in pupils_of(records)} == {"Isla Reed", "Kit Moss"}
    assert {name for name, *_ in posts_of(records)} == {"Joan Reid", "Kiran Patel"}
    assert len(records["person"]) == 4


def test_ids_that_repeat_across_the_schools_of_one_sheet_are_fine():
    text = "Pupil id,Name,School,Year\n1,Ada One,A,7\n2,Ben Two,A,7\n1,Cem Three,B,7\n"
    found = roll.sheet.read_sheet(text.encode(), school=None, name="pupils.csv")
    drawn = roll.plan({}, found, today=TODAY)
    assert drawn.by_kind["enrolment"]["added"] == 3 and found.rejected == []
    again = roll.plan(apply({}, drawn), found, today=TODAY)
    assert again.changes == again.held == []


def test_the_id_of_the_sheet_is_the_id_where_it_is_nobody_elses():
    assert set(bring_in("Pupil ID,Name\nmis-1,Isla Reed\n")["person"]) == {"mis-1"}


def test_a_change_of_both_names_is_held():
    current = bring_in("Pupil ID,Name,Form\n1,Isla Reed,7A\n2,Kit Moss,7A\n")
    text = "Pupil ID,Name,Form\n1,Omar Khan,8A\n2,Kit Moore,7A\n"
    drawn = plan(current, text)
    assert [(held.rule, held.ids) for held in drawn.held] == [("names", ("1",))]
    assert {(c.kind, c.field) for c in drawn.changes} == {("person", "family_name")}
    assert ("Omar Khan", "", "8A") in pupils_of(apply(current, plan(current, text, "names:1")))


@pytest.mark.parametrize(
    "name", ["Isla Marsh", "Reed Isla", "Isla-Mae Reed", "ISLA REED", "Islá Reed"]
)
def test_a_name_that_is_partly_the_same_is_no_other_person(name):
    current = bring_in("Pupil ID,Name\n1,Isla Reed\n")
    assert plan(current, f"Pupil ID,Name\n1,{name}\n").held == []


def test_a_change_of_role_is_held():
    current = bring_in("Beside id,Name,Year\nx,Isla Reed,7\ny,Kit Moss,7\n")
    text = "Beside id,Name,Job title\nx,Isla Reed,Teacher\n"
    drawn = plan(current, text)
    assert [held.rule for held in drawn.held] == ["role"] and posts_of(
        apply(current, drawn)
    ) == set()


def test_september_without_numbers_doubles_nobody():
    current = bring_in(JULY)
    drawn = plan(current, SEPTEMBER)
    (held,) = drawn.held
    assert (held.rule, len(held.ids)) == ("same_names", 20)
    assert drawn.totals["added"] == drawn.totals["leaving"] == 0
    joined = apply(current, plan(current, SEPTEMBER, held.key))
    assert set(joined["person"]) == set(current["person"])
    assert {year for _n, year, _g in pupils_of(joined)} == {"8"}
    again = plan(joined, SEPTEMBER)
    assert again.changes == again.held == []


def test_september_with_others_of_the_same_names():
    current = bring_in(JULY)
    (held,) = plan(current, SEPTEMBER).held
    drawn = plan(current, SEPTEMBER, held.otherwise, "leavers:s1")
    assert drawn.by_kind["person"]["added"] == drawn.by_kind["person"]["leaving"] == 10


@pytest.mark.parametrize("lost", ["42", "000042", "A42"])
def test_numbers_that_lost_their_zeros_double_nobody(lost):
    current = bring_in(NUMBERED)
    text = NUMBERED.replace("0042", lost)
    drawn = plan(current, text)
    assert [held.rule for held in drawn.held] == ["same_names"]
    joined = apply(current, plan(current, text, "same_names:s1"))
    assert len(joined["person"]) == 3 and plan(joined, text).changes == []


def test_an_adopted_child_is_never_offered_as_an_old_record():
    current = bring_in(NUMBERED)
    text = NUMBERED.replace("Form\n0042,Isla Reed,7A", "Form,Notes\n99,Isla Reed,7A,adopted")
    assert "same_names" not in {held.rule for held in plan(current, text).held}


ONE_ADDRESS = """Name,Form,Parent 1,Parent 1 email
Isla Reed,7A,Ann Reed,{0}
Omar Khan,7A,Bilal Khan,{0}
Tom Reed,9A,Ann Reed,{0}
"""


def test_one_address_is_several_people_where_the_names_differ():
    records = read(ONE_ADDRESS.format("family@example.org")).records
    assert len({link.carer for link in records["family_link"].values()}) == 2
    assert carers_of(records) == {
        ("Ann Reed", "family@example.org", "", "Isla"),
        ("Ann Reed", "family@example.org", "", "Tom"),
        ("Bilal Khan", "family@example.org", "", "Omar"),
    }
    assert "shared_address" in {n.code for n in read(ONE_ADDRESS.format("a@example.org")).notes}


@pytest.mark.parametrize("address", ["noemail@hill.example", "none@none.com", "no-email@x.org"])
def test_an_address_that_only_fills_the_field_is_none_and_nobody(address):
    records = read(ONE_ADDRESS.format(address)).records
    assert {email for _name, email, *_ in carers_of(records)} == {""}
    assert len({link.carer for link in records["family_link"].values()}) == 3


def test_an_address_that_is_taken_off_stops_mail_and_keeps_the_person():
    text = "Adm No,Name,Mother,Mother email\n1,Isla Reed,Ann Reed,a@example.org\n"
    text += "2,Tom Reed,Ann Reed,a@example.org\n"
    current = bring_in(text)
    after = apply(current, plan(current, text.replace("a@example.org", "")))
    assert set(after["person"]) == set(current["person"])
    assert {email for _name, email, *_ in carers_of(after)} == {""}
    changed = apply(current, plan(current, text.replace("a@", "new@")))
    assert {email for _name, email, *_ in carers_of(changed)} == {"new@example.org"}
    assert set(changed["person"]) == set(current["person"])


def test_a_carer_whose_address_another_takes_over_does_not_become_them():
    text = "Adm No,Name,Carer,Carer email\n1,Isla Reed,Ann Reed,us@example.org\n"
    current = bring_in(text)
    drawn = plan(current, text.replace("Ann", "Bob"))
    assert drawn.by_kind["person"]["added"] == 1
    assert [held.rule for held in drawn.held] == ["family_link"]


def test_a_column_that_is_emptied_clears_and_one_that_is_not_there_says_nothing():
    before = "Admission number,Name,Known as,Email,Previous school,Year,Form\n"
    text = before + "0042,Katherine Reed,Kit,kit@hill.example,Mill Primary,7,7A\n"
    current = bring_in(text)
    empty = apply(current, plan(current, before + "0042,Katherine Reed,,,,,\n"))
    (person,), (enrolment,) = empty["person"].values(), empty["enrolment"].values()
    assert (person.preferred_name, person.email) == ("", "")
    assert (enrolment.previous_school, enrolment.year_group, enrolment.tutor_group) == ("", "", "")
    silent = plan(current, "Admission number,Name\n0042,Katherine Reed\n")
    assert silent.changes == silent.held == []


def test_a_sheet_without_a_column_of_titles_takes_no_post_away():
    current = bring_in("Staff id,Name,Job title\nT1,Ann Lee,Teacher\nT2,Bob Ray,Head of Year 9\n")
    drawn = plan(current, "Staff id,Name,Work email\nT1,Ann Lee,a@x.org\nT2,Bob Ray,b@x.org\n")
    assert {(c.kind, c.field) for c in drawn.changes} == {("person", "email")}


def test_whoever_is_no_longer_in_a_list_of_staff_leaves_whatever_their_post():
    rows = "Staff id,Name,Job title\n" + "".join(f"T{n},Ann Lee{n},Teacher\n" for n in range(12))
    current = bring_in(rows + "H,Bob Ray,Head of Year 9\n")
    drawn = plan(current, rows)
    assert [(c.kind, c.op) for c in drawn.changes] == [("post", "leave"), ("person", "leave")]


def test_a_sheet_of_only_some_doubles_nobody_either():
    current = bring_in(JULY)
    some = roll.only_some(read("\n".join(SEPTEMBER.splitlines()[:4]) + "\n"))
    drawn = plan(current, some)
    assert [(held.rule, len(held.ids)) for held in drawn.held] == [("same_names", 6)]
    assert drawn.by_kind["person"]["added"] == 0
    assert set(apply(current, plan(current, some, "same_names:s1"))["person"]) == set(
        current["person"]
    )


def test_a_post_made_in_beside_itself_counts_and_is_not_made_again():
    from beside.schools.roll.records import Person, Post

    current = bring_in("Staff id,Name,Job title\nT1,Ann Lee,Teacher\n")
    current["person"]["f"] = Person("f", "Olive", "Quill")
    current["made_here"] = {"beside/f/office": Post("beside/f/office", "f", "s1", "office")}
    text = "Beside id,Name,Job title\nf,Olive Quill,School office\nT1,Ann Lee,Teacher\n"
    drawn = plan(current, text)
    assert drawn.changes == [] and (drawn.roll["staff"], drawn.roll["carers"]) == (2, 0)


def test_rows_of_one_number_send_none_of_their_people_away():
    text = "Adm No,Name\n" + "".join(f"{n},Isla Reed{n}\n" for n in range(30))
    drawn = plan(bring_in(text), text.replace("\n2,", "\n1,"))
    assert drawn.totals["rejected"] == 2 and drawn.changes == drawn.held == []


def test_a_name_whose_letters_were_read_otherwise_is_asked_about():
    current = bring_in(
        "Name,Form\nZoë Hill,7A\n" + "".join(f"Isla Reed{n},7A\n" for n in range(30))
    )
    text = "Name,Form\nZoâ Hill,7A\n" + "".join(f"Isla Reed{n},7A\n" for n in range(30))
    drawn = plan(current, text)
    assert [held.rule for held in drawn.held] == ["same_names"] and drawn.changes == []
