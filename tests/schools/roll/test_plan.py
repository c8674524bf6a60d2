"""What a plan changes, rule by rule."""

import json
from dataclasses import replace
from datetime import date

import pytest

from beside.schools import roll
from beside.schools.roll.records import FamilyLink, Person

from .builders import (
    PUPILS,
    TODAY,
    apply,
    changed,
    enrollment,
    ops,
    small_school,
    user,
    with_row,
    without,
    without_pupils,
    write,
)


def test_the_first_import_adds_everything(plan_of):
    plan = plan_of({}, small_school())
    assert {kind: counts["added"] for kind, counts in plan.by_kind.items()} == {
        "school": 1,
        "term": 0,
        "course": 0,
        "group": 2,
        "person": 24,
        "enrolment": 20,
        "post": 2,
        "membership": 42,
        "family_link": 2,
    }
    assert plan.roll == {
        "schools": 1,
        "people": 24,
        "pupils": 20,
        "staff": 2,
        "carers": 2,
        "groups": 2,
        "memberships": 42,
    }
    added = next(c for c in plan.changes if c.id == "s1/p0")
    assert added.new["tutor_group"] == "g1" and added.new["year_group"] == "7"


def test_one_field_is_one_change(plan_of, current):
    plan = plan_of(current, changed(small_school(), "users.csv", "Given p1,", "Isla,"))
    assert [(c.kind, c.id, c.op, c.field, c.old, c.new) for c in plan.changes] == [
        ("person", "p1", "change", "given_name", "Given p1", "Isla")
    ]
    assert plan.by_kind["person"]["changed"] == 1 and plan.by_kind["person"]["unchanged"] == 23


def test_what_a_file_leaves_blank_stays(plan_of, current):
    current["person"]["p1"] = replace(current["person"]["p1"], preferred_name="Izzy")
    plan = plan_of(current, changed(small_school(), "users.csv", "p1@example.org", ""))
    assert plan.changes == []


def test_a_membership_ends_when_its_row_is_gone(plan_of, current):
    plan = plan_of(current, without(small_school(), "enrollments.csv", "m-p3"))
    assert ops(plan) == {("membership", "g2/p3/pupil", "leave")}


def test_a_rejected_class_ends_no_membership(plan_of, current):
    plan = plan_of(current, changed(small_school(), "classes.csv", "scheduled,,s1", "scheduled,,x"))
    assert plan.changes == [] and plan.by_kind["membership"]["rejected"] == 21


def test_files_without_enrollments_say_nothing_of_memberships(plan_of, current):
    files = {n: lines for n, lines in small_school().items() if n != "enrollments.csv"}
    assert plan_of(current, files).changes == []


def test_files_without_carers_say_nothing_of_families(plan_of, current):
    files = changed(small_school(), "users.csv", '"c1,c2"', '""')
    assert plan_of(current, files).held == []


def test_a_bad_agent_removes_no_link(plan_of, current):
    files = changed(small_school(), "users.csv", '"c1,c2"', '"c1,c22"')
    plan = plan_of(current, files)
    assert plan.held == [] and plan.by_kind["family_link"]["rejected"] == 1


@pytest.mark.parametrize(("before", "after"), [(None, "yes"), (True, "no"), (False, "yes")])
def test_parental_responsibility_never_changes_unseen(plan_of, current, before, after):
    current["family_link"]["c1/p0"] = FamilyLink("c1/p0", "c1", "p0", "mother", before)
    files = {
        "family_links.csv": [
            "carer,pupil,relation,parental_responsibility,lives_with",
            f"c1,p0,mother,{after},yes",
            "c2,p0,guardian,,",
        ]
    }
    plan = plan_of(current, files)
    key = "parental_responsibility:c1/p0"
    assert [h.key for h in plan.held] == [key]
    assert [(c.field, c.new) for c in plan.changes] == [("lives_with", True)]
    accepted = plan_of(current, files, key)
    assert {c.field for c in accepted.changes} == {"lives_with", "parental_responsibility"}
    assert accepted.held == []


def test_a_general_word_does_not_replace_mother(plan_of, current):
    current["family_link"]["c1/p0"] = FamilyLink("c1/p0", "c1", "p0", "mother", True)
    assert plan_of(current, small_school()).changes == []


def test_a_row_of_an_ended_class_keeps_nobody_in_another(plan_of, current):
    files = changed(small_school(), "classes.csv", "g2,active", "g2,tobedeleted")
    plan = plan_of(current, without(files, "enrollments.csv", "h-p3"))
    assert ("membership", "g1/p3/pupil", "leave") in ops(plan)


def test_a_class_to_be_deleted_stays_and_its_memberships_end(plan_of, current):
    files = changed(small_school(), "classes.csv", "g2,active", "g2,tobedeleted")
    files["enrollments.csv"] = [e for e in files["enrollments.csv"] if ",g2," not in e]
    plan = plan_of(current, files)
    assert {c.op for c in plan.changes} == {"leave"}
    assert plan.by_kind["membership"]["leaving"] == 21 and plan.roll["groups"] == 2


def test_dates_of_a_membership_are_kept_and_its_past_end_is_leaving(plan_of, current):
    files = without(small_school(), "enrollments.csv", "m-p3")
    files = with_row(
        files, "enrollments.csv", enrollment("m-p3", "g2", "p3", "student", ",2026-10-01")
    )
    plan = plan_of(current, files)
    assert [(c.op, c.field, c.new) for c in plan.changes] == [("leave", "ends", date(2026, 10, 1))]
    assert plan_of(apply(current, plan), files).changes == []


def test_the_answer_has_the_keys_of_the_contract(plan_of, current):
    files = without_pupils(small_school(), "p7")
    answer = json.loads(
        json.dumps(plan_of(current, with_row(files, "users.csv", user(""))).as_json(applied=True))
    )
    assert list(answer) == [
        "schema",
        "format",
        "applied",
        "files",
        "totals",
        "by_kind",
        "roll",
        "changes",
        "rejected",
        "held",
        "errors",
        "sentence",
        "notes",
        "unused_columns",
    ]
    assert answer["schema"] == "beside.import-roll/1" and answer["applied"] is True
    assert list(answer["totals"]) == [
        "added",
        "changed",
        "unchanged",
        "leaving",
        "rejected",
        "held",
    ]
    assert set(answer["files"][0]) == {"name", "sha256", "rows"}
    assert set(answer["changes"][0]) == {"kind", "id", "op", "field", "old", "new"}
    assert answer["changes"][0]["new"] == "2026-11-24"
    assert set(answer["rejected"][0]) == {
        "file",
        "sheet",
        "row",
        "column",
        "value",
        "code",
        "reason",
    }
    for count in answer["totals"]:
        assert answer["totals"][count] == sum(kind[count] for kind in answer["by_kind"].values())


def test_a_plan_knows_the_roll_it_was_made_for(current):
    before = roll.fingerprint(current)
    assert roll.fingerprint({kind: dict(found) for kind, found in current.items()}) == before
    current["person"]["p1"] = replace(current["person"]["p1"], given_name="Isla")
    assert roll.fingerprint(current) != before


def test_another_system_stands_behind_the_same_plan(current):
    class Service:
        def roll(self, progress=None):
            found = roll.Roll(format="service", says={"person"}, delta={"person"})
            found.records["person"]["w1"] = Person("w1", "Ada", "Novak")
            return found

    def bring_in(source: roll.Source):
        return roll.plan(current, source.roll(), today=TODAY)

    assert ops(bring_in(Service())) == {("person", "w1", "add")}


def test_files_are_a_source(tmp_path, current):
    source = roll.Files(write(tmp_path / "roll", small_school()))
    assert len(source.roll().records["enrolment"]) == PUPILS


def test_a_pupil_taken_out_of_a_tutor_group_has_none(plan_of, current):
    files = without(small_school(), "enrollments.csv", "h-p3")
    plan = plan_of(current, files)
    assert ops(plan) == {("membership", "g1/p3/pupil", "leave"), ("enrolment", "s1/p3", "change")}
    after = apply(current, plan)
    assert after["enrolment"]["s1/p3"].tutor_group == ""
    assert plan_of(after, files).changes == []
