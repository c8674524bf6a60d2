"""What OneRoster and Data Sync files leave out, call otherwise, or get wrong."""

import pytest

from .builders import (
    TODAY,
    apply,
    changed,
    enrollment,
    ops,
    read,
    roll,
    small_school,
    stored,
    user,
    with_row,
    without,
)

DISTRICT = "d0,active,,The District,district,D0,"
TWO_LEVELS = ["s1,active,,Hill School,school,1000,d0", DISTRICT]


def with_district(kind="district"):
    files = small_school()
    rows = [row.replace(",district,", f",{kind},") for row in TWO_LEVELS]
    return files | {"orgs.csv": [files["orgs.csv"][0], *rows]}


@pytest.mark.parametrize("kind", ["district", "local", "state", "ministryOfEducation", "thing"])
def test_what_stands_above_schools_is_none(tmp_path, kind):
    files = with_row(with_district(kind), "users.csv", user("a1", "administrator", org="d0"))
    found = read(tmp_path, files)
    assert list(found.records["school"]) == ["s1"] and found.covers == {"s1"}
    assert [(r.file, r.row, r.code, r.value) for r in found.rejected] == [
        ("users.csv", 26, "no_school", "d0")
    ]


def test_a_role_above_and_one_at_the_school_is_one_at_the_school(tmp_path):
    files = with_row(with_district(), "users.csv", user("a1", "administrator", org='"d0,s1"'))
    found = read(tmp_path, files)
    assert found.rejected == [] and "s1/a1/staff" in found.records["post"]


def test_a_class_of_a_district_is_no_class(tmp_path):
    files = with_row(with_district(), "classes.csv", "g9,active,,Band,07,,,scheduled,,d0,,,,")
    found = read(tmp_path, files)
    assert [(r.file, r.code) for r in found.rejected] == [("classes.csv", "no_school")]
    assert list(found.records["school"]) == ["s1"]


def test_where_there_is_no_school_at_all_a_district_is_one(tmp_path):
    files = small_school()
    files["orgs.csv"] = [files["orgs.csv"][0], "s1,active,,The District,district,D0,"]
    assert list(read(tmp_path, files).records["school"]) == ["s1"]


@pytest.mark.parametrize("title", ["orgs", "orgSourceIds", "orgSourcedId", "orgIds"])
def test_drafts_call_the_schools_of_a_user_otherwise(tmp_path, title):
    files = changed(small_school(), "users.csv", "orgSourcedIds", title)
    found = read(tmp_path, files)
    assert found.errors == [] and len(found.records["enrolment"]) == 20


def test_of_a_column_twice_the_one_that_is_filled_counts(tmp_path):
    files = changed(small_school(), "users.csv", "middleName", "role")
    found = read(tmp_path, files)
    assert found.errors == [] and len(found.records["enrolment"]) == 20


@pytest.mark.parametrize("case", ["", " ", "-"])
def test_a_pupil_without_a_name_is_named_and_does_not_leave(tmp_path, case):
    current = stored(read(tmp_path, small_school()))
    files = changed(small_school(), "users.csv", "Given p3,Family", f"{case},{case}")
    plan = roll.plan(current, read(tmp_path, files), today=TODAY)
    assert [(r.kind, r.code) for r in plan.rejected if r.kind == "person"] == [
        ("person", "missing")
    ]
    assert not {change for change in ops(plan) if change[2] == "leave"}
    assert apply(current, plan)["person"]["p3"] == current["person"]["p3"]


def test_a_file_that_knows_usernames_alone_is_believed(tmp_path):
    files = {
        "School.csv": ["SIS ID,Name", "s1,Hill"],
        "Student.csv": ["SIS ID,School SIS ID,Username", "p1,s1,ada"],
    }
    assert list(read(tmp_path, files).records["person"]) == ["p1"]


MISTYPED = {
    "the person": ("h-p1,active,,g1,s1,p1", "h-p1,active,,g1,s1,P-1"),
    "nobody": ("h-p1,active,,g1,s1,p1", "h-p1,active,,g1,s1,"),
    "the group and the person": ("h-p1,active,,g1,s1,p1", "h-p1,active,,G 1,s1,P-1"),
}


@pytest.mark.parametrize("case", MISTYPED)
def test_a_mistyped_row_ends_no_membership_by_itself(tmp_path, case):
    current = stored(read(tmp_path, small_school()))
    files = changed(small_school(), "enrollments.csv", *MISTYPED[case])
    plan = roll.plan(current, read(tmp_path, files), today=TODAY)
    assert [(h.key, h.ids) for h in plan.held] == [("memberships:g1", ("g1/p1/pupil",))]
    assert not {change for change in ops(plan) if change[2] == "leave"}
    accepted = frozenset({"memberships:g1"})
    plan = roll.plan(current, read(tmp_path, files), accept_held=accepted, today=TODAY)
    assert ("membership", "g1/p1/pupil", "leave") in ops(plan) and plan.held == []


def test_a_row_that_names_somebody_known_holds_nothing(tmp_path):
    current = stored(read(tmp_path, small_school()))
    files = changed(
        small_school(), "enrollments.csv", "h-p1,active,,g1,s1,p1", "h-p1,active,,g9,s1,p1"
    )
    plan = roll.plan(current, read(tmp_path, files), today=TODAY)
    assert plan.held == [] and ("membership", "g1/p1/pupil", "leave") not in ops(plan)


def test_a_membership_that_simply_is_not_there_ends(tmp_path):
    current = stored(read(tmp_path, small_school()))
    files = without(small_school(), "enrollments.csv", "m-p1")
    plan = roll.plan(current, read(tmp_path, files), today=TODAY)
    assert ("membership", "g2/p1/pupil", "leave") in ops(plan) and plan.held == []


def test_only_some_of_the_people_takes_nobody_off(tmp_path):
    current = stored(read(tmp_path, small_school()))
    files = small_school()
    files = files | {
        "users.csv": files["users.csv"][:4],
        "enrollments.csv": [files["enrollments.csv"][0], enrollment("h-p0", "g1", "p0")],
    }
    found = roll.only_some(read(tmp_path, files))
    plan = roll.plan(current, found, today=TODAY)
    assert plan.changes == [] and plan.held == []


SDS = {
    "School.csv": ["SIS ID,Name", "S1,Hill"],
    "Student.csv": [
        "SIS ID,School SIS ID,First Name,Last Name",
        "P1,S1,Isla,Reed",
        "P2,S1,Omar,Khan",
    ],
    "Teacher.csv": ["SIS ID,School SIS ID,First Name,Last Name", "G2,S1,Kim,Patel"],
    "User.csv": [
        "Email,First Name,Last Name,Phone,SIS ID",
        "ann@example.org,Ann,Reed,,G1",
        "Bil@example.org,Bilal,Khan,,G2",
        "di@example.org,Di,Doc,,",
    ],
    "Guardianrelationship.csv": [
        "SIS ID,Email,Role",
        "P1,ann@example.org,Parent",
        "P2,bil@example.org,Guardian",
        "P2,Ann@example.org,Relative",
        "P1,di@example.org,Doctor",
        "P1,nobody@example.org,Parent",
        "P9,ann@example.org,Parent",
    ],
}


def test_guardians_of_data_sync_are_carers(tmp_path):
    found = read(tmp_path, SDS)
    links = {
        (link.carer, link.pupil): link.relation for link in found.records["family_link"].values()
    }
    bilal = next(p for p in found.records["person"].values() if p.given_name == "Bilal")
    assert bilal.id != "G2" and found.records["person"]["G2"].given_name == "Kim"
    assert links == {("G1", "P1"): "parent", (bilal.id, "P2"): "guardian", ("G1", "P2"): "relative"}
    assert [(r.file, r.row, r.code) for r in found.rejected] == [
        ("Guardianrelationship.csv", 6, "dangling"),
        ("Guardianrelationship.csv", 7, "dangling"),
    ]
    assert [(n.code, n.value) for n in found.notes] == [("no_family", "Doctor")]
    again = roll.plan(stored(found), read(tmp_path, SDS), today=TODAY)
    assert again.changes == []


def test_guardians_without_their_relations_are_said_to_be_unread(tmp_path):
    files = {name: lines for name, lines in SDS.items() if name != "Guardianrelationship.csv"}
    found = read(tmp_path, files)
    assert found.records["family_link"] == {} and "not_read" in {n.code for n in found.notes}
