"""Clever's files: schools, students, teachers, staff, sections and enrollments.

A student stands once for each contact. Needs, meals, ethnicity, addresses and passwords are not
read.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from .collector import Collector, Once, Touch
from .contacts import split_name
from .families import EMAIL, Named, add_families, check_family, is_careful, relation_word
from .files import Member
from .outcome import Refused, RowFault
from .records import Enrolment, Group, Membership, Person, Post, School, Term
from .sensitive import speaks_of_care
from .tables import Row, Table, open_table
from .text import clean, header_key
from .users import NAME, check_named, clues, new_post

_STUDENT = ("School_id", "Student_id", "Last_name", "First_name")
_TEACHER = ("School_id", "Teacher_id", "Last_name", "First_name")
_STAFF = ("School_id", "Staff_id", "Last_name", "First_name")
NEEDED: dict[str, tuple[str, ...]] = {
    "schools": ("School_id", "School_name"),
    "students": _STUDENT,
    "teachers": _TEACHER,
    "staff": _STAFF,
    "admins": _STAFF,
    "sections": ("School_id", "Section_id"),
    "enrollments": ("School_id", "Section_id", "Student_id"),
}
_CO_TEACHERS = ("teacherid", *(f"teacher{n}id" for n in range(2, 11)))
_CONTACT = "contact"
YEAR = 40


def knows(name: str, columns: set[str]) -> bool:
    """Whether a file of this name has the columns that Clever gives it."""
    return name in NEEDED and {header_key(title) for title in NEEDED[name]} <= columns


def read_clever(collector: Collector, found: Mapping[str, Member], school: School | None) -> None:
    """Read a set of Clever's files. `school` is the one that was named beside them."""
    tables = _open(collector, found)
    if "students" not in tables:
        raise Refused(
            "students.csv is missing. Add it to the others.",
            code="missing_file",
            file="students.csv",
        )
    reader = _Reader(collector, tables)
    reader.schools(school)
    reader.students()
    reader.adults("teachers", "teacherid")
    reader.adults("staff", "staffid")
    reader.adults("admins", "staffid")
    reader.sections()
    reader.enrolled()
    reader.settle()


def _open(collector: Collector, found: Mapping[str, Member]) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for name, columns in NEEDED.items():
        if name in found:
            table, read = open_table(found[name])
            collector.roll.files.append(read)
            table.require(*columns)
            tables[name] = table
    return tables


def _touch(column: str) -> Callable[[Row], Touch]:
    def touch(row: Row) -> Touch:
        id = row.raw(column).strip()
        return Touch(id, (id,) if id else (), clues(_loosely(row, column)))

    return touch


def _loosely(row: Row, column: str) -> Person:
    given, family, username = (
        clean(row.raw(name))[:NAME] for name in ("firstname", "lastname", "username")
    )
    return Person(row.raw(column).strip(), given, family, username=username, email=_email(row))


def _email(row: Row) -> str:
    columns = ("studentemail", "teacheremail", "staffemail", "adminemail")
    return clean(next((row.raw(c) for c in columns if row.table.has(c)), ""))[:EMAIL]


def _person(row: Row, id: str) -> Person:
    person = Person(
        id,
        row.text("firstname", NAME),
        row.text("lastname", NAME),
        username=row.text("username", NAME),
        email=_email(row),
    )
    check_named(row, person, "firstname", "lastname")
    return person


def _touch_section(row: Row) -> Touch:
    return Touch(row.raw("sectionid").strip())


def _touch_enrolled(row: Row) -> Touch:
    person, group = row.raw("studentid").strip(), row.raw("sectionid").strip()
    return Touch("", (person,) if person else (), groups=(group,) if group else ())


class _Reader:
    def __init__(self, collector: Collector, tables: dict[str, Table]) -> None:
        self.collector, self.roll, self.tables = collector, collector.roll, tables
        self.named: School | None = None
        self.pupils: dict[str, Person] = {}
        self.ids: dict[str, str] = {}
        self.contacts: dict[tuple[str, ...], Named] = {}

    def schools(self, named: School | None) -> None:
        """The schools of schools.csv; else those that the students name, or the one given."""
        if table := self.tables.get("schools"):
            once: Once[School] = Once(self.collector, "school", "schoolid", _touch_school)
            self.collector.each(table, "school", lambda row: _school(once, row), _touch_school)
            self.roll.records["school"] = once.values
            return
        ids = {row.id("schoolid") for row in self.tables["students"].rows()} - {""}
        if named is None:
            self.roll.records["school"] = {id: School(id, "", id) for id in sorted(ids)}
            return
        if len(ids) > 1:
            raise _many_schools(self.tables["students"], ids, named)
        self.named = named
        self.collector.add("school", named)

    def school_of(self, row: Row) -> str:
        """The school of a row, which must be one of those that the files have."""
        if self.named:
            return self.named.id
        id = row.required("schoolid")
        self.collector.need(row, "schoolid", "school", id, self.roll.records["school"])
        return id

    def students(self) -> None:
        """Students, each once or once for every contact."""
        rows: dict[str, Row] = {}
        touch = _touch("studentid")
        self.collector.each(
            self.tables["students"], "person", lambda row: self._student(rows, row), touch
        )
        add_families(self.collector, self.contacts.values())

    def _student(self, rows: dict[str, Row], row: Row) -> None:
        id, school = row.required("studentid"), self.school_of(row)
        person = _person(row, id)
        first = rows.setdefault(id, row)
        if first is not row and (id not in self.pupils or not self._agrees(first, row)):
            self._drop(first, id)
            raise _twice(row, first)
        enrolment = Enrolment(
            f"{school}/{id}",
            id,
            school,
            year_group=row.text("grade", YEAR),
            admission_number=row.text("studentnumber", NAME),
        )
        self.pupils[id] = person
        self.collector.add("person", person)
        self.collector.add("enrolment", enrolment)
        self._contact(row, school, id)

    def _drop(self, first: Row, id: str) -> None:
        """An id that two rows give to different students is nobody's."""
        if self.pupils.pop(id, None):
            school = self.named.id if self.named else first.id("schoolid")
            self.roll.records["person"].pop(id)
            self.roll.records["enrolment"].pop(f"{school}/{id}")
            self.contacts = {key: each for key, each in self.contacts.items() if key[0] != id}
            fault = _twice(first, first)
            self.collector.reject(first, "person", fault, _touch("studentid")(first))

    def _agrees(self, first: Row, row: Row) -> bool:
        """Two rows of one student say the same but for the contact."""
        columns = [c for c in row.table.columns if not c.startswith(_CONTACT)]
        return all(first.raw(c).strip() == row.raw(c).strip() for c in columns)

    def _contact(self, row: Row, school: str, pupil: str) -> None:
        name = clean(row.raw("contactname"))[:NAME]
        email = clean(row.raw("contactemail")).casefold()[:EMAIL]
        if not name and not email:
            return
        column = "contactrelationship" if row.raw("contactrelationship").strip() else "contacttype"
        said = row.raw(column)
        relation = relation_word(said)
        if relation in ("primary", "secondary", "parent/guardian"):
            relation = "parent"
        if check_family(row, column, relation):
            given, family = split_name(name)
            key = row.id("contactsisid")
            named = Named(row, school, pupil, given, family, email, relation, key)
            named = replace(named, careful=is_careful(said, name) or _speaks(row))
            self.contacts.setdefault((pupil, key, name.casefold(), email), named)

    def adults(self, name: str, column: str) -> None:
        """Teachers or other staff, who may stand once for each school."""
        if table := self.tables.get(name):
            kind = "teacher" if name == "teachers" else "staff"
            once: Once[Post] = Once(self.collector, "post", column, _touch(column))

            def take(row: Row) -> None:
                self._adult(once, row, column, kind)

            self.collector.each(table, "post", take, _touch(column))
            for post in once.values.values():
                self.collector.add("post", post)

    def _adult(self, once: Once[Post], row: Row, column: str, kind: str) -> None:
        own, school = row.required(column), self.school_of(row)
        id = self._free(own, column)
        person = _person(row, id)
        known = self.roll.records["person"].get(id)
        if known and (known.given_name, known.family_name) != (
            person.given_name,
            person.family_name,
        ):
            raise row.fault(column, "duplicate_id", "Somebody else has the same id. Keep one.")
        once.put(f"{school}/{id}", row, new_post(id, school, kind))
        self.ids[f"{column}/{own}"] = id
        self.collector.add("person", person)

    def _free(self, id: str, column: str) -> str:
        """Students, teachers and staff are counted apart: a number that a student has too is made
        another for the adult."""
        return f"{column.removesuffix('id')}-{id}" if id in self.pupils else id

    def sections(self) -> None:
        """Classes, with their teachers and terms."""
        if table := self.tables.get("sections"):
            once: Once[Group] = Once(self.collector, "group", "sectionid", _touch_section)
            self.collector.each(
                table, "group", lambda row: self._section(once, row), _touch_section
            )
            self.roll.records["group"] = once.values
            for id in once.values:
                self._teachers(once.row(id), id)
            self.collector.take_notes(table)

    def _section(self, once: Once[Group], row: Row) -> None:
        id, school = row.required("sectionid"), self.school_of(row)
        name = row.text("name", NAME) or row.text("coursename", NAME) or id
        kind = "tutor_group" if _is_homeroom(row) else "teaching_group"
        once.put(id, row, Group(id, school, name, kind, "", row.text("grade", YEAR)))
        self._term(row, school)

    def _term(self, row: Row, school: str) -> None:
        title = row.text("termname", NAME)
        if title:
            starts, ends = row.span("termstart", "termend")
            self.collector.add(
                "term", Term(f"{school}/{title}", school, title, "term", starts, ends)
            )

    def _teachers(self, row: Row, group: str) -> None:
        role = "tutor" if self.roll.records["group"][group].kind == "tutor_group" else "teacher"
        for column in _CO_TEACHERS:
            own = row.raw(column).strip()
            id = self.ids.get(f"teacherid/{own}", "")
            if id:
                self._member(group, id, role)
            elif own:
                reason = (
                    "Names a teacher who is not in teachers.csv. Nobody was put in their place."
                )
                row.note(column, "dangling", reason)

    def enrolled(self) -> None:
        """Which students are in which class."""
        if table := self.tables.get("enrollments"):
            self.collector.each(table, "membership", self._enrolled, _touch_enrolled)

    def _enrolled(self, row: Row) -> None:
        group, person = row.required("sectionid"), row.required("studentid")
        self.collector.need(row, "sectionid", "group", group, self.roll.records["group"])
        self.collector.need(row, "studentid", "person", person, self.pupils)
        self._member(group, person, "pupil")

    def _member(self, group: str, person: str, role: str) -> None:
        member = Membership(f"{group}/{person}/{role}", person, group, role)
        self.collector.add("membership", member)

    def settle(self) -> None:
        """What these files speak of, so that silence means leaving only there."""
        roll = self.roll
        roll.says = {"school", "person", "enrolment"}
        roll.says |= {"post"} if "teachers" in self.tables else set()
        roll.says |= {"group", "term"} if "sections" in self.tables else set()
        roll.says |= {"membership"} if "enrollments" in self.tables else set()
        roll.says |= {"family_link"} if roll.records["family_link"] else set()
        also_staff = "staff" in self.tables or "admins" in self.tables
        roll.post_kinds = frozenset({"teacher", "staff"} if also_staff else {"teacher"})
        roll.covers = set(roll.records["school"])
        self._tutor_groups()

    def _tutor_groups(self) -> None:
        enrolments, groups = self.roll.records["enrolment"], self.roll.records["group"]
        by_pupil: dict[str, list[str]] = defaultdict(list)
        for member in self.roll.records["membership"].values():
            if member.role == "pupil" and groups[member.group].kind == "tutor_group":
                by_pupil[member.person].append(member.group)
        for id, enrolment in enrolments.items():
            if found := by_pupil.get(enrolment.person):
                enrolments[id] = replace(enrolment, tutor_group=found[0])


def _twice(row: Row, other: Row) -> RowFault:
    where = "Another row" if row is other else f"Row {other.number}"
    reason = f"{where} has the same id and says something else. Keep the right one."
    return row.fault("studentid", "duplicate_id", reason)


def _speaks(row: Row) -> bool:
    """Whether a column of the school's own (ext. and a name) speaks of a court or of care."""
    header = row.table.header
    own = frozenset(p for p, title in enumerate(header) if not title.casefold().startswith("ext"))
    return bool(speaks_of_care(header, row.cells, own, frozenset()))


def _is_homeroom(row: Row) -> bool:
    words = f"{row.raw('subject')} {row.raw('coursename')} {row.raw('period')}".casefold()
    return any(
        word in words for word in ("homeroom", "home room", "advisory", "tutor", "form time")
    )


def _touch_school(row: Row) -> Touch:
    return Touch(row.raw("schoolid").strip())


def _school(once: Once[School], row: Row) -> None:
    id = row.required("schoolid")
    name = row.text("schoolname", NAME) or row.required("schoolname")
    once.put(id, row, School(id, name, row.text("schoolnumber", NAME) or id))


def _many_schools(table: Table, ids: set[str], named: School) -> Refused:
    listed, code = ", ".join(sorted(ids)[:8]), named.code or named.id
    return Refused(
        f"{table.name} has pupils of {len(ids)} schools ({listed}), and only {code} was named. "
        "Send the rows of that school alone, or have the operator bring in all of them at once.",
        code="several_schools",
        file=table.name,
        column=table.title("schoolid"),
    )
