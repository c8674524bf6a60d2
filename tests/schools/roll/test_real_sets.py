"""Every roll of the real data comes in with exact counts, twice, and through an export."""

import pytest

from beside.schools import roll
from beside.schools.roll.outcome import KINDS

from .builders import TODAY, apply, real_data, stored

ROLL = ("schools", "people", "pupils", "staff", "carers", "groups", "memberships")
# format; school term course group person enrolment post membership family_link; rejected; the roll
SETS = {
    "oneroster_gen_school": (
        "oneroster-1.1",
        (1, 2, 28, 84, 332, 320, 12, 2324, 0),
        0,
        (1, 332, 320, 12, 0, 84, 2324),
    ),
    "oneroster_lepo_en": (
        "oneroster-1.1",
        (1, 4, 2, 5, 20, 20, 2, 30, 0),
        0,
        (1, 20, 20, 2, 0, 5, 30),
    ),
    "oneroster_lepo_ja": (
        "oneroster-1.1",
        (1, 4, 2, 5, 20, 20, 2, 30, 0),
        0,
        (1, 20, 20, 2, 0, 5, 30),
    ),
    "oneroster_oat": ("oneroster-1.1", (2, 0, 0, 3, 2, 2, 0, 3, 0), 0, (2, 2, 2, 0, 0, 3, 3)),
    "oneroster_rjeike": ("oneroster-1.1", (2, 3, 4, 1, 1, 1, 0, 0, 0), 8, (2, 1, 1, 0, 0, 1, 0)),
    "oneroster_catalyst/Test_full_data_set.zip": (
        "oneroster-1.1",
        (1, 3, 0, 1, 6, 3, 2, 3, 1),
        3,
        (1, 6, 3, 2, 1, 1, 0),
    ),
    "oneroster_catalyst/Test_minimal_data_set.zip": (
        "oneroster-1.1",
        (1, 5, 0, 2, 6, 3, 2, 6, 0),
        0,
        (1, 6, 3, 2, 1, 2, 6),
    ),
    "oneroster_catalyst/oneroster_test_data.zip": (
        "oneroster-1.2",
        (1, 1, 1, 1, 1, 1, 0, 1, 0),
        0,
        (1, 1, 1, 0, 0, 1, 1),
    ),
    "oneroster_catalyst/v1p2_full_dataset.zip": (
        "oneroster-1.2",
        (1, 3, 0, 1, 6, 3, 3, 3, 2),
        3,
        (1, 6, 0, 0, 1, 1, 0),
    ),
    "sds_microsoft/SDS_Format-100_Users": (
        "sds-1",
        (2, 1, 28, 28, 98, 86, 12, 630, 0),
        0,
        (2, 98, 86, 12, 0, 28, 630),
    ),
    "sds_microsoft/SDS_Format-25_Users": (
        "sds-1",
        (2, 1, 2, 2, 24, 22, 2, 46, 0),
        0,
        (2, 24, 22, 2, 0, 2, 46),
    ),
    "sds_microsoft/SDS_Format-Min_Required_Attributes": (
        "sds-1",
        (2, 0, 0, 2, 24, 22, 2, 46, 0),
        0,
        (2, 24, 22, 2, 0, 2, 46),
    ),
    "sds_microsoft/UK_Format-100_Users": (
        "sds-1",
        (2, 1, 28, 28, 98, 86, 12, 630, 0),
        0,
        (2, 98, 86, 12, 0, 28, 630),
    ),
    "sds_microsoft/UK_Format-25_Users": (
        "sds-1",
        (2, 1, 28, 28, 24, 22, 2, 158, 0),
        0,
        (2, 24, 22, 2, 0, 28, 158),
    ),
    "sds_microsoft/UK_Format-Min_Required_Attributes": (
        "sds-1",
        (2, 0, 0, 28, 24, 22, 2, 158, 0),
        0,
        (2, 24, 22, 2, 0, 28, 158),
    ),
    "sds_microsoft/SDS_v2": ("sds-2", (3, 0, 0, 4, 29, 22, 7, 29, 0), 0, (3, 29, 22, 7, 0, 4, 29)),
    "sds_microsoft/SDS_v2.1": ("sds-2.1", (2, 2, 3, 2, 8, 4, 2, 6, 3), 0, (2, 8, 0, 0, 2, 2, 6)),
}


@pytest.mark.parametrize("name", SETS)
def test_a_real_set_comes_in_whole(name):
    format, records, rejected, counts = SETS[name]
    read = roll.read(real_data(*name.split("/")))
    plan = roll.plan({}, read, today=TODAY)
    assert (read.format, read.errors) == (format, [])
    assert tuple(plan.by_kind[kind]["added"] for kind in KINDS) == records
    assert plan.totals["rejected"] == len(read.rejected) == rejected
    assert tuple(plan.roll[name] for name in ROLL) == counts
    assert roll.exit_code(plan) == 0


@pytest.mark.parametrize("name", SETS)
def test_the_same_files_again_change_nothing(name):
    read = roll.read(real_data(*name.split("/")))
    current = stored(read)
    again = roll.plan(current, read, today=TODAY)
    assert again.changes == again.held == []
    assert again.totals["unchanged"] == sum(len(found) for found in current.values())


@pytest.mark.parametrize("name", SETS)
def test_an_export_reads_back_without_a_change(name, tmp_path):
    current = stored(roll.read(real_data(*name.split("/"))))
    roll.export_oneroster(current, tmp_path, TODAY)
    back = roll.read(tmp_path)
    plan = roll.plan(current, back, today=TODAY)
    assert (back.format, back.errors, back.rejected) == ("oneroster-1.2", [], [])
    assert plan.changes == plan.held == []


def test_every_dropped_row_of_a_broken_set_is_named():
    read = roll.read(real_data("oneroster_rjeike"))
    named = [(r.file, r.row, r.column, r.value, r.code) for r in read.rejected]
    school = ("schoolSourcedId", "Sch_000002", "dangling")
    assert named == [
        ("users.csv", 2, "orgSourcedIds", "Sch_000002", "dangling"),
        ("users.csv", 3, "orgSourcedIds", "Sch_000002", "dangling"),
        ("users.csv", 4, "orgSourcedIds", "Sch_000002", "dangling"),
        ("classes.csv", 2, *school),
        ("classes.csv", 3, *school),
        ("enrollments.csv", 2, "classSourcedId", "3221301", "hangs_on_rejected"),
        ("enrollments.csv", 3, "classSourcedId", "3221314", "hangs_on_rejected"),
        ("enrollments.csv", 4, "classSourcedId", "3221314", "hangs_on_rejected"),
    ]
    assert read.ended["group"] == {"3221347"}


def test_american_dates_are_told_by_the_column():
    terms = roll.read(real_data("oneroster_rjeike")).records["term"]
    assert str(terms["001_S2_2019"].starts) == "2019-01-07"


def test_a_pupil_who_teaches_a_class_keeps_both():
    records = roll.read(real_data("oneroster_lepo_en")).records
    assert "or0001/us0001" in records["enrolment"]
    assert records["membership"]["cl0001/us0001/teacher"].role == "teacher"
    assert "or0001/us0001/teacher" in records["post"]


def test_homerooms_are_tutor_groups():
    records = roll.read(real_data("oneroster_gen_school")).records
    tutor_groups = {g.id for g in records["group"].values() if g.kind == "tutor_group"}
    assert len(tutor_groups) == 12
    assert all(e.tutor_group in tutor_groups for e in records["enrolment"].values())


def test_names_in_japanese_stay_as_they_are():
    people = roll.read(real_data("oneroster_lepo_ja")).records["person"]
    assert (people["us0001"].given_name, people["us0001"].family_name) == ("名01", "姓01")


def test_guardians_of_data_sync_are_family_links():
    links = roll.read(real_data("sds_microsoft", "SDS_v2.1")).records["family_link"]
    found = {(link.carer, link.pupil, link.relation) for link in links.values()}
    assert found == {
        ("114002", "114001", "guardian"),
        ("114002", "114003", "relative"),
        ("114005", "114004", "guardian"),
    }


def test_a_parents_agent_who_is_a_pupil_is_a_family_link():
    read = roll.read(real_data("oneroster_catalyst", "Test_full_data_set.zip"))
    assert list(read.records["family_link"]) == ["usr-222-1234561/usr-222-66778899"]


def test_what_is_left_out_on_purpose_is_noted():
    full = roll.read(real_data("oneroster_catalyst", "Test_full_data_set.zip"))
    assert [(n.row, n.code) for n in full.notes] == [
        (3, "agent_role"),
        (5, "agent_role"),
        (6, "agent_role"),
        (7, "agent_role"),
    ]
    sync = roll.read(real_data("sds_microsoft", "SDS_v2.1"))
    assert [(n.file, n.row, n.code) for n in sync.notes] == [("users.csv", 8, "role_above")]


def test_two_sets_stand_side_by_side():
    first = stored(roll.read(real_data("oneroster_gen_school")))
    second = roll.read(real_data("sds_microsoft", "SDS_Format-100_Users"))
    plan = roll.plan(first, second, today=TODAY)
    assert plan.totals["leaving"] == 0 and plan.held == []
    assert len(apply(first, plan)["person"]) == 332 + 98
