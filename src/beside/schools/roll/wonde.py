"""A roll out of what Wonde says of a school: students with contacts, employees and classes.

Its document is one JSON object of four lists, as its pages were fetched. Needs, meals, ethnicity,
medical notes and pupil numbers are neither asked for nor read.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .collector import Collector, Once, Touch
from .families import EMAIL, Named, add_families, check_family, is_careful, relation_word
from .lengths import reject_too_long
from .made import made_table
from .outcome import FileRead, Refused, Roll
from .records import Enrolment, Group, Membership, Person, School
from .tables import Row, Table
from .text import clean
from .users import NAME, check_named, clues, new_post
from .years import in_plain_years

LISTS = ("students", "employees", "classes")
YEAR = 40
Thing = Mapping[str, Any]
_STUDENT = ("id", "Forename", "Surname", "Legal forename", "E-mail", "Year", "Admission number")
_EMPLOYEE = ("id", "Forename", "Surname", "E-mail")
_CLASS = ("id", "Name")


def read_wonde(content: bytes, school: School, name: str = "Wonde") -> Roll:
    """The roll that a fetched document says, for a school that is known here already."""
    roll = Roll(format="wonde", covers={school.id})
    collector = Collector(roll)
    try:
        _Reader(collector, _document(content, name), school, name).read()
        reject_too_long(collector)
    except Refused as refused:
        roll.errors.append(refused.fault)
    roll.records = in_plain_years(roll.records)
    return roll


def _document(content: bytes, name: str) -> dict[str, list[Thing]]:
    try:
        found = json.loads(content)
    except ValueError as error:
        raise Refused(f"{name} broke off.", code="unreadable", file=name) from error
    lists = found if isinstance(found, dict) else {}
    if not all(_is_list(lists.get(key)) for key in LISTS):
        raise Refused(f"{name} did not send what a roll is made of.", code="unreadable", file=name)
    return {key: lists[key] for key in LISTS}


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _data(thing: Any, name: str) -> Any:
    """What stands under a name, with or without the "data" that Wonde wraps things in."""
    found = thing.get(name) if isinstance(thing, dict) else None
    return found.get("data", found) if isinstance(found, dict) else found


def _one(thing: Any, name: str) -> Thing:
    found = _data(thing, name)
    if isinstance(found, list):
        found = found[0] if found else None
    return found if isinstance(found, dict) else {}


def _many(thing: Any, name: str) -> list[Thing]:
    found = _data(thing, name)
    found = [found] if isinstance(found, dict) else found
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _text(thing: Any, *names: str) -> str:
    for name in names[:-1]:
        thing = _one(thing, name)
    value = thing.get(names[-1]) if isinstance(thing, dict) else None
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _email(thing: Thing) -> str:
    emails = _one(_one(thing, "contact_details"), "emails")
    found = next((emails[k] for k in ("email", "primary", "home", "work") if emails.get(k)), "")
    return clean(str(found)).casefold()[:EMAIL]


def _touch(row: Row) -> Touch:
    id = row.raw("id").strip()
    person = Person(id, clean(row.raw("forename"))[:NAME], clean(row.raw("surname"))[:NAME])
    return Touch(id, (id,) if id else (), clues(person))


def _person(row: Row, given: str, preferred: str = "") -> Person:
    person = Person(
        row.required("id"),
        given,
        row.text("surname", NAME),
        preferred,
        email=row.text("email", EMAIL),
    )
    check_named(row, person, "forename", "surname")
    return person


class _Reader:
    def __init__(
        self, collector: Collector, document: Mapping[str, list[Thing]], school: School, name: str
    ) -> None:
        self.collector, self.roll, self.document = collector, collector.roll, document
        self.school, self.name = school, name

    def read(self) -> None:
        """Everything, the students first."""
        self.collector.add("school", self.school)
        self._students()
        self._employees()
        self._classes()
        self.roll.says = {"school", "person", "enrolment", "post", "group", "membership"}
        self.roll.says |= {"family_link"} if self.roll.records["family_link"] else set()

    def _table(self, what: str, header: tuple[str, ...], rows: list[list[str]]) -> Table:
        table = made_table(f"{self.name} {what}", header, rows)
        self.roll.files.append(FileRead(table.name, "", len(rows)))
        return table

    def _students(self) -> None:
        students = self.document["students"]
        rows = [
            [
                _text(each, "id"),
                _text(each, "forename"),
                _text(each, "surname") or _text(each, "legal_surname"),
                _text(each, "legal_forename"),
                _email(each),
                _year(each),
                _text(each, "education_details", "admission_number"),
            ]
            for each in students
        ]
        once: Once[Row] = Once(self.collector, "person", "id", _touch)
        table = self._table("students", _STUDENT, rows)
        self.collector.each(table, "person", lambda row: self._student(once, row), _touch)
        named: list[Named] = []
        for id, row in once.values.items():
            thing = students[row.number - 2]
            self._groups(id, thing)
            named += self._carers(id, row, thing)
        add_families(self.collector, named)
        self.collector.take_notes(table)

    def _student(self, once: Once[Row], row: Row) -> None:
        known_as, legal = row.text("forename", NAME), row.text("legalforename", NAME)
        given = legal or known_as
        person = _person(row, given, known_as if known_as != given else "")
        once.put(person.id, row, row)
        enrolment = Enrolment(
            f"{self.school.id}/{person.id}",
            person.id,
            self.school.id,
            year_group=row.text("year", YEAR),
            admission_number=row.text("admissionnumber", NAME),
        )
        self.collector.add("person", person)
        self.collector.add("enrolment", enrolment)

    def _groups(self, pupil: str, thing: Thing) -> None:
        """The registration group is the tutor group."""
        for group in _many(thing, "group"):
            id, name = _text(group, "id"), clean(_text(group, "name"))[:NAME]
            if id and name and _text(group, "type").casefold() in ("", "registration"):
                self.collector.add("group", Group(id, self.school.id, name, "tutor_group"))
                self._member(id, pupil, "pupil")
                enrolments = self.roll.records["enrolment"]
                key = f"{self.school.id}/{pupil}"
                enrolments[key] = replace(enrolments[key], tutor_group=id)

    def _member(self, group: str, person: str, role: str) -> None:
        member = Membership(f"{group}/{person}/{role}", person, group, role)
        self.collector.add("membership", member)

    def _carers(self, pupil: str, row: Row, thing: Thing) -> Iterator[Named]:
        for contact in _many(thing, "contacts"):
            relation = _one(contact, "relationship")
            word = _text(relation, "relationship")
            given, family = (clean(_text(contact, k))[:NAME] for k in ("forename", "surname"))
            if not (given or family) or not check_family(row, "id", word):
                continue
            yield Named(
                row,
                self.school.id,
                pupil,
                given,
                family,
                _email(contact),
                relation_word(word),
                _text(contact, "id"),
                _flag(relation, "parental_responsibility"),
                _flag(relation, "lives_with_pupil"),
                bool(relation.get("court_order")) or is_careful(word, given, family),
            )

    def _employees(self) -> None:
        rows = [
            [_text(e, "id"), _text(e, "forename"), _text(e, "surname"), _email(e)]
            for e in self.document["employees"]
        ]
        once: Once[Row] = Once(self.collector, "post", "id", _touch)
        table = self._table("employees", _EMPLOYEE, rows)
        self.collector.each(table, "post", lambda row: self._employee(once, row), _touch)

    def _employee(self, once: Once[Row], row: Row) -> None:
        person = _person(row, row.text("forename", NAME))
        once.put(person.id, row, row)
        details = _one(self.document["employees"][row.number - 2], "employment_details")
        if details.get("current") is False:
            self.roll.ended["person"].add(person.id)
            return
        kind = "teacher" if details.get("teaching_staff") else "staff"
        self.collector.add("person", person)
        self.collector.add("post", new_post(person.id, self.school.id, kind))

    def _classes(self) -> None:
        rows = [[_text(c, "id"), _text(c, "name")] for c in self.document["classes"]]
        once: Once[Group] = Once(self.collector, "group", "id", _touch_id)
        table = self._table("classes", _CLASS, rows)
        self.collector.each(table, "group", lambda row: self._class(once, row), _touch_id)
        for id, group in once.values.items():
            self.collector.add("group", group)
            thing = self.document["classes"][once.row(id).number - 2]
            self._members(id, thing)

    def _class(self, once: Once[Group], row: Row) -> None:
        id = row.required("id")
        name = row.text("name", NAME) or row.required("name")
        once.put(id, row, Group(id, self.school.id, name, "teaching_group"))

    def _members(self, group: str, thing: Thing) -> None:
        people = self.roll.records["person"]
        for of, role in (("students", "pupil"), ("employees", "teacher")):
            for each in _many(thing, of):
                id = _text(each, "id")
                if id in people:
                    self._member(group, id, role)


def _touch_id(row: Row) -> Touch:
    return Touch(row.raw("id").strip())


def _year(student: Thing) -> str:
    details = _text(student, "education_details", "current_nc_year")
    return _text(student, "year", "code") or _text(student, "year", "name") or details


def _flag(thing: Thing, name: str) -> bool | None:
    value = thing.get(name)
    return value if isinstance(value, bool) else None
