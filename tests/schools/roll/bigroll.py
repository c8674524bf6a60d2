"""Writes the roll of one very large school, for measuring: OneRoster 1.1, made-up people."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

PUPILS, STAFF, CARERS, CLASSES, ENROLMENTS = 2300, 150, 4000, 300, 40_000
TUTOR_GROUPS = 80
GIVEN = str.split(
    "Isla Omar Freya Yusuf Maya Leo Aisha Finn Zofia Kai Noor Ivy Tariq Elsie Hugo Anya"
)
FAMILY = str.split(
    "Reed Okafor Novak Singh Marsh Haddad Price Li Moreau O'Brien Costa Patel Berg Evans"
)
HEADERS = {
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "users": "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,"
    "givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
    "classes": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
    "location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    "courses": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
    "orgSourcedId,subjects,subjectCodes",
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,"
    "role,primary,beginDate,endDate",
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,"
    "parentSourcedId,schoolYear",
}
ORG = "school-1"


def write(folder: Path, *, pupils: int = PUPILS, enrolments: int = ENROLMENTS) -> None:
    """Write the folder; smaller counts keep the same shape."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = {
        "orgs": [[ORG, "active", "", "Long Hill School", "school", "1000", ""]],
        "academicSessions": [
            ["year", "active", "", "2026", "schoolYear", "2026-09-01", "2027-07-20", "", "2027"]
        ],
        "courses": (
            [f"co{n}", "active", "", "", f"Course {n}", "", "", ORG, "", ""] for n in range(40)
        ),
        "users": _users(pupils),
        "classes": _classes(),
        "enrollments": _enrollments(pupils, enrolments),
    }
    for name, lines in rows.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(HEADERS[name].split(","))
            writer.writerows(lines)


def _user(id: str, role: str, number: int, agents: str = "", grade: str = "") -> list[str]:
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
    mail = f"{id}@example.org"
    return [
        id,
        "active",
        "",
        "true",
        ORG,
        role,
        id,
        "",
        given,
        family,
        "",
        id,
        mail,
        "",
        "",
        agents,
        grade,
        "",
    ]


def _users(pupils: int) -> Iterator[list[str]]:
    for n in range(pupils):
        agents = f"c{n * CARERS // PUPILS},c{(n * CARERS // PUPILS + 1) % CARERS}"
        yield _user(f"p{n}", "student", n, agents, f"{7 + n % 5:02}")
    for n in range(STAFF):
        yield _user(f"t{n}", "teacher", n)
    for n in range(CARERS):
        yield _user(f"c{n}", "parent", n)


def _classes() -> Iterator[list[str]]:
    for n in range(CLASSES):
        kind = "homeroom" if n < TUTOR_GROUPS else "scheduled"
        yield [
            f"g{n}",
            "active",
            "",
            f"Group {n}",
            "",
            f"co{n % 40}",
            "",
            kind,
            "",
            ORG,
            "year",
            "",
            "",
            "",
        ]


def _enrollments(pupils: int, total: int) -> Iterator[list[str]]:
    for n in range(CLASSES):
        yield _enrollment(f"et{n}", f"g{n}", f"t{n % STAFF}", "teacher")
    for n in range(pupils):
        yield _enrollment(f"eh{n}", f"g{n % TUTOR_GROUPS}", f"p{n}", "student")
    for n in range(total - CLASSES - pupils):
        lesson, pupil = n // pupils, n % pupils
        group = TUTOR_GROUPS + (pupil * 7 + lesson * 13) % (CLASSES - TUTOR_GROUPS)
        yield _enrollment(f"e{n}", f"g{group}", f"p{pupil}", "student")


def _enrollment(id: str, group: str, person: str, role: str) -> list[str]:
    return [id, "active", "", group, ORG, person, role, "false", "2026-09-01", ""]


if __name__ == "__main__":
    write(Path(sys.argv[1]))
