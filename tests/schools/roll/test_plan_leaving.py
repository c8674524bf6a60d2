"""Who leaves by a plan, and what is held until a person accepts it."""

from datetime import date

import pytest

from beside.schools import roll
from beside.schools.roll.records import Group, Membership, Person, Post

from .builders import (
    TODAY,
    USERS,
    apply,
    changed,
    ops,
    small_school,
    user,
    with_row,
    without,
    without_pupils,
)


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
