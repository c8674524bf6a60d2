"""The roll as OneRoster 1.2: safe in a spreadsheet, and without what it has no word for."""

import csv
from dataclasses import replace
from datetime import date

from beside.schools import roll
from beside.schools.roll.records import FamilyLink, Group, Membership, Person, Post, Term

from .builders import TODAY, read, small_school, stored


def lines(folder, name):
    with (folder / name).open(newline="") as file:
        return list(csv.DictReader(file))


def test_cells_that_would_run_are_escaped_and_come_back(tmp_path):
    current = stored(read(tmp_path, small_school()))
    names = ["=1+1", "+44", "-x", "@home", "'=quoted"]
    for number, name in enumerate(names):
        person = current["person"][f"p{number}"]
        current["person"][person.id] = replace(person, given_name=name)
    roll.export_oneroster(current, tmp_path / "out", TODAY)
    written = [line["givenName"] for line in lines(tmp_path / "out", "users.csv")[:5]]
    assert written == [f"'{name}" for name in names]
    back = roll.read(tmp_path / "out")
    assert roll.plan(current, back, today=TODAY).changes == []


def test_what_oneroster_cannot_say_stays_behind_and_is_not_lost(tmp_path):
    current = stored(read(tmp_path, small_school()))
    current["group"]["chess"] = Group("chess", "s1", "Chess", "club")
    club = Membership("chess/p7/pupil", "p7", "chess", "pupil")
    current["membership"][club.id] = club
    current["person"]["a1"] = Person("a1", "Jo", "Marsh", email="jo@example.org")
    for person, kind in (("t1", "head_of_year"), ("a1", "community")):
        post = Post(f"s1/{person}/{kind}", person, "s1", kind)
        current["post"][post.id] = post
    current["family_link"]["c1/p0"] = FamilyLink("c1/p0", "c1", "p0", "mother", True, True)
    current["term"]["t"] = Term(
        "t", "s1", "Autumn", starts=date(2026, 9, 1), ends=date(2026, 12, 18)
    )
    current["enrolment"]["s1/p9"] = replace(current["enrolment"]["s1/p9"], ends=date(2026, 10, 1))
    roll.export_oneroster(current, tmp_path / "out", TODAY)
    out = tmp_path / "out"
    assert "a1" not in {line["sourcedId"] for line in lines(out, "users.csv")}
    assert "chess" not in {line["sourcedId"] for line in lines(out, "classes.csv")}
    back = roll.read(out)
    plan = roll.plan(current, back, today=TODAY)
    assert (back.rejected, plan.changes, plan.held) == ([], [], [])
