"""What a plan does, rule by rule."""

import json
from dataclasses import replace
from datetime import date

import pytest

from beside.schools import roll
from beside.schools.roll.records import FamilyLink, Group, Membership, Person, Post

from .builders import (
    PUPILS,
    TODAY,
    USERS,
    apply,
    changed,
    enrollment,
    ops,
    read,
    small_school,
    stored,
    user,
    with_row,
    without,
    without_pupils,
    write,
)


@pytest.fixture
def current(tmp_path):
    return stored(read(tmp_path, small_school()))


@pytest.fixture
def plan_of(tmp_path):
    def plan_of(current, files, *accept, today=TODAY):
        return roll.plan(current, read(tmp_path, files), accept_held=frozenset(accept), today=today)

    return plan_of


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
    assert added.new["tutor_group"] == "g1" and added.new["year_group"] == "07"


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


def test_a_leaver_ends_today_and_nobody_is_deleted(plan_of, current):
    plan = plan_of(current, without_pupils(small_school(), "p7"))
    assert ops(plan) == {
        ("enrolment", "s1/p7", "leave"),
        ("membership", "g1/p7/pupil", "leave"),
        ("membership", "g2/p7/pupil", "leave"),
        ("person", "p7", "leave"),
    }
    leave = next(c for c in plan.changes if c.kind == "enrolment")
    assert (leave.field, leave.old, leave.new) == ("ends", None, TODAY)
    person = next(c for c in plan.changes if c.kind == "person")
    assert (person.field, person.old, person.new) == (None, None, None)
    assert plan.totals["leaving"] == 4 and plan.roll["pupils"] == 19 and plan.roll["people"] == 24
    again = plan_of(apply(current, plan), without_pupils(small_school(), "p7"))
    assert again.changes == [] and again.totals["leaving"] == 0


def test_somebody_who_comes_back_returns(plan_of, current):
    left = apply(current, plan_of(current, without_pupils(small_school(), "p7")))
    plan = plan_of(left, small_school(), today=date(2027, 1, 5))
    assert ops(plan) == {
        ("enrolment", "s1/p7", "return"),
        ("membership", "g1/p7/pupil", "return"),
        ("membership", "g2/p7/pupil", "return"),
    }
    assert plan.totals["changed"] == 3
    back = apply(left, plan)
    assert back["enrolment"]["s1/p7"].ends is None


def test_exactly_a_tenth_may_leave(plan_of, current):
    plan = plan_of(current, without_pupils(small_school(), "p7", "p8"))
    assert plan.held == [] and plan.by_kind["enrolment"]["leaving"] == 2


def test_more_than_a_tenth_is_held_and_the_rest_goes_on(plan_of, current):
    files = without_pupils(small_school(), "p7", "p8", "p9")
    files = with_row(files, "users.csv", user("new"))
    plan = plan_of(current, files)
    assert ops(plan) == {("person", "new", "add"), ("enrolment", "s1/new", "add")}
    assert [(h.key, h.rule, h.kind, h.ids) for h in plan.held] == [
        ("leavers:s1", "leavers", "person", ("p7", "p8", "p9"))
    ]
    counts = {k: (c["leaving"], c["held"]) for k, c in plan.by_kind.items() if c["held"]}
    assert counts == {"person": (0, 3), "enrolment": (0, 3), "membership": (0, 6)}
    assert plan.roll["pupils"] == 21 and roll.exit_code(plan) == 3


def test_held_leavers_go_when_a_person_accepts(plan_of, current):
    files = without_pupils(small_school(), "p7", "p8", "p9")
    plan = plan_of(current, files, "leavers:s1")
    assert plan.held == [] and roll.exit_code(plan) == 0
    assert plan.by_kind["enrolment"]["leaving"] == 3 and plan.by_kind["person"]["leaving"] == 3
    assert plan.roll["pupils"] == 17


def test_an_import_held_before_is_held_again(plan_of, current):
    files = without_pupils(small_school(), "p7", "p8", "p9")
    after = apply(current, plan_of(current, files))
    again = plan_of(after, files)
    assert [h.key for h in again.held] == ["leavers:s1"]
    assert (again.totals["added"], again.totals["changed"], again.totals["leaving"]) == (0, 0, 0)


def test_headers_alone_expel_nobody(plan_of, current):
    whole = small_school()
    for keep in ({"orgs.csv"}, set()):
        files = {n: lines if n in keep else lines[:1] for n, lines in whole.items()}
        plan = plan_of(current, files)
        assert {h.key for h in plan.held} == {"leavers:s1", "staff_leavers:s1"}
        assert plan.changes == []


def test_staff_are_held_by_the_same_rule(plan_of, current):
    files = without(without(small_school(), "users.csv", "t2"), "enrollments.csv", "m-t2")
    plan = plan_of(current, files)
    assert [(h.key, h.ids) for h in plan.held] == [("staff_leavers:s1", ("t2",))]
    plan = plan_of(current, files, "staff_leavers:s1")
    assert ops(plan) == {
        ("post", "s1/t2/teacher", "leave"),
        ("membership", "g2/t2/teacher", "leave"),
        ("person", "t2", "leave"),
    }


SPOILED = {
    "by a dangling school": lambda f: changed(
        f, "users.csv", "s1,student,p3", "nowhere,student,p3"
    ),
    "by an unknown role": lambda f: changed(f, "users.csv", "student,p3", "wizard,p3"),
    "by an empty id": lambda f: changed(f, "users.csv", "p3,active", ",active"),
    "by a NUL in the id": lambda f: changed(f, "users.csv", "p3,active", "p\x003,active"),
    "by a second row": lambda f: with_row(f, "users.csv", user("p3")),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_person_whose_row_is_rejected_is_not_leaving(plan_of, current, how):
    plan = plan_of(current, SPOILED[how](small_school()))
    assert plan.totals["leaving"] == 0 and plan.held == [] and plan.changes == []
    assert plan.by_kind["person"]["rejected"] in (1, 2)
    assert plan.by_kind["membership"]["rejected"] == 2


def test_a_rejected_school_covers_nobody(plan_of, current):
    plan = plan_of(current, with_row(small_school(), "orgs.csv", "s1,active,,Hill,school,,"))
    assert plan.totals["leaving"] == 0 and plan.held == []


def test_a_membership_ends_when_its_row_is_gone(plan_of, current):
    plan = plan_of(current, without(small_school(), "enrollments.csv", "m-p3"))
    assert ops(plan) == {("membership", "g2/p3/pupil", "leave")}


def test_a_rejected_class_ends_no_membership(plan_of, current):
    plan = plan_of(current, changed(small_school(), "classes.csv", "scheduled,,s1", "scheduled,,x"))
    assert plan.changes == [] and plan.by_kind["membership"]["rejected"] == 21


def test_files_without_enrollments_say_nothing_of_memberships(plan_of, current):
    files = {n: lines for n, lines in small_school().items() if n != "enrollments.csv"}
    assert plan_of(current, files).changes == []


def test_a_school_that_is_not_in_the_files_is_left_alone(plan_of, current):
    other = {
        name: [line.replace("s1", "s2").replace("Hill", "Mill") for line in lines]
        for name, lines in small_school().items()
    }
    for n, name in enumerate(("users.csv", "classes.csv", "enrollments.csv")):
        other[name] = other[name][:1] if n else [USERS, user("q1", org="s2")]
    plan = plan_of(current, other)
    assert plan.totals["leaving"] == 0 and plan.held == []


def test_a_move_to_another_school_is_not_leaving_for_good(plan_of, current):
    files = with_row(small_school(), "orgs.csv", "s2,active,,Mill School,school,,")
    files = without(files, "enrollments.csv", "h-p3", "m-p3")
    plan = plan_of(current, changed(files, "users.csv", "s1,student,p3", "s2,student,p3"))
    assert ("enrolment", "s1/p3", "leave") in ops(plan) and ("enrolment", "s2/p3", "add") in ops(
        plan
    )
    assert ("person", "p3", "leave") not in ops(plan)


def test_a_removed_family_link_is_held_until_accepted(plan_of, current):
    files = changed(small_school(), "users.csv", '"c1,c2"', '"c1"')
    plan = plan_of(current, files)
    assert plan.changes == [] and [h.key for h in plan.held] == ["family_link:c2/p0"]
    assert plan.by_kind["family_link"]["held"] == 1 and plan.roll["carers"] == 2
    accepted = plan_of(current, files, "family_link:c2/p0")
    assert ops(accepted) == {("family_link", "c2/p0", "leave")}
    assert "c2/p0" not in apply(current, accepted)["family_link"]


def test_a_leaver_keeps_their_family(plan_of, current):
    files = changed(small_school(), "users.csv", 'p1@example.org,,,""', 'p1@example.org,,,"c1"')
    plan = plan_of(current, without_pupils(files, "p0"))
    assert plan.held == [] and ("person", "p0", "leave") in ops(plan)
    assert ("family_link", "c1/p1", "add") in ops(plan)


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


def with_club(current):
    """What OneRoster has no word for: a club, a head of year, an adult from outside."""
    current["group"]["chess"] = Group("chess", "s1", "Chess", "club")
    club = Membership("chess/p7/pupil", "p7", "chess", "pupil")
    current["membership"][club.id] = club
    current["person"]["a1"] = Person("a1", "Jo", "Marsh")
    for person, kind in (("t1", "head_of_year"), ("a1", "community")):
        post = Post(f"s1/{person}/{kind}", person, "s1", kind)
        current["post"][post.id] = post
    return current


def test_silence_ends_only_what_the_format_can_say(plan_of, current):
    assert plan_of(with_club(current), small_school()).changes == []


def test_a_leaver_leaves_clubs_and_other_posts_too(plan_of, current):
    files = without_pupils(small_school(), "p7")
    files = without(without(files, "users.csv", "t1"), "enrollments.csv", "h-t1")
    plan = plan_of(with_club(current), files, "staff_leavers:s1")
    assert {
        ("membership", "chess/p7/pupil", "leave"),
        ("post", "s1/t1/head_of_year", "leave"),
    } <= ops(plan)
    assert not any(c.id == "s1/a1/community" for c in plan.changes)


def test_who_stays_as_a_community_adult_has_not_left(plan_of, current):
    outside = Post("s1/t1/community", "t1", "s1", "community")
    current["post"][outside.id] = outside
    files = without(without(small_school(), "users.csv", "t1"), "enrollments.csv", "h-t1")
    plan = plan_of(current, files, "staff_leavers:s1")
    assert ops(plan) == {("post", "s1/t1/teacher", "leave"), ("membership", "g1/t1/tutor", "leave")}


def test_tobedeleted_ends_and_adds_nobody(plan_of, current):
    files = small_school()
    files["users.csv"][8] = user("p7", status="tobedeleted")
    files = with_row(files, "users.csv", user("ghost", status="tobedeleted"))
    plan = plan_of(current, files)
    assert ("enrolment", "s1/p7", "leave") in ops(plan) and ("person", "p7", "leave") in ops(plan)
    assert not any(c.id == "ghost" for c in plan.changes)
    assert {r.code for r in plan.rejected} == {"ended"}


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
    assert set(answer["rejected"][0]) == {"file", "row", "column", "value", "code", "reason"}
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
