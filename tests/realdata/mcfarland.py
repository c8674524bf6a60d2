"""A real high school of 1996-98 (McFarland), written for the doors that every school uses.

Names, the teachers' ids and the school's are made up: the data has none. One teacher per class is
an assumption. Never present it as a named real school.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .folder import Cells, Class, Person, Round, School, rows, write_roll, write_round

SET = "mcfarland_magnet"
NOT_IN_THE_FILE = {"101438", "114922", "13365", "141066"}
YEAR_GROUPS = {"9", "10", "11", "12", "13"}
RING_OF_RATING = {"3": "1", "2": "2", "1": "3"}
RING_OF_LIKING = {"4": "1", "3": "2"}


@dataclass(frozen=True)
class Paths:
    """What was written: the roll's folder, and the two rounds in order."""

    roll: Path
    rounds: tuple[Round, Round]


def write(folder: Path) -> Paths:
    """Write the roll and both rounds under `folder`; skips the test where the data is not there."""
    roll = write_roll(folder / "roll", school())
    written = [
        write_round(folder / f"round-{number}", f"Round {number}", said(number), asked(number))
        for number in (1, 2)
    ]
    return Paths(roll, (written[0], written[1]))


def school() -> School:
    """The 927 pupils of years 9 to 13, a made-up teacher for each class asked, and the clubs."""
    year_of = {row["std_id"]: row["GRD"] for row in rows(f"{SET}/pupils_magattrib.csv")}
    pupils = {each for each, year in year_of.items() if year in YEAR_GROUPS} | NOT_IN_THE_FILE
    people = [Person(each, "student", year_of.get(each, "")) for each in sorted(pupils)]
    classes = list(_teaching_groups(pupils))
    people += [Person(each, "teacher") for group in classes for each in sorted(group.teachers)]
    courses = {"teaching": "Teaching", "club": "Clubs"}
    name = "Magnet School (every name in it is made up)"
    return School("magnet", name, 1997, people, [*classes, *_clubs(pupils)], courses)


def said(number: int) -> Iterator[Cells]:
    """The nominations of round 1 or 2, each answer as it was given, repeats and all."""
    for row in _attitudes(number):
        if row["tch"]:
            yield _nomination(row["std_id"], _teacher(row), "adult", RING_OF_LIKING.get(row["tch"]))
    if number == 1:
        for row in _of_two("sem1_friends.csv"):
            yield _nomination(
                row["std_id"], row["alter_id"], "peer", "1" if row["bfa"] == "1" else "2"
            )
    else:
        for row in _of_two("sem2_roster_ratings.csv"):
            if row["relationship"]:
                ring = RING_OF_RATING.get(row["relationship"])
                yield _nomination(row["std_id"], row["alter_id"], "peer", ring)


def asked(number: int) -> Iterator[Cells]:
    """Who was asked in round 1 or 2: pupils with any row, about adults and about peers."""
    answers = {(row["ego"], row["question"]) for row in said(number)}
    file = "sem1_friends.csv" if number == 1 else "sem2_roster_ratings.csv"
    people = {row["std_id"] for row in _attitudes(number)}
    people |= {row["std_id"] for row in rows(f"{SET}/{file}") if row["std_id"]}
    for person in sorted(people):
        for question in ("adult", "peer"):
            answered = "yes" if (person, question) in answers else "no"
            yield {"person": person, "question": question, "asked": "yes", "answered": answered}


def _nomination(ego: str, alter: str, question: str, ring: str | None) -> Cells:
    answer = "no" if ring is None else "yes"
    return {"ego": ego, "alter": alter, "question": question, "answer": answer, "ring": ring or ""}


def _teacher(row: Cells) -> str:
    return f"teacher-of-{row['cls_id']}"


def _attitudes(number: int) -> list[dict[str, str]]:
    return [
        row
        for row in rows(f"{SET}/attitudes.csv")
        if row["std_id"] and row["sem_id"] == str(number)
    ]


def _of_two(file: str) -> list[dict[str, str]]:
    return [
        row
        for row in rows(f"{SET}/{file}")
        if row["std_id"] and row["alter_id"] and row["std_id"] != row["alter_id"]
    ]


def _teaching_groups(pupils: set[str]) -> Iterator[Class]:
    members: dict[str, set[str]] = {}
    for file in ("attitudes.csv", "sem1_friends.csv", "sem2_roster_ratings.csv"):
        for row in rows(f"{SET}/{file}"):
            members.setdefault(row["cls_id"], set()).add(row["std_id"])
    for each, people in sorted(members.items()):
        teacher = frozenset({f"teacher-of-{each}"})
        yield Class(f"class-{each}", f"Class {each}", frozenset(people & pupils), teacher)


def _clubs(pupils: set[str]) -> Iterator[Class]:
    members: dict[str, set[str]] = {}
    for row in rows(f"{SET}/clubs_1996.csv"):
        members.setdefault(row["club"], set()).add(row["std_id"])
    for number, (title, people) in enumerate(sorted(members.items())):
        yield Class(f"club-{number}", title, frozenset(people & pupils), course="club")
