"""Changes that the office makes by hand: what each says, planned like any file."""

import json
from datetime import date, timedelta

import pytest

from beside.schools.roll import by_hand
from beside.schools.roll.by_hand import GoUp, Join, Leave, Move, Refusal, Rename, next_name, roll_of
from beside.schools.roll.planning import plan
from beside.schools.roll.records import Enrolment, Group, Membership, Person, School

TODAY = date(2026, 9, 1)
LATER = date(2026, 12, 18)


def member(group: str, person: str, role: str = "pupil") -> Membership:
    return Membership(f"{group}/{person}/{role}", person, group, role)


def pupil(person: str, year: str, group: str) -> Enrolment:
    return Enrolment(f"hill/{person}", person, "hill", year, group, starts=date(2024, 9, 1))


def group(name: str, year: str) -> Group:
    return Group(f"hill/tutor/{name.lower()}", "hill", name, "tutor_group", year_group=year)


def stored() -> dict:
    """Isla in 7A with Ms Okafor, Omar in 11B with Mr Patel; Leo at Mill."""
    rows = [
        School("hill", "Hill"),
        School("mill", "Mill"),
        *(group(name, year) for name, year in (("7A", "7"), ("7B", "7"), ("11B", "11"))),
        Group("mill/tutor/7a", "mill", "7A", "tutor_group", year_group="7"),
        *(
            Person(each, each.title(), "Reed")
            for each in ("isla", "omar", "leo", "okafor", "patel")
        ),
        pupil("isla", "7", "hill/tutor/7a"),
        pupil("omar", "11", "hill/tutor/11b"),
        Enrolment("mill/leo", "leo", "mill", "7", "mill/tutor/7a"),
        member("hill/tutor/7a", "isla"),
        member("hill/tutor/11b", "omar"),
        member("hill/tutor/7a", "okafor", "tutor"),
        member("hill/tutor/11b", "patel", "tutor"),
    ]
    kinds = {School: "school", Group: "group", Person: "person", Enrolment: "enrolment"}
    kinds[Membership] = "membership"
    found = {kind: {} for kind in kinds.values()}
    for row in rows:
        found[kinds[type(row)]][row.id] = row
    return found


def changes(edit: by_hand.Edit, accept=frozenset()) -> set[tuple]:
    incoming = roll_of(edit, stored(), "hill", TODAY)
    planned = plan(stored(), incoming, accept_held=accept, today=TODAY)
    return {
        (c.op, c.id, c.field, c.new if not isinstance(c.new, dict) else None)
        for c in planned.changes
    }


UP = {"7": "8", "11": ""}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            Move("isla", "hill/tutor/7b"),
            {
                ("change", "hill/isla", "tutor_group", "hill/tutor/7b"),
                ("leave", "hill/tutor/7a/isla/pupil", "ends", TODAY),
                ("add", "hill/tutor/7b/isla/pupil", None, None),
            },
            id="a move changes the group and nothing else",
        ),
        pytest.param(
            Move("isla", "hill/tutor/11b"),
            {
                ("change", "hill/isla", "tutor_group", "hill/tutor/11b"),
                ("change", "hill/isla", "year_group", "11"),
                ("leave", "hill/tutor/7a/isla/pupil", "ends", TODAY),
                ("add", "hill/tutor/11b/isla/pupil", None, None),
            },
            id="into another year the year follows",
        ),
        pytest.param(Move("isla", "hill/tutor/7a"), set(), id="to where they are nothing changes"),
        pytest.param(
            Leave("isla", LATER),
            {
                ("change", "hill/isla", "ends", LATER + timedelta(1)),
                ("change", "hill/tutor/7a/isla/pupil", "ends", LATER + timedelta(1)),
            },
            id="who leaves later keeps everything until then",
        ),
        pytest.param(
            Rename("isla", " Islay ", "Reed", "Izzy"),
            {
                ("change", "isla", "given_name", "Islay"),
                ("change", "isla", "preferred_name", "Izzy"),
            },
            id="a name is put right",
        ),
        pytest.param(
            Join("new", "Amara", "Ade", group="hill/tutor/7a", starts=LATER),
            {
                ("add", "new", None, None),
                ("add", "hill/new", None, None),
                ("add", "hill/tutor/7a/new/pupil", None, None),
            },
            id="who joins has a place in a group",
        ),
        pytest.param(
            GoUp(TODAY, UP),
            {
                ("add", "hill/tutor/8a", None, None),
                ("change", "hill/isla", "year_group", "8"),
                ("change", "hill/isla", "tutor_group", "hill/tutor/8a"),
                ("leave", "hill/tutor/7a/isla/pupil", "ends", TODAY),
                ("add", "hill/tutor/8a/isla/pupil", None, None),
                ("add", "hill/tutor/8b", None, None),
                ("leave", "hill/tutor/7a/okafor/tutor", "ends", TODAY),
                ("add", "hill/tutor/8a/okafor/tutor", None, None),
                ("leave", "hill/tutor/11b/patel/tutor", "ends", TODAY),
                ("leave", "hill/omar", "ends", TODAY),
                ("leave", "hill/tutor/11b/omar/pupil", "ends", TODAY),
                ("leave", "omar", None, None),
            },
            id="groups go up with their tutors, and the last year leaves",
        ),
    ],
)
def test_what_a_change_by_hand_does(edit, expected):
    assert changes(edit, accept=frozenset({"leavers:hill"})) == expected


def test_a_year_that_leaves_waits_for_a_person_as_any_file_does():
    incoming = roll_of(GoUp(TODAY, UP), stored(), "hill", TODAY)
    assert [each.key for each in plan(stored(), incoming, today=TODAY).held] == ["leavers:hill"]


def test_who_stays_down_stays():
    assert not [c for c in changes(GoUp(TODAY, UP, frozenset({"isla"}))) if "isla" in c[1]]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Move("leo", "hill/tutor/7a"), "no_pupil"),
        (Move("isla", "mill/tutor/7a"), "no_group"),
        (Leave("isla", date(2020, 1, 1)), "ends_too_early"),
        (Rename("isla", " ", ""), "no_name"),
        (Join("new", "", " "), "no_name"),
        (Join("new", "Amara", "", group="mill/tutor/7a"), "no_group"),
        (GoUp(TODAY, {}), "no_years"),
    ],
)
def test_what_cannot_be_is_refused(edit, code):
    with pytest.raises(Refusal) as refusal:
        roll_of(edit, stored(), "hill", TODAY)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("name", "year", "next_year", "expected"),
    [
        ("7AI", "7", "8", "8AI"),
        ("9KP", "9", "10", "10KP"),
        ("10KP", "10", "11", "11KP"),
        ("Maple", "7", "8", "Maple"),
        ("1A", "", "2", "1A"),
        ("R1", "R", "1", "R1"),
    ],
)
def test_a_group_has_the_name_of_its_year(name, year, next_year, expected):
    assert next_name(name, year, next_year) == expected


@pytest.mark.parametrize(
    "edit",
    [
        Move("isla", "hill/tutor/7b"),
        Leave("isla", LATER, "moved", "Mill"),
        Rename("isla", "Izzy", "Reed"),
        Join("new", "Amara", "", starts=LATER),
        GoUp(TODAY, UP, frozenset({"isla", "omar"})),
    ],
)
def test_a_change_is_kept_and_given_back_as_it_was(edit):
    assert by_hand.from_json(json.loads(json.dumps(by_hand.as_json(edit)))) == edit
