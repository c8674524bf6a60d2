"""A real school, through the roll's files and the reader of ties, as plain tables in memory."""

import csv
from pathlib import Path

from beside.measures.tables import (
    Adult,
    Asking,
    Membership,
    Nomination,
    Pupil,
    Respondent,
    Tables,
)
from beside.ties import paper
from tests.realdata.folder import Round

ROLES = {"student": "pupil", "teacher": "staff"}


def people(roll: Path) -> dict[str, frozenset[str]]:
    return {row["sourcedId"]: frozenset({ROLES[row["role"]]}) for row in _rows(roll, "users")}


def plain(roll: Path, *rounds: Round) -> Tables:
    """Read a roll and its rounds; a round on paper is closed, so its asking has ended."""
    title = {row["sourcedId"]: row["title"] for row in _rows(roll, "classes")}
    given = Tables(
        roll=[
            Pupil(row["sourcedId"], row["grades"] or None)
            for row in _rows(roll, "users")
            if row["role"] == "student"
        ],
        staff=[Adult(row["sourcedId"]) for row in _rows(roll, "users") if row["role"] == "teacher"],
        membership=[
            Membership(row["userSourcedId"], title[row["classSourcedId"]])
            for row in _rows(roll, "enrollments")
        ],
    )
    for each in rounds:
        _add(given, each, people(roll))
    return given


def _add(given: Tables, held: Round, known: dict[str, frozenset[str]]) -> None:
    ties = paper.read(held.nominations, held.respondents, people=known)
    for ego, alter, question, answer, ring, _, _, _, weight in ties.nominations:
        given.nominations.append(Nomination(held.name, ego, alter, question, answer, ring, weight))
    given.respondents.extend(Respondent(held.name, *each) for each in ties.respondents)
    given.asking.extend(Asking(held.name, pupil.person) for pupil in given.roll)


def _rows(roll: Path, name: str) -> list[dict[str, str]]:
    with (roll / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
