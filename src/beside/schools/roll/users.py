"""What a file says of one user, and what that makes of them at each school."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from .collector import Touch
from .outcome import RowFault
from .records import Enrolment, FamilyLink, Membership, Person, Post
from .roles import CARER, FAMILY_WORDS, PUPIL, kind_of
from .tables import Row
from .text import clean, name_key

NAME = 200
Span = TypeVar("Span", Enrolment, Post, Membership)


@dataclass(frozen=True, slots=True)
class RoleAt:
    """One role at one organisation."""

    kind: str
    org: str
    word: str
    year_group: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(slots=True)
class User:
    """A person with what the files say they are, before schools are settled."""

    person: Person
    row: Row
    year_group: str = ""
    admission_number: str = ""
    agents: list[str] = field(default_factory=list)
    roles: list[RoleAt] = field(default_factory=list)

    def is_a(self, kind: str) -> bool:
        """Whether any role makes them this: pupil, carer, or a kind of post."""
        return any(role.kind == kind for role in self.roles)

    @property
    def relation(self) -> str:
        """The one family word among their roles, or "" if there are none or several."""
        words = {role.word for role in self.roles if role.kind == CARER}
        return words.pop() if len(words) == 1 else ""


def read_person(row: Row, *, username_will_do: bool = False) -> Person:
    """The person of a row that names one, or has at least a username where that is enough."""
    person = Person(
        id=row.required("sourcedid"),
        given_name=row.text("givenname", NAME),
        family_name=row.text("familyname", NAME),
        preferred_name=row.text("preferredgivenname", NAME),
        username=row.text("username"),
        email=row.text("email"),
    )
    if not (username_will_do and person.username):
        check_named(row, person, "givenname", "familyname")
    return person


def check_named(row: Row, person: Person, *columns: str) -> None:
    """Refuse a row whose person has no name. Only where the file has no columns for names at all is
    a username enough; marks without a letter are no name."""
    titles = [column for column in columns if row.table.has(column)]
    named = any(map(str.isalnum, person.given_name + person.family_name))
    if not named and (titles or not (person.username or person.email)):
        column = next(iter(titles), "username")
        raise row.fault(column, "missing", "This person has no name. Fill it in.")


def touch_user(row: Row) -> Touch:
    """A row about a person touches that person; where its id is in doubt, its other marks help."""
    id = row.raw("sourcedid").strip()
    return Touch(id, (id,) if id else (), clues(read_loosely(row)))


def read_loosely(row: Row) -> Person:
    """The person of a row that was rejected, as far as the cells go."""
    names = ("givenname", "familyname", "preferredgivenname", "username", "email")
    return Person(row.raw("sourcedid").strip(), *(clean(row.raw(name))[:NAME] for name in names))


def clues(person: Person) -> tuple[str, ...]:
    """Marks by which a rejected row may be somebody already on the roll, so that nobody is taken
    for a leaver because of a bad row."""
    name = name_key(f"{person.given_name} {person.family_name}")
    found = {
        "username": person.username.casefold(),
        "email": person.email.casefold(),
        "name": name,
    }
    return tuple(f"{mark}:{value}" for mark, value in found.items() if value)


def read_role(row: Row) -> tuple[str, str]:
    """What a row's role makes of a person, and the word for it: ("carer", "guardian")."""
    word = row.required("role")
    kind = kind_of(word)
    if kind is None:
        raise unknown_role(row)
    return kind, _family_word(word) if kind == CARER else word


def _family_word(word: str) -> str:
    return word.casefold() if word.casefold() in FAMILY_WORDS else "parent"


def unknown_role(row: Row) -> RowFault:
    """The refusal for a role that is in no vocabulary."""
    reason = "This role is not known. Use student, teacher, aide, administrator or parent."
    return row.fault("role", "unknown_role", reason)


def enrolments(user: User, roles: Iterable[RoleAt]) -> list[Enrolment]:
    """A pupil's enrolments, one for each school."""
    found: dict[str, Enrolment] = {}
    for role in roles:
        if role.kind == PUPIL:
            enrolment = _enrolment(user, role)
            known = found.get(enrolment.id)
            found[enrolment.id] = merge_spans(known, enrolment) if known else enrolment
    return list(found.values())


def _enrolment(user: User, role: RoleAt) -> Enrolment:
    person = user.person.id
    return Enrolment(
        id=f"{role.org}/{person}",
        person=person,
        school=role.org,
        year_group=role.year_group or user.year_group,
        admission_number=user.admission_number,
        starts=role.starts,
        ends=role.ends,
    )


def posts(user: User, roles: Iterable[RoleAt]) -> list[Post]:
    """An adult's posts, one for each school and kind."""
    found: dict[str, Post] = {}
    for role in roles:
        if role.kind not in (PUPIL, CARER):
            post = new_post(user.person.id, role.org, role.kind, role.starts, role.ends)
            known = found.get(post.id)
            found[post.id] = merge_spans(known, post) if known else post
    return list(found.values())


def new_post(
    person: str, school: str, kind: str, starts: date | None = None, ends: date | None = None
) -> Post:
    """A post of one kind at a school."""
    return Post(f"{school}/{person}/{kind}", person, school, kind, starts=starts, ends=ends)


def merge_spans(first: Span, second: Span) -> Span:
    """One record out of two that say the same with other dates: from the earlier to the later."""
    starts = min(first.starts, second.starts) if first.starts and second.starts else None
    ends = max(first.ends, second.ends) if first.ends and second.ends else None
    return replace(first, starts=starts, ends=ends)


def family_links(users: dict[str, User], report: Callable[[User, str], None]) -> list[FamilyLink]:
    """The links that agents make: a pupil's agent who is a parent, a parent's agent who is a
    pupil. Any other agent is given to `report`."""
    found: dict[str, FamilyLink] = {}
    for user in users.values():
        for agent in user.agents:
            links = [] if agent == user.person.id else _links(user, users.get(agent))
            found |= {link.id: link for link in links}
            if not links:
                report(user, agent)
    return list(found.values())


def _links(user: User, agent: User | None) -> list[FamilyLink]:
    if agent is None:
        return []
    return [
        new_link(carer.person.id, pupil.person.id, carer.relation)
        for carer, pupil in ((agent, user), (user, agent))
        if carer.is_a(CARER) and pupil.is_a(PUPIL)
    ]


def new_link(carer: str, pupil: str, relation: str) -> FamilyLink:
    """A link between a parent or carer and a pupil."""
    return FamilyLink(f"{carer}/{pupil}", carer, pupil, relation)
