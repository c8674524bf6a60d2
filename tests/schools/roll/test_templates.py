"""Beside's own tables: the examples import, and say what no other file can."""

from datetime import date

import pytest

from beside.schools import roll

from .builders import TODAY, apply, ops, read, small_school, stored


def filled(**changes):
    return {name: text.splitlines() for name, text in roll.templates().items()} | changes


def test_the_examples_come_in_whole(tmp_path):
    found = read(tmp_path, filled())
    assert (found.format, found.errors, found.rejected) == ("beside", [], [])
    assert {kind: len(records) for kind, records in found.records.items()} == {
        "school": 1,
        "term": 0,
        "course": 0,
        "group": 2,
        "person": 4,
        "enrolment": 1,
        "post": 3,
        "membership": 3,
        "family_link": 1,
    }
    assert found.records["family_link"]["c1/p1"].parental_responsibility is True
    assert found.records["post"]["s1/t1/head_of_year/7"].starts == date(2026, 9, 1)
    assert found.records["post"]["s1/a1/community"].organisation == "Marsh Bakery"
    assert found.records["enrolment"]["s1/p1"].tutor_group == "7A"


def test_the_same_tables_again_change_nothing(tmp_path):
    found = read(tmp_path, filled())
    assert roll.plan(stored(found), found, today=TODAY).changes == []


@pytest.mark.parametrize("name", sorted(roll.templates()))
def test_one_table_alone_adds_to_the_stored_roll_and_ends_nothing(tmp_path, name):
    current = stored(read(tmp_path, filled()))
    lines = filled()[name]
    alone = read(tmp_path, {name: lines})
    assert alone.format == "beside" and alone.errors == []
    plan = roll.plan(current, alone, today=TODAY)
    assert plan.changes == plan.held == [] and plan.rejected == []


def test_heads_of_year_and_outside_adults_join_a_oneroster_roll(tmp_path):
    current = stored(read(tmp_path, small_school()))
    tables = {
        "posts.csv": [
            "person,school,kind,year_group",
            "t1,s1,head of year,07",
            "nobody,s1,office,",
        ],
        "community_adults.csv": [
            "id,given_name,family_name,school,checks_expire",
            "a1,Jo,Marsh,s1,31/08/2027",
        ],
    }
    plan = roll.plan(current, read(tmp_path, tables), today=TODAY)
    assert ops(plan) == {
        ("post", "s1/t1/head_of_year/7", "add"),
        ("post", "s1/a1/community", "add"),
        ("person", "a1", "add"),
    }
    assert [(r.file, r.row, r.column, r.value, r.code) for r in plan.rejected] == [
        ("posts.csv", 3, "person", "nobody", "dangling")
    ]
    after = apply(current, plan)
    assert after["post"]["s1/a1/community"].checks_expire == date(2027, 8, 31)
    nightly = roll.plan(after, read(tmp_path, small_school()), today=TODAY)
    assert nightly.changes == nightly.held == []


BAD = {
    "a word that is no kind": (
        {"posts.csv": ["person,school,kind", "t1,s1,wizard"]},
        ("kind", "wizard", "unknown_word"),
    ),
    "a head of no year": (
        {"posts.csv": ["person,school,kind,year_group", "t1,s1,head_of_year,"]},
        ("year_group", "", "missing"),
    ),
    "neither yes nor no": (
        {"family_links.csv": ["carer,pupil,parental_responsibility", "c1,p1,perhaps"]},
        ("parental_responsibility", "perhaps", "yes_or_no"),
    ),
    "one's own parent": ({"family_links.csv": ["carer,pupil", "p1,p1"]}, ("carer", "p1", "circle")),
    "a date that is none": (
        {"posts.csv": ["person,school,kind,ends", "t1,s1,office,soon"]},
        ("ends", "soon", "date"),
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_named(tmp_path, case):
    spoiled, expected = BAD[case]
    found = read(tmp_path, filled() | spoiled)
    assert [(r.row, r.column, r.value, r.code) for r in found.rejected] == [(2, *expected)]


def test_a_pupil_left_out_of_people_leaves_and_staff_do_not(tmp_path):
    people = filled()["people.csv"]
    more = [*people, *(f"x{n},X,{n},,,,pupil,s1,7,,,,," for n in range(10))]
    current = stored(read(tmp_path, filled(**{"people.csv": more})))
    less = [line for line in more if not line.startswith(("x3,", "t1,"))]
    plan = roll.plan(current, read(tmp_path, {"people.csv": less}), today=TODAY)
    assert ops(plan) == {("enrolment", "s1/x3", "leave"), ("person", "x3", "leave")}
