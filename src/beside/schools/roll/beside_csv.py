"""Reads Beside's own short tables (see `templates`)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from .collector import Collector, Once, Touch
from .files import Member
from .records import (
    Enrolment,
    FamilyLink,
    Group,
    Membership,
    Person,
    Post,
    School,
)
from .roles import CARER, PUPIL, kind_of
from .tables import Row, Table, open_table
from .text import clean
from .users import NAME, check_named, clues

GROUP_KINDS = ("tutor_group", "teaching_group", "club", "house", "team")
POST_KINDS = (
    "teacher",
    "head_of_year",
    "safeguarding_lead",
    "safeguarding_deputy",
    "office",
    "organiser",
    "head",
    "staff",
    "community",
    "federation_lead",
    "chair",
)
MEMBER_ROLES = ("pupil", "teacher", "tutor", "leader")
NEEDED: dict[str, tuple[str, ...]] = {
    "schools": ("id", "name"),
    "groups": ("id", "name", "kind"),
    "people": ("id", "given_name", "family_name", "role"),
    "community_adults": ("id", "given_name", "family_name"),
    "posts": ("person", "kind"),
    "memberships": ("person", "group", "role"),
    "family_links": ("carer", "pupil"),
}
_YES = {"yes": True, "true": True, "y": True, "1": True}
_NO = {"no": False, "false": False, "n": False, "0": False}


def read_templates(
    collector: Collector, found: Mapping[str, Member], school: School | None
) -> None:
    """Read whichever of the short tables there are."""
    reader = _Reader(collector, _open(collector, found), school)
    roll = collector.roll
    roll.says = {"school", "group", "person", "enrolment", "post", "membership", "family_link"}
    roll.delta = roll.says - {"enrolment", "family_link"}
    if "people" not in reader.tables:
        roll.delta.add("enrolment")
    reader.read()
    if not roll.records["family_link"]:
        roll.says.discard("family_link")
    roll.covers = {enrolment.school for enrolment in roll.records["enrolment"].values()}


def _open(collector: Collector, found: Mapping[str, Member]) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for name, columns in NEEDED.items():
        if name in found:
            table, read = open_table(found[name])
            collector.roll.files.append(read)
            table.require(*columns)
            tables[name] = table
    return tables


def _person(row: Row) -> Person:
    person = Person(
        row.required("id"),
        row.text("givenname", NAME),
        row.text("familyname", NAME),
        row.text("preferredname", NAME),
        row.text("username"),
        row.text("email"),
    )
    check_named(row, person, "givenname", "familyname")
    return person


def _touch_person(row: Row) -> Touch:
    id = row.raw("id").strip()
    names = ("givenname", "familyname", "preferredname", "username", "email")
    person = Person(id, *(clean(row.raw(name))[:NAME] for name in names))
    return Touch(id, (id,) if id else (), clues(person))


def _touch(*columns: str) -> Callable[[Row], Touch]:
    def touch(row: Row) -> Touch:
        people = [row.raw(column).strip() for column in columns]
        return Touch("/".join(people), tuple(id for id in people if id))

    return touch


def _touch_id(row: Row) -> Touch:
    return Touch(row.raw("id").strip())


def _person_kind(row: Row) -> str:
    word = row.required("role")
    known = None if word.casefold() in POST_KINDS else kind_of(word)
    return known or one_of(row, "role", POST_KINDS)


def yes_or_no(row: Row, column: str) -> bool | None:
    """Yes, no, or not known where the cell is empty."""
    value = row.text(column).casefold()
    if not value:
        return None
    if value not in _YES and value not in _NO:
        raise row.fault(column, "yes_or_no", "Write yes, no, or leave this empty.")
    return value in _YES


def one_of(row: Row, column: str, words: tuple[str, ...] | list[str]) -> str:
    """A word out of a short list."""
    value = row.required(column).casefold().replace(" ", "_")
    if value not in words:
        raise row.fault(column, "unknown_word", f"Use one of: {', '.join(words)}.")
    return value


class _Reader:
    def __init__(
        self, collector: Collector, tables: dict[str, Table], school: School | None
    ) -> None:
        self.collector, self.roll = collector, collector.roll
        self.tables, self.school = tables, school

    def read(self) -> None:
        """Every table there is, those that others refer to first."""
        if self.school:
            self.collector.add("school", self.school)
        takes: dict[str, tuple[str, Any, Callable[[Row], Touch]]] = {
            "schools": ("school", self._take_school, _touch_id),
            "groups": ("group", self._take_group, _touch_id),
            "people": ("person", self._take_person, _touch_person),
            "community_adults": ("person", self._take_adult, _touch_person),
            "posts": ("post", self._take_post, _touch("person")),
            "memberships": ("membership", self._take_membership, _touch("person")),
            "family_links": ("family_link", self._take_link, _touch("carer", "pupil")),
        }
        for name, (kind, take, touch) in takes.items():
            if table := self.tables.get(name):
                self._each(table, kind, take, touch)

    def _each(
        self,
        table: Table,
        kind: str,
        take: Callable[[Row], list[tuple[str, Any]]],
        touch: Callable[[Row], Touch],
    ) -> None:
        """Records of one row come in together; the first is what the row is about."""
        column = "id" if table.has("id") else next(iter(table.columns))
        once: Once[list[tuple[str, Any]]] = Once(self.collector, kind, column, touch)

        def put(row: Row) -> None:
            made = take(row)
            once.put(made[-1][1].id, row, made)

        self.collector.each(table, kind, put, touch)
        for made in once.values.values():
            for of, record in made:
                self.collector.add(of, record)

    def _needs(
        self, row: Row, column: str, of: str, id: str, drop: tuple[str, str], touch: Touch
    ) -> str:
        if not self.collector.need(row, column, of, id, self.roll.records[of]):
            self.collector.wait(row, column, (of, id), [drop], touch)
        return id

    def _school_of(self, row: Row, drop: tuple[str, str], touch: Touch) -> str:
        if self.school and not row.id("school"):
            return self.school.id
        return self._needs(row, "school", "school", row.required("school"), drop, touch)

    def _take_school(self, row: Row) -> list[tuple[str, Any]]:
        id = row.required("id")
        return [("school", School(id, row.text("name"), row.text("code")))]

    def _take_group(self, row: Row) -> list[tuple[str, Any]]:
        id = row.required("id")
        school = self._school_of(row, ("group", id), Touch(id))
        kind = one_of(row, "kind", GROUP_KINDS)
        return [
            (
                "group",
                Group(id, school, row.text("name"), kind, row.id("course"), row.text("yeargroup")),
            )
        ]

    def _take_person(self, row: Row) -> list[tuple[str, Any]]:
        person, kind = _person(row), _person_kind(row)
        if kind == CARER:
            return [("person", person)]
        school = self._school_of(row, ("person", person.id), _touch_person(row))
        starts, ends = row.span("starts", "ends")
        if kind == PUPIL:
            return [*self._pupil(row, person, school, starts, ends), ("person", person)]
        id = f"{school}/{person.id}/{kind}"
        post = Post(id, person.id, school, kind, starts=starts, ends=ends)
        return [("post", post), ("person", person)]

    def _pupil(
        self, row: Row, person: Person, school: str, starts: date | None, ends: date | None
    ) -> list[tuple[str, Any]]:
        id, group = f"{school}/{person.id}", row.id("tutorgroup")
        enrolment = Enrolment(
            id,
            person.id,
            school,
            row.text("yeargroup"),
            group,
            row.text("previousschool"),
            row.text("admissionnumber"),
            starts,
            ends,
        )
        if not group:
            return [("enrolment", enrolment)]
        touch = _touch_person(row)
        self._needs(row, "tutorgroup", "group", group, ("enrolment", id), touch)
        membership = Membership(f"{group}/{person.id}/pupil", person.id, group, "pupil")
        return [("enrolment", enrolment), ("membership", membership)]

    def _take_adult(self, row: Row) -> list[tuple[str, Any]]:
        person, touch = _person(row), _touch_person(row)
        school = self._school_of(row, ("person", person.id), touch)
        starts, ends = row.span("starts", "ends")
        post = Post(
            f"{school}/{person.id}/community",
            person.id,
            school,
            "community",
            title=row.text("title"),
            organisation=row.text("organisation"),
            checks_expire=row.day("checksexpire"),
            training_expires=row.day("trainingexpires"),
            starts=starts,
            ends=ends,
        )
        return [("post", post), ("person", person)]

    def _take_post(self, row: Row) -> list[tuple[str, Any]]:
        person, kind = row.required("person"), one_of(row, "kind", POST_KINDS)
        year = row.text("yeargroup")
        if kind == "head_of_year" and not year:
            raise row.fault("yeargroup", "missing", "Say of which year. Fill in year_group.")
        touch, place = _touch("person")(row), self.school.id if self.school else ""
        tail = f"{kind}/{year}" if kind == "head_of_year" else kind
        id = f"{row.id('school') or place}/{person}/{tail}"
        school = self._school_of(row, ("post", id), touch)
        self._needs(row, "person", "person", person, ("post", id), touch)
        starts, ends = row.span("starts", "ends")
        title = row.text("title")
        return [
            ("post", Post(id, person, school, kind, title, year, starts=starts, ends=ends)),
        ]

    def _take_membership(self, row: Row) -> list[tuple[str, Any]]:
        person, group = row.required("person"), row.required("group")
        role = one_of(row, "role", MEMBER_ROLES)
        id = f"{group}/{person}/{role}"
        drop, touch = ("membership", id), _touch("person")(row)
        self._needs(row, "group", "group", group, drop, touch)
        self._needs(row, "person", "person", person, drop, touch)
        starts, ends = row.span("starts", "ends")
        return [("membership", Membership(id, person, group, role, starts, ends))]

    def _take_link(self, row: Row) -> list[tuple[str, Any]]:
        carer, pupil = row.required("carer"), row.required("pupil")
        if carer == pupil:
            raise row.fault("carer", "circle", "Nobody is their own parent. Correct the row.")
        id = f"{carer}/{pupil}"
        drop, touch = ("family_link", id), _touch("carer", "pupil")(row)
        self._needs(row, "carer", "person", carer, drop, touch)
        self._needs(row, "pupil", "person", pupil, drop, touch)
        link = FamilyLink(
            id,
            carer,
            pupil,
            row.text("relation"),
            yes_or_no(row, "parentalresponsibility"),
            yes_or_no(row, "liveswith"),
        )
        return [("family_link", link)]
