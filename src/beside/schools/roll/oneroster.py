"""OneRoster CSV 1.0, 1.1 and 1.2, and Microsoft School Data Sync v2 and v2.1, which follow it.

Titles of older drafts are understood. Passwords, demographics and flags are not read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .collector import Collector, Once, Touch, is_ended, untouched
from .files import Member
from .orgs import Org, above_schools, in_circles, is_below, school_of
from .outcome import Refused, RowFault
from .records import Course, School, Term
from .tables import Row, Table, open_table
from .users import User

ALIASES: dict[str, dict[str, str]] = {
    "users": {
        "grade": "grades",
        "agents": "agentsourcedids",
        "agentsourcedid": "agentsourcedids",
        "orgsourcedid": "orgsourcedids",
        "orgsourceids": "orgsourcedids",
        "orgsourceid": "orgsourcedids",
        "orgs": "orgsourcedids",
        "org": "orgsourcedids",
        "orgids": "orgsourcedids",
        "orgid": "orgsourcedids",
        "prefferedgivenname": "preferredgivenname",
    },
    "classes": {
        "grade": "grades",
        "orgsourcedid": "schoolsourcedid",
        "orgsourceid": "schoolsourcedid",
        "schoolsourceid": "schoolsourcedid",
        "school": "schoolsourcedid",
        "org": "schoolsourcedid",
    },
    "courses": {"grade": "grades", "code": "coursecode", "org": "orgsourcedid"},
    "roles": {
        "grade": "grades",
        "rolestartdate": "begindate",
        "roleenddate": "enddate",
        "org": "orgsourcedid",
        "orgsourceid": "orgsourcedid",
        "user": "usersourcedid",
    },
    "enrollments": {
        "school": "schoolsourcedid",
        "class": "classsourcedid",
        "user": "usersourcedid",
        "schoolsourceid": "schoolsourcedid",
        "classsourceid": "classsourcedid",
        "usersourceid": "usersourcedid",
    },
    "orgs": {"parent": "parentsourcedid", "parentsourceid": "parentsourcedid"},
}
KINDS_OF: dict[str, tuple[str, ...]] = {
    "orgs": ("school",),
    "academicsessions": ("term",),
    "courses": ("course",),
    "users": ("person",),
    "roles": ("enrolment", "post"),
    "relationships": ("family_link",),
    "classes": ("group",),
    "enrollments": ("membership",),
}
NEEDED: dict[str, tuple[str, ...]] = {
    "orgs": ("sourcedId", "name", "type"),
    "academicsessions": ("sourcedId", "title"),
    "courses": ("sourcedId", "title"),
    "users": ("sourcedId",),
    "roles": ("userSourcedId", "role", "orgSourcedId"),
    "relationships": ("userSourcedId", "relationshipUserSourcedId"),
    "classes": ("sourcedId", "title", "schoolSourcedId"),
    "enrollments": ("classSourcedId", "userSourcedId", "role"),
}


@dataclass(slots=True)
class Reading:
    """The files being read and what earlier files have said. `school` stands in for organisations
    where no file names them. `is_export` says that Beside itself wrote these files: people whom it
    knows by a username alone have no name in them."""

    collector: Collector
    tables: dict[str, Table]
    school: School | None = None
    is_export: bool = False
    orgs: dict[str, Org] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    above: set[str] = field(default_factory=set)

    @property
    def by_roles(self) -> bool:
        """Whether roles stand in a file of their own."""
        return "roles" in self.tables

    def check_org(
        self, row: Row, column: str, org: str, drop: tuple[str, str], touch: Touch
    ) -> None:
        """Make sure that an organisation exists, here or on the stored roll."""
        if self.school or self.collector.need(row, column, "school", org, self.orgs):
            return
        self.collector.wait(row, column, ("school", org), [drop], touch)

    def school_of(self, org: str) -> str:
        """The id of the school that an organisation stands for."""
        return self.school.id if self.school else school_of(self.orgs, org)

    def is_school(self, org: str) -> bool:
        """Whether an organisation is a school, as far as the files say."""
        return org not in self.orgs or self.orgs[org].is_school

    def no_school(self, row: Row, column: str, org: str) -> RowFault:
        """The refusal of a row that puts somebody or something at what is no school."""
        reason = f"{self.orgs[org].name} stands above schools and is none. Name the school."
        return row.fault(column, "no_school", reason, org)

    def use_school(self, id: str) -> None:
        """Make a school of an organisation that serves as one."""
        if id in self.orgs:
            self.collector.add("school", self.orgs[id].school())

    def is_below(self, org: str, other: str) -> bool:
        """Whether an organisation stands under another."""
        return org != other and is_below(self.orgs, org, other)


def open_known(collector: Collector, found: Mapping[str, Member]) -> dict[str, Table]:
    """The files that speak of the roll, as tables, each with the columns it needs."""
    tables: dict[str, Table] = {}
    for name in KINDS_OF:
        if name in found:
            table, read = open_table(found[name], ALIASES.get(name))
            collector.roll.files.append(read)
            table.require(*NEEDED[name])
            tables[name] = table
    return tables


def check_columns(reading: Reading) -> None:
    """Refuse files that cannot say who is what, where."""
    users, enrollments = reading.tables["users"], reading.tables.get("enrollments")
    if reading.collector.roll.format.startswith("oneroster"):
        users.require("givenName", "familyName")
        if enrollments:
            enrollments.require("sourcedId")
    if reading.collector.roll.format == "oneroster-1.2" and not users.has("role"):
        _require_roles(reading)
    if not reading.by_roles:
        users.require("role")
        if reading.school is None:
            users.require("orgSourcedIds")
    named = reading.school or "orgs" in reading.tables
    if not named and "school" not in reading.collector.roll.delta:
        raise Refused(
            "No file names a school. Add orgs.csv, or say which school it is with --school.",
            code="no_school",
            file="orgs.csv",
        )


def _require_roles(reading: Reading) -> None:
    if not reading.by_roles and "post" not in reading.collector.roll.delta:
        raise Refused(
            "roles.csv is missing. Add it to the others.", code="missing_file", file="roles.csv"
        )


def read_around(reading: Reading) -> None:
    """Read what stands around people: organisations, terms and courses."""
    if reading.school:
        reading.collector.add("school", reading.school)
    if table := reading.tables.get("orgs"):
        _read_orgs(reading, table)
    if table := reading.tables.get("academicsessions"):
        _read_terms(reading, table)
    if table := reading.tables.get("courses"):
        _read_courses(reading, table)


def _read_orgs(reading: Reading, table: Table) -> None:
    collector = reading.collector
    once: Once[Org] = Once(collector, "school")
    collector.each(table, "school", lambda row: _take_org(once, row))
    for id in in_circles(once.values):
        row = once.row(id)
        reason = "This organisation is, through others, its own parent. Correct the parent."
        fault = row.fault("parentsourcedid", "circle", reason)
        collector.reject(row, "school", fault, untouched(row))
    lost = collector.lost["school"]
    reading.orgs = {id: org for id, org in once.values.items() if id not in lost}
    collector.roll.ended["school"] = once.ended
    reading.above = above_schools(reading.orgs)
    for org in reading.orgs.values():
        if org.is_school:
            reading.use_school(org.id)


def _take_org(once: Once[Org], row: Row) -> None:
    org = Org(
        row.required("sourcedid"),
        row.text("name") or row.required("name"),
        row.text("type").casefold(),
        row.text("identifier"),
        row.id("parentsourcedid"),
    )
    once.put(org.id, row, org, ended=is_ended(row))


def _read_terms(reading: Reading, table: Table) -> None:
    once: Once[Term] = Once(reading.collector, "term")
    reading.collector.each(table, "term", lambda row: _take_term(once, row))
    reading.collector.roll.records["term"] = once.values
    reading.collector.roll.ended["term"] = once.ended


def _take_term(once: Once[Term], row: Row) -> None:
    id = row.required("sourcedid")
    starts, ends = row.span("startdate", "enddate")
    term = Term(id, "", row.text("title"), row.text("type") or "term", starts, ends)
    once.put(id, row, term, ended=is_ended(row))


def _read_courses(reading: Reading, table: Table) -> None:
    once: Once[Course] = Once(reading.collector, "course")
    reading.collector.each(table, "course", lambda row: _take_course(reading, once, row))
    reading.collector.roll.records["course"] = once.values
    reading.collector.roll.ended["course"] = once.ended


def _take_course(reading: Reading, once: Once[Course], row: Row) -> None:
    """A course of a district, which is no school, belongs to no school in particular."""
    id, org, ended = row.required("sourcedid"), row.id("orgsourcedid"), is_ended(row)
    if org and not ended:
        reading.check_org(row, "orgsourcedid", org, ("course", id), untouched(row))
    school = reading.school_of(org) if org else ""
    course = Course(
        id,
        school if reading.is_school(school) else "",
        row.text("title"),
        row.text("coursecode"),
    )
    once.put(id, row, course, ended=ended)
