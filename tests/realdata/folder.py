"""Where the real data is, and how a school is written as a OneRoster 1.1 folder with its rounds."""

import csv
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .names import name_of

DATA = Path(
    os.environ.get("BESIDE_REAL_DATA", Path(__file__).parents[2].parent / "shared" / "data")
)
NOMINATION_COLUMNS = str.split("ego alter question answer ring qualities stage knows weight")
RESPONDENT_COLUMNS = str.split("person question asked answered reason")
TERM = "term"
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Person:
    id: str
    role: str
    grade: str = ""


@dataclass(frozen=True)
class Class:
    """A group of a roll, with its pupils and teachers by id; `type` is OneRoster's."""

    id: str
    title: str
    pupils: frozenset[str]
    teachers: frozenset[str] = frozenset()
    type: str = "scheduled"
    course: str = "teaching"


@dataclass(frozen=True)
class School:
    code: str
    name: str
    school_year: int
    people: list[Person]
    classes: list[Class]
    courses: Cells = field(default_factory=lambda: {"teaching": "Teaching"})


@dataclass(frozen=True)
class Round:
    """A round on paper, as it was written: its name and its two files."""

    name: str
    nominations: Path
    respondents: Path


def rows(path: str, **how: str) -> list[dict[str, str]]:
    """Read a file of the real data, or skip the test where there is none."""
    with open_data(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, **how))


def open_data(path: str) -> Path:
    """Find a file of the real data, or skip the test where there is none."""
    if not (DATA / path).exists():
        pytest.skip(f"The real data set {path} is not on this machine; set BESIDE_REAL_DATA.")
    return DATA / path


def write_roll(folder: Path, school: School) -> Path:
    """Write the roll as a OneRoster 1.1 folder; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "orgs": [
            {
                "sourcedId": school.code,
                "name": school.name,
                "type": "school",
                "identifier": school.code,
            }
        ],
        "academicSessions": [_term(school)],
        "courses": [_course(school, *each) for each in school.courses.items()],
        "classes": [_class(school, each) for each in school.classes],
        "users": [_user(school, each) for each in school.people],
        "enrollments": [each for group in school.classes for each in _enrolments(school, group)],
    }
    manifest = {"manifest.version": "1.0", "oneroster.version": "1.1"}
    manifest |= {f"file.{name}": "bulk" for name in tables}
    write(
        folder / "manifest.csv",
        ({"propertyName": name, "value": value} for name, value in manifest.items()),
    )
    for name, table in tables.items():
        write(
            folder / f"{name}.csv",
            ({"status": "active", "dateLastModified": "", **row} for row in table),
        )
    return folder


def write_round(folder: Path, name: str, said: Iterable[Cells], asked: Iterable[Cells]) -> Round:
    """Write the two files of a round; gives where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    written = Round(name, folder / "nominations.csv", folder / "respondents.csv")
    write(written.nominations, said, NOMINATION_COLUMNS)
    write(written.respondents, asked, RESPONDENT_COLUMNS)
    return written


def write(path: Path, table: Iterable[Cells], columns: list[str] | None = None) -> None:
    """Write rows as CSV, under the given columns or those of the first row."""
    lines = list(table)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or list(lines[0]), restval="")
        writer.writeheader()
        writer.writerows(lines)


def _term(school: School) -> Cells:
    year = school.school_year
    return {
        "sourcedId": TERM,
        "title": f"{year - 1}-{year}",
        "type": "schoolYear",
        "startDate": f"{year - 1}-09-01",
        "endDate": f"{year}-08-31",
        "schoolYear": str(year),
    }


def _course(school: School, course: str, title: str) -> Cells:
    return {"sourcedId": course, "title": title, "courseCode": course, "orgSourcedId": school.code}


def _class(school: School, group: Class) -> Cells:
    return {
        "sourcedId": group.id,
        "title": group.title,
        "courseSourcedId": group.course,
        "classType": group.type,
        "schoolSourcedId": school.code,
        "termSourcedIds": TERM,
    }


def _user(school: School, person: Person) -> Cells:
    given, family = name_of(person.id)
    return {
        "sourcedId": person.id,
        "enabledUser": "true",
        "orgSourcedIds": school.code,
        "role": person.role,
        "username": person.id,
        "givenName": given,
        "familyName": family,
        "identifier": person.id,
        "grades": person.grade,
        "metadata.name": "made up",
    }


def _enrolments(school: School, group: Class) -> Iterable[Cells]:
    for role, people in (("teacher", group.teachers), ("student", group.pupils)):
        for person in sorted(people):
            yield {
                "sourcedId": f"{group.id}-{person}",
                "classSourcedId": group.id,
                "schoolSourcedId": school.code,
                "userSourcedId": person,
                "role": role,
            }
