"""The roll as OneRoster 1.2 CSV, for other systems and for moving house.

What OneRoster has no word for stays behind: clubs and houses, previous schools, heads of year and
other posts of Beside's own, adults from the community.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from .draft import Snapshot
from .roles import FAMILY_WORDS
from .text import escape

_ROLES = {"teacher": "teacher", "staff": "aide", "head": "principal"}
_CLASS_TYPES = {"tutor_group": "homeroom", "teaching_group": "scheduled"}
_MEMBER_ROLES = {"pupil": "student", "teacher": "teacher", "tutor": "teacher", "leader": "proctor"}
_FILES = {
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,"
    "parentSourcedId,schoolYear",
    "classes": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
    "location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    "courses": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
    "orgSourcedId,subjects,subjectCodes",
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,"
    "role,primary,beginDate,endDate",
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "roles": "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
    "orgSourcedId,userProfileSourcedId",
    "users": "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,"
    "preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
}
_ABSENT = (
    "categories classResources courseResources demographics lineItemLearningObjectiveIds lineItems "
    "lineItemScoreScales resources resultLearningObjectiveIds results resultScoreScales "
    "scoreScales userProfiles userResources"
)
Line = dict[str, Any]


def export_oneroster(records: Snapshot, folder: Path, today: date) -> None:
    """Write the roll as a OneRoster 1.2 folder that reads back without a change.

    `records` are the stored records by kind and id; `folder` is made if it is not there. Every row
    is dated `today`. Cells that a spreadsheet would run as a formula are escaped.
    """
    folder.mkdir(parents=True, exist_ok=True)
    export = _Export(records)
    lines = {
        "academicSessions": export.sessions(),
        "classes": export.classes(),
        "courses": export.courses(),
        "enrollments": export.enrollments(),
        "orgs": export.orgs(),
        "roles": export.roles(),
        "users": export.users(),
    }
    for name, rows in lines.items():
        _write(folder / f"{name}.csv", _FILES[name].split(","), rows, today)
    _write_manifest(folder / "manifest.csv")


def _write(path: Path, header: list[str], lines: Iterable[Line], today: date) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        for line in lines:
            line |= {"status": "active", "dateLastModified": f"{today.isoformat()}T00:00:00.000Z"}
            writer.writerow([escape(_text(line.get(column))) for column in header])


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | set | tuple):
        return ",".join(value)
    return "" if value is None else str(value)


def _write_manifest(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["propertyName", "value"])
        writer.writerow(["manifest.version", "1.0"])
        writer.writerow(["oneroster.version", "1.2"])
        modes = dict.fromkeys(_FILES, "bulk") | dict.fromkeys(_ABSENT.split(), "absent")
        for name, mode in sorted(modes.items()):
            writer.writerow([f"file.{name}", mode])
        writer.writerow(["source.systemName", "Beside"])
        writer.writerow(["source.systemCode", "beside"])


class _Export:
    def __init__(self, records: Snapshot) -> None:
        self._records = records
        self._links_of: dict[str, list[Any]] = defaultdict(list)
        self._at: dict[str, list[Any]] = defaultdict(list)
        for link in self._of("family_link"):
            self._links_of[link.pupil].append(link)
            self._links_of[link.carer].append(link)
        for enrolment in self._of("enrolment"):
            self._at[enrolment.person].append(enrolment)

    def _of(self, kind: str) -> Iterable[Any]:
        return self._records.get(kind, {}).values()

    def orgs(self) -> Iterator[Line]:
        """Every school."""
        for school in self._of("school"):
            yield {
                "sourcedId": school.id,
                "name": school.name,
                "type": "school",
                "identifier": school.code,
            }

    def sessions(self) -> Iterator[Line]:
        """Every term."""
        for term in self._of("term"):
            yield {
                "sourcedId": term.id,
                "title": term.title,
                "type": term.type,
                "startDate": term.starts,
                "endDate": term.ends,
            }

    def courses(self) -> Iterator[Line]:
        """Every course."""
        for course in self._of("course"):
            yield {
                "sourcedId": course.id,
                "title": course.title,
                "courseCode": course.code,
                "orgSourcedId": course.school,
            }

    def classes(self) -> Iterator[Line]:
        """Tutor groups and teaching groups."""
        for group in self._of("group"):
            if group.kind in _CLASS_TYPES:
                yield {
                    "sourcedId": group.id,
                    "title": group.name,
                    "grades": group.year_group,
                    "courseSourcedId": group.course,
                    "classType": _CLASS_TYPES[group.kind],
                    "schoolSourcedId": group.school,
                }

    def enrollments(self) -> Iterator[Line]:
        """Who is in them."""
        groups = self._records.get("group", {})
        users = {line["sourcedId"] for line in self.users()}
        for member in self._of("membership"):
            group = groups[member.group]
            if group.kind in _CLASS_TYPES and member.person in users:
                yield {
                    "sourcedId": member.id,
                    "classSourcedId": group.id,
                    "schoolSourcedId": group.school,
                    "userSourcedId": member.person,
                    "role": _MEMBER_ROLES[member.role],
                    "primary": "false",
                    "beginDate": member.starts,
                    "endDate": member.ends,
                }

    def users(self) -> Iterator[Line]:
        """Everyone with a role that OneRoster knows."""
        known = {line["userSourcedId"] for line in self.roles()}
        for person in self._of("person"):
            if person.id in known:
                yield self._user(person)

    def _user(self, person: Any) -> Line:
        enrolments = self._at[person.id]
        links = [link for link in self._links_of[person.id] if link.pupil == person.id]
        return {
            "sourcedId": person.id,
            "enabledUser": "true",
            "username": person.username,
            "givenName": person.given_name,
            "familyName": person.family_name,
            "preferredGivenName": person.preferred_name,
            "email": person.email,
            "identifier": next((e.admission_number for e in enrolments), ""),
            "grades": next((e.year_group for e in enrolments), ""),
            "agentSourcedIds": [link.carer for link in links],
        }

    def roles(self) -> Iterator[Line]:
        """What everyone is, where, and from when to when."""
        for enrolment in self._of("enrolment"):
            yield _role(enrolment.id, enrolment.person, "student", enrolment.school, enrolment)
        for post in self._of("post"):
            if post.kind in _ROLES:
                yield _role(post.id, post.person, _ROLES[post.kind], post.school, post)
        yield from self._carer_roles()

    def _carer_roles(self) -> Iterator[Line]:
        for person in self._of("person"):
            links = [link for link in self._links_of[person.id] if link.carer == person.id]
            for word in dict.fromkeys(_family_word(link.relation) for link in links):
                school = self._school_of(links)
                yield _role(f"{person.id}/{word}", person.id, word, school)

    def _school_of(self, links: list[Any]) -> str:
        schools = (e.school for link in links for e in self._at[link.pupil])
        return str(next(schools, next(iter(self._records.get("school", {})), "")))


def _family_word(relation: str) -> str:
    return relation if relation in FAMILY_WORDS else "parent"


def _role(id: str, person: str, role: str, school: str, span: Any = None) -> Line:
    return {
        "sourcedId": id,
        "userSourcedId": person,
        "roleType": "primary",
        "role": role,
        "orgSourcedId": school,
        "beginDate": span.starts if span else None,
        "endDate": span.ends if span else None,
    }
