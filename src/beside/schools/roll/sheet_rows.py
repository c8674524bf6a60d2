"""The rows of a school's own sheet, as people."""

from collections import Counter
from dataclasses import replace
from hashlib import sha256

from .collector import Collector, Once, Touch
from .contacts import Contact, is_unsure, read_contacts, split_name
from .outcome import Refused
from .posts import post_of_title
from .records import Enrolment, FamilyLink, Group, Membership, Person, Post, School
from .roles import CARER, PUPIL, kind_of
from .tables import Row, Table
from .text import clean, name_key
from .users import NAME, clues

_PUPIL_SIGNS = {"year_group", "tutor_group", "admission_number", "previous_school"}


class SheetReader:
    """Reads one sheet. `places` says what each column holds; `ids` the id of each row's person."""

    def __init__(
        self, collector: Collector, table: Table, places: dict[int, str], school: School | None
    ) -> None:
        self.collector, self.roll, self.table = collector, collector.roll, table
        self.places, self.school = places, school
        self.ids: dict[int, str] = {}
        self._alike: Counter[str] = Counter()
        self._unsure = 0
        table.columns = {meaning: place for place, meaning in places.items()}
        table.repeated = set()
        self._check()

    def read(self) -> None:
        """Read every row."""
        self._shared = self._shared_emails()
        column = "id" if self.table.has("id") else "admission_number"
        once: Once[Row] = Once(self.collector, "person", column, self._touch)
        self.collector.each(self.table, "person", lambda row: self._take(once, row), self._touch)
        for id, row in once.values.items():
            self._add(id, row)
        self._settle()

    def _check(self) -> None:
        if not self.table.columns.keys() & {"name", "given_name", "family_name"}:
            raise Refused(
                f"No column of {self.table.name} is called Name, or First name and Last name. "
                "Name the columns in the first row.",
                code="missing_column",
                file=self.table.name,
                row=1,
                column="Name",
            )
        if self.school is None and not self.table.has("school"):
            raise Refused(
                "This sheet names no school. Say which school it is with --school.",
                code="no_school",
                file=self.table.name,
            )

    def _take(self, once: Once[Row], row: Row) -> None:
        given, family = self._names(row)
        if not given and not family:
            raise row.fault(self._name_column(), "missing", "This person has no name. Fill it in.")
        for column in ("year_group", "tutor_group", "previous_school", "title", "email"):
            row.text(column)
        self._school_of(row)
        id = self._id(row, f"{given} {family}")
        self.ids[row.number] = id
        once.put(id, row, row)

    def _name_column(self) -> str:
        return "name" if self.table.has("name") else "given_name"

    def _names(self, row: Row) -> tuple[str, str]:
        given, family = row.text("given_name", NAME), row.text("family_name", NAME)
        if given or family or not self.table.has("name"):
            return given, family
        text = row.text("name", 2 * NAME)
        self._unsure += is_unsure(text)
        return split_name(text)

    def _school_of(self, row: Row) -> School:
        named = row.text("school")
        if named and not (self.school and named in (self.school.code, self.school.id)):
            return School(named, named, named)
        if self.school is None:
            raise row.fault("school", "missing", "Say which school this person is at.")
        return self.school

    def _id(self, row: Row, name: str) -> str:
        if id := row.id("id"):
            return id
        school, number = self._school_of(row).id, row.text("admission_number")
        if number:
            return made_id(school, "admission", number)
        key = made_id(school, "name", name_key(name), name_key(row.text("tutor_group")))
        self._alike[key] += 1
        if self._alike[key] == 1:
            return key
        reason = (
            "An earlier row has the same name and tutor group. This was read as a second person; "
            "give both an admission number to be sure."
        )
        row.note(self._name_column(), "alike", reason)
        return f"{key}-{self._alike[key]}"

    def _touch(self, row: Row) -> Touch:
        given, family = clean(row.raw("given_name")), clean(row.raw("family_name"))
        if not given and not family:
            given, family = split_name(row.raw("name"))
        id = row.raw("id").strip() or self.ids.get(row.number, "")
        person = Person(id, given[:NAME], family[:NAME], email=clean(row.raw("email")))
        return Touch(id, (id,) if id else (), clues(person))

    def _add(self, id: str, row: Row) -> None:
        given, family = self._names(row)
        preferred, username = row.text("preferred_name", NAME), row.text("username")
        person = Person(id, given, family, preferred, username, row.text("email"))
        school = self._school_of(row)
        self.collector.add("school", school)
        self.collector.add("person", person)
        kind = self._kind(row)
        if kind == PUPIL:
            self._add_pupil(person, school, row)
        elif kind != CARER:
            self._add_staff(person, school, row)

    def _kind(self, row: Row) -> str:
        known = kind_of(row.text("role"))
        if known or row.text("role") or row.text("title"):
            return known or "staff"
        if self._pupil_sheet():
            return PUPIL
        return "staff" if "staff" in self.table.name.casefold() else PUPIL

    def _pupil_sheet(self) -> bool:
        """A sheet with any column that only pupils have; tutor groups staff have too."""
        columns = self.table.columns.keys()
        if columns & {"role", "title"}:
            return bool(columns & (_PUPIL_SIGNS - {"year_group", "tutor_group"}))
        return bool(columns & _PUPIL_SIGNS) or any(m.startswith("carer:") for m in columns)

    def _add_pupil(self, person: Person, school: School, row: Row) -> None:
        group = self._group(school, row, person, "pupil")
        enrolment = Enrolment(
            f"{school.id}/{person.id}",
            person.id,
            school.id,
            row.text("year_group"),
            group,
            row.text("previous_school"),
            row.text("admission_number"),
        )
        self.collector.add("enrolment", enrolment)
        for contact in read_contacts(row, self.places):
            self._add_carer(school, person, contact)

    def _group(self, school: School, row: Row, person: Person, role: str) -> str:
        name = row.text("tutor_group")
        if not name:
            return ""
        id = f"{school.id}/tutor/{name_key(name) or name}"
        if id not in self.roll.records["group"]:
            self.collector.add("group", Group(id, school.id, name, "tutor_group"))
        membership = Membership(f"{id}/{person.id}/{role}", person.id, id, role)
        self.collector.add("membership", membership)
        return id

    def _add_staff(self, person: Person, school: School, row: Row) -> None:
        self._group(school, row, person, "tutor")
        title = row.text("title") or row.text("role")
        kind, year = post_of_title(title, row.text("year_group"), kind_of(row.text("role")))
        tail = f"{kind}/{year}" if year else kind
        post = Post(f"{school.id}/{person.id}/{tail}", person.id, school.id, kind, title, year)
        self.collector.add("post", post)

    def _add_carer(self, school: School, pupil: Person, contact: Contact) -> None:
        id = self._carer_id(school, pupil, contact)
        known = self.roll.records["person"].get(id)
        if known is None:
            person = Person(id, contact.given_name, contact.family_name, email=contact.email)
            self.collector.add("person", person)
        elif not known.given_name and contact.given_name:
            names = {"given_name": contact.given_name, "family_name": contact.family_name}
            self.collector.add("person", replace(known, **names))
        link = FamilyLink(f"{id}/{pupil.id}", id, pupil.id, contact.relation)
        self.collector.add("family_link", link)

    def _carer_id(self, school: School, pupil: Person, contact: Contact) -> str:
        """The same address is the same carer, unless two carers of one pupil share it; without an
        address a carer belongs to one pupil."""
        name = name_key(contact.name)
        if not contact.email:
            return made_id(school.id, "carer", pupil.id, name)
        if contact.email in self._shared:
            return made_id(school.id, "carer", contact.email, name)
        return made_id(school.id, "carer", contact.email)

    def _shared_emails(self) -> set[str]:
        """Addresses that two carers of one pupil have together."""
        shared: set[str] = set()
        for row in self.table.rows():
            emails = Counter(c.email for c in read_contacts(row, self.places) if c.email)
            shared |= {email for email, count in emails.items() if count > 1}
        return shared

    def _settle(self) -> None:
        records = self.roll.records
        roles = {membership.role for membership in records["membership"].values()}
        self.roll.says = {"school", "person", "group"} | {
            kind for kind in ("enrolment", "post", "membership", "family_link") if records[kind]
        }
        if not records["person"]:
            self.roll.says.add("enrolment" if self._pupil_sheet() else "post")
        self.roll.group_kinds = frozenset({"tutor_group"})
        self.roll.member_roles = frozenset(roles)
        self.roll.post_kinds = frozenset({"teacher", "staff", "office", "head"})
        if self.school and not self.table.has("school"):
            self.collector.add("school", self.school)
        self.roll.covers = set(records["school"])
        self._note_guesses()

    def _note_guesses(self) -> None:
        if self._unsure:
            reason = (
                f"{self._unsure} names have more than two words. The last word was read as the "
                "family name; use two columns, or write Family, Given, to be sure."
            )
            self.collector.note(self.table, "unsure_name", reason)


def made_id(*parts: str) -> str:
    """An id that the same facts always give again, and that names nobody."""
    return "b" + sha256("\x1f".join(parts).encode()).hexdigest()[:15]
