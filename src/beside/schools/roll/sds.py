"""Microsoft School Data Sync v1: School, Section, Student, Teacher and their rosters.

Both its own titles (SIS ID) and those of its UK form (DfE Number, ID) are understood.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from .collector import Collector, Once, Touch, is_ended
from .files import Member
from .outcome import Refused
from .records import Course, Enrolment, Group, Membership, Person, School, Term
from .sds_guardians import read_guardians
from .tables import Row, Table, open_table
from .text import clean
from .users import NAME, check_named, clues, new_post

ALIASES = {
    "sisid": "id",
    "dfenumber": "id",
    "schoolsisid": "school",
    "schooldfenumber": "school",
    "schoolid": "school",
    "sectionsisid": "section",
    "sectionid": "section",
    "secondaryemail": "email",
}
_PERSON = {"id": "SIS ID", "school": "School SIS ID"}
_ROSTER = {"section": "Section SIS ID", "id": "SIS ID"}
NEEDED: dict[str, dict[str, str]] = {
    "school": {"id": "SIS ID", "name": "Name"},
    "student": _PERSON,
    "teacher": _PERSON,
    "section": {**_PERSON, "sectionname": "Section Name"},
    "studentenrollment": _ROSTER,
    "teacherroster": _ROSTER,
    "user": {"email": "Email"},
    "guardianrelationship": {"id": "SIS ID", "email": "Email"},
}
SAYS: dict[str, tuple[str, ...]] = {
    "school": ("school",),
    "student": ("person", "enrolment"),
    "teacher": ("person", "post"),
    "section": ("group", "course", "term"),
}


def read_sds(collector: Collector, found: Mapping[str, Member]) -> None:
    """Read a School Data Sync v1 set."""
    tables = _open(collector, found)
    reader = _Reader(collector, tables)
    reader.schools()
    reader.people("student", "enrolment")
    reader.people("teacher", "post")
    reader.sections()
    reader.members("studentenrollment", "pupil", reader.pupils)
    reader.members("teacherroster", "teacher", reader.teachers)
    read_guardians(collector, tables, reader.pupils)
    _settle(collector, tables)


def _open(collector: Collector, found: Mapping[str, Member]) -> dict[str, Table]:
    for name in ("School", "Student"):
        if name.casefold() not in found:
            raise Refused(
                f"{name}.csv is missing. Add it to the others.",
                code="missing_file",
                file=f"{name}.csv",
            )
    tables: dict[str, Table] = {}
    for name in NEEDED:
        if name in found:
            table, read = open_table(found[name], ALIASES)
            collector.roll.files.append(read)
            table.require(**NEEDED[name])
            tables[name] = table
    return tables


def _settle(collector: Collector, tables: Mapping[str, Table]) -> None:
    roll = collector.roll
    for name in tables:
        roll.says |= set(SAYS.get(name, ()))
    if "studentenrollment" in tables and "teacherroster" in tables:
        roll.says.add("membership")
    if roll.records["family_link"]:
        roll.says.add("family_link")
    roll.covers = set(roll.records["school"])
    roll.post_kinds = frozenset({"teacher"})


def _touch_person(row: Row) -> Touch:
    id = row.raw("id").strip()
    names = ("firstname", "lastname", "username", "email")
    given, family, username, email = (clean(row.raw(name))[:NAME] for name in names)
    person = Person(id, given, family, username=username, email=email)
    return Touch(id, (id,) if id else (), clues(person))


def _touch_id(row: Row) -> Touch:
    return Touch(row.raw("id").strip())


def _touch_member(row: Row) -> Touch:
    person, group = row.raw("id").strip(), row.raw("section").strip()
    return Touch("", (person,) if person else (), groups=(group,) if group else ())


class _Reader:
    def __init__(self, collector: Collector, tables: dict[str, Table]) -> None:
        self.collector, self.roll, self.tables = collector, collector.roll, tables
        self.pupils: set[str] = set()
        self.teachers: set[str] = set()
        self._usernames: dict[str, str] = {}

    def _each(
        self,
        name: str,
        kind: str,
        take: Callable[[Row], None],
        touch: Callable[[Row], Touch],
    ) -> None:
        if table := self.tables.get(name):
            self.collector.each(table, kind, take, touch)

    def schools(self) -> None:
        """Read the schools."""
        once: Once[School] = Once(self.collector, "school", "id", _touch_id)

        def take(row: Row) -> None:
            name = row.text("name") or row.required("name")
            id = row.required("id")
            once.put(id, row, School(id, name, row.text("schoolnumber") or id))

        self._each("school", "school", take, _touch_id)
        self.roll.records["school"] = once.values

    def people(self, name: str, kind: str) -> None:
        """A person may stand once for each school they are at."""
        once: Once[Person] = Once(self.collector, "person", "id", _touch_person)
        self._each(name, "person", lambda row: self._person(once, row), _touch_person)
        known = self.pupils if kind == "enrolment" else self.teachers
        self.roll.ended["person"] |= {key.partition("/")[2] for key in once.ended}
        for key, person in once.values.items():
            row = once.row(key)
            known.add(person.id)
            self.collector.add("person", person)
            if kind == "enrolment":
                self.collector.add("enrolment", _enrolment(row, person.id))
            else:
                self.collector.add("post", new_post(person.id, row.id("school"), "teacher"))
        self.roll.ended["person"] -= known

    def _person(self, once: Once[Person], row: Row) -> None:
        id, school, ended = row.required("id"), row.required("school"), is_ended(row)
        if not ended:
            self.collector.need(row, "school", "school", school, self.roll.records["school"])
        person = Person(
            id,
            row.text("firstname", NAME),
            row.text("lastname", NAME),
            username=row.text("username"),
            email=row.text("email"),
        )
        self._check_person(row, person)
        once.put(f"{school}/{id}", row, person, ended=ended)
        if ended:
            self.roll.ended["enrolment"].add(f"{school}/{id}")
            self.roll.ended["post"].add(f"{school}/{id}/teacher")

    def _check_person(self, row: Row, person: Person) -> None:
        check_named(row, person, "firstname", "lastname")
        if self._usernames.setdefault(person.id, person.username) != person.username:
            reason = "Somebody else has the same id. Give one of them another."
            raise row.fault("id", "duplicate_id", reason)

    def sections(self) -> None:
        """Read the classes, with the courses and terms that stand beside them."""
        once: Once[Group] = Once(self.collector, "group", "id", _touch_id)
        self._each("section", "group", lambda row: self._section(once, row), _touch_id)
        self.roll.records["group"], self.roll.ended["group"] = once.values, once.ended

    def _section(self, once: Once[Group], row: Row) -> None:
        id, school, ended = row.required("id"), row.required("school"), is_ended(row)
        if not ended:
            self.collector.need(row, "school", "school", school, self.roll.records["school"])
        name = row.text("sectionname") or row.required("sectionname")
        course, term = _course(row, school), _term(row, school)
        group = Group(id, school, name, "teaching_group", course.id if course else "")
        once.put(id, row, group, ended=ended)
        if not ended:
            self._around(course, term)

    def _around(self, course: Course | None, term: Term | None) -> None:
        """Courses and terms repeat on every section; one of several schools is of none."""
        for kind, record in (("course", course), ("term", term)):
            if record is None:
                continue
            known = self.roll.records[kind].setdefault(record.id, record)
            if known.school != record.school:
                self.collector.add(kind, _shared(known))

    def members(self, name: str, role: str, people: set[str]) -> None:
        """Read who is in a class, out of one of the two rosters."""
        self._each(name, "membership", lambda row: self._member(row, role, people), _touch_member)

    def _member(self, row: Row, role: str, people: set[str]) -> None:
        group, person = row.required("section"), row.required("id")
        self.collector.need(row, "section", "group", group, self.roll.records["group"])
        self.collector.need(row, "id", "person", person, people)
        id = f"{group}/{person}/{role}"
        if is_ended(row):
            self.roll.ended["membership"].add(id)
            return
        self.collector.add("membership", Membership(id, person, group, role))


def _enrolment(row: Row, person: str) -> Enrolment:
    school = row.id("school")
    return Enrolment(
        f"{school}/{person}",
        person,
        school,
        year_group=row.text("grade"),
        admission_number=row.text("studentnumber"),
    )


def _course(row: Row, school: str) -> Course | None:
    id = row.id("coursesisid") or row.id("courseid")
    if not id:
        return None
    return Course(id, school, row.text("coursename"), row.text("coursenumber"))


def _term(row: Row, school: str) -> Term | None:
    id = row.id("termsisid") or row.id("termid")
    if not id:
        return None
    starts, ends = row.span("termstartdate", "termenddate")
    return Term(id, school, row.text("termname"), starts=starts, ends=ends)


def _shared(record: Course | Term) -> Course | Term:
    return replace(record, school="")
