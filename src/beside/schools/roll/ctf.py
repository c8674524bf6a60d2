"""England's common transfer file (CTF), in whatever year's version: pupils who come from elsewhere.

Only names, year, former school and carers are kept. Needs, meals, care, ethnicity, assessments and
attendance are passed over unread. The pupil number makes an id and is not kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from . import xml
from .collector import Collector, Once, Touch
from .families import EMAIL, Named, add_families, check_family, is_careful, relation_word
from .files import Member, inspect
from .made import made_table
from .outcome import KINDS, FileRead, Refused
from .records import Enrolment, Person, School
from .sheet_rows import made_id
from .tables import Row
from .text import clean
from .users import NAME, check_named, clues

YEAR = 40
HEADER = (
    "Pupil",
    "Surname",
    "Forename",
    "PreferredSurname",
    "PreferredForename",
    "NCyearActual",
    "FormerSchool",
    "Email",
)
# The codes of the common basic data set; those of no family bring nobody onto the roll.
RELATIONS = {
    "PAM": "mother",
    "PAF": "father",
    "STM": "stepmother",
    "STF": "stepfather",
    "FOM": "carer",
    "FOF": "carer",
    "CAR": "carer",
    "REL": "relative",
    "FAM": "family member",
}
NO_FAMILY = frozenset({"CHM", "DOC", "HTC", "OTH", "RLG", "SWR", "TCH"})


@dataclass(slots=True)
class _Contact:
    surname: str
    forename: str
    relation: str
    email: str
    responsible: bool | None
    same_address: bool | None


@dataclass(slots=True)
class _Pupil:
    cells: list[str]
    id_parts: tuple[str, ...]
    contacts: list[_Contact] = field(default_factory=list)


def is_ctf(member: Member) -> bool:
    """Whether a file is a common transfer file, by what is in it."""
    return xml.root_of(member) == "ctfile"


def read_ctf(collector: Collector, found: Mapping[str, Member], school: School | None) -> None:
    """Read one or several common transfer files. Nobody leaves by them."""
    for member in found.values():
        if is_ctf(member):
            _read(collector, member, school)
        else:
            collector.roll.files.append(FileRead(member.name, inspect(member).sha256, 0))
    roll = collector.roll
    roll.says = {"school", "person", "enrolment", "family_link"}
    roll.delta = set(KINDS)
    roll.covers = set(roll.records["school"])


def _read(collector: Collector, member: Member, named: School | None) -> None:
    destination, former, pupils = _parse(member)
    table = made_table(member.name, HEADER, [pupil.cells for pupil in pupils])
    collector.roll.files.append(FileRead(member.name, inspect(member).sha256, len(pupils)))
    school = named or _destination(member, destination)
    collector.add("school", school)
    reader = _Reader(collector, school, former, pupils)
    collector.each(table, "person", reader.take, reader.touch)
    reader.add()
    collector.take_notes(table)


def _destination(member: Member, number: str) -> School:
    if not number:
        raise Refused(
            f"{member.name} does not say for which school it is. Say it with --school.",
            code="no_school",
            file=member.name,
        )
    return School(number, "", number)


def _parse(member: Member) -> tuple[str, str, list[_Pupil]]:
    destination = former = ""
    pupils: list[_Pupil] = []
    for element in xml.elements(member, "header", "pupil"):
        if xml.local(element) == "header":
            destination = _number(xml.child(element, "destschool"))
            former = xml.text(element, "sourceschool", "schoolname")
        else:
            pupils.append(_pupil(element, len(pupils) + 1))
    return destination, former, pupils


def _number(school: Element | None) -> str:
    """The number of a school: authority and establishment, where both are numbers."""
    authority, establishment = xml.text(school, "lea"), xml.text(school, "estab")
    known = authority.isdecimal() and establishment.isdecimal()
    return f"{authority}{establishment}" if known else ""


def _pupil(element: Element, place: int) -> _Pupil:
    basic = xml.child(element, "basicdetails")
    last, left = _last_school(element)
    surname, forename = xml.text(element, "surname"), xml.text(element, "forename")
    cells = [
        str(place),
        surname,
        forename,
        xml.text(basic, "preferredsurname"),
        xml.text(basic, "preferredforename"),
        _year(xml.text(basic, "ncyearactual") or xml.text(element, "ncyearactual"), left),
        last,
        xml.text(element, "email"),
    ]
    upn = xml.text(element, "upn").upper()
    parts = (upn,) if upn else (surname, forename, xml.text(element, "dob"))
    contacts = _children(xml.child(element, "contacts"), "contact")
    return _Pupil(cells, parts, [_contact(each) for each in contacts])


def _children(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else [each for each in element if xml.local(each) == name]


def _contact(element: Element) -> _Contact:
    return _Contact(
        xml.text(element, "surname"),
        xml.text(element, "forename"),
        xml.text(element, "relationship"),
        xml.text(element, "email"),
        _flag(xml.text(element, "responsible")),
        _flag(xml.text(element, "sharespupilsaddress") or xml.text(element, "addressaspupil")),
    )


def _flag(word: str) -> bool | None:
    return {"true": True, "1": True, "y": True, "false": False, "0": False, "n": False}.get(
        word.casefold()
    )


def _last_school(pupil: Element) -> tuple[str, str]:
    """The name of the school left last, and the day it was left."""
    history = xml.child(pupil, "schoolhistory")
    schools = (
        [each for each in history if xml.local(each) == "school"] if history is not None else []
    )
    if not schools:
        return "", ""
    last = max(schools, key=lambda school: xml.text(school, "leavingdate"))
    return xml.text(last, "schoolname"), xml.text(last, "leavingdate")


def _year(year: str, left: str) -> str:
    """The year the pupil comes into: who left in summer has gone up."""
    summer = left[5:7] in ("06", "07", "08")
    return str(int(year) + 1) if summer and year.isdecimal() and len(year) < 3 else year


class _Reader:
    def __init__(
        self, collector: Collector, school: School, former: str, pupils: list[_Pupil]
    ) -> None:
        self.collector, self.school, self.former, self.pupils = collector, school, former, pupils
        self.once: Once[tuple[Person, Enrolment]] = Once(collector, "person", "surname", self.touch)

    def _of(self, row: Row) -> _Pupil:
        return self.pupils[row.number - 2]

    def _id(self, row: Row) -> str:
        return made_id("ctf", *self._of(row).id_parts)

    def touch(self, row: Row) -> Touch:
        """A row touches the pupil that its number or names make."""
        id = self._id(row)
        surname, forename = (clean(row.raw(name))[:NAME] for name in ("surname", "forename"))
        return Touch(id, (id,), clues(Person(id, forename, surname)))

    def take(self, row: Row) -> None:
        """One pupil."""
        id, school = self._id(row), self.school.id
        person = Person(
            id,
            row.text("forename", NAME),
            row.text("preferredsurname", NAME) or row.text("surname", NAME),
            row.text("preferredforename", NAME),
            email=row.text("email", EMAIL),
        )
        check_named(row, person, "surname", "forename")
        former = row.text("formerschool", NAME) or clean(self.former)[:NAME]
        enrolment = Enrolment(
            f"{school}/{id}",
            id,
            school,
            year_group=row.text("ncyearactual", YEAR),
            previous_school=former,
        )
        self.once.put(id, row, (person, enrolment))

    def add(self) -> None:
        """Put the pupils who came in into the roll, and their carers."""
        named: list[Named] = []
        for id, (person, enrolment) in self.once.values.items():
            self.collector.add("person", person)
            self.collector.add("enrolment", enrolment)
            named += self._carers(id, self.once.row(id))
        add_families(self.collector, named)

    def _carers(self, pupil: str, row: Row) -> Iterable[Named]:
        for contact in self._of(row).contacts:
            given, family = clean(contact.forename)[:NAME], clean(contact.surname)[:NAME]
            relation = self._relation(row, contact.relation)
            if relation is not None and (given or family):
                yield Named(
                    row,
                    self.school.id,
                    pupil,
                    given,
                    family,
                    clean(contact.email).casefold()[:EMAIL],
                    relation,
                    parental_responsibility=contact.responsible,
                    lives_with=contact.same_address,
                    careful=is_careful(contact.relation, given, family),
                )

    def _relation(self, row: Row, code: str) -> str | None:
        """The relation that a code stands for; None for whoever is no family."""
        code = code.strip()
        if code.upper() in NO_FAMILY:
            return None
        word = RELATIONS.get(code.upper()) or relation_word(code)
        return word if check_family(row, "surname", word) else None
