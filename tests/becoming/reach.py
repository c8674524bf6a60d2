"""What an account reaches, by the database; and what the texts of the rules name it for.

Nothing here asks the product's rules: rights are rows of standings, answers are the rows that the
row policies give to an actor, and whether a second person was named is read off who said yes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID, uuid4

from django.db import connection, transaction

from beside.access import registry
from beside.access.actor import Actor, role, tell_database
from beside.rights import Role
from tests.becoming.town import GRABBED, Town, as_owner, nobody_acts, told
from tests.factories import TODAY

Row = tuple[str, str]  # a table, and the key of a row of it
Right = tuple[UUID, str, UUID]  # who, on which basis, towards what

STRONG = frozenset(
    ("safeguarding_lead", "office", "organiser", "head", "head_of_year", "chair")
    + ("federation_lead",)
)
TOP = frozenset({"safeguarding_lead", "safeguarding_deputy", "head", "chair"})
SAYS = frozenset({"safeguarding_lead", "head", "office", "organiser"})
# What people have said: nobody but its owner opens it with a key that another made.
SAID = frozenset(
    ("ties_nomination", "ties_draft", "ties_response", "safeguarding_talk", "ties_sharingchoice")
    + ("safeguarding_talkentry", "recognition_thankyou")
)


@cache
def _tables() -> tuple[tuple[str, str], ...]:
    found = {r.table: r.model._meta.pk.column for r in registry.registrations()}
    may = "SELECT has_table_privilege('beside_app', %s, 'SELECT')"
    return tuple((table, pk) for table, pk in sorted(found.items()) if told(may, table)[0][0])


@cache
def _every_row() -> str:
    parts = (f"SELECT '{table}', {pk}::text FROM {table}" for table, pk in _tables())
    return " UNION ALL ".join(parts)


def everything() -> frozenset[Row]:
    """Every row there is."""
    return frozenset(told(_every_row()))


def read_by(actor: Actor) -> frozenset[Row]:
    """The rows that the app's role is given while this actor acts."""
    tell_database(actor)
    with connection.cursor() as cursor:
        cursor.execute(_every_row())
        rows = frozenset(cursor.fetchall())
    nobody_acts()
    return rows


def rights() -> frozenset[Right]:
    """Everybody's standings of today."""
    return frozenset(
        told(
            "SELECT actor_id, basis, scope_id FROM access_standing WHERE"
            " (starts IS NULL OR starts <= %s) AND (ends IS NULL OR ends > %s)",
            *(TODAY, TODAY),
        )
    )


def own(person) -> Actor:
    return Actor(person.pk, TODAY)


@dataclass(frozen=True)
class Start:
    """How it stood before anybody did anything."""

    rows: frozenset[Row]
    rights: frozenset[Right]
    reads: dict[UUID, frozenset[Row]]
    blank: dict[UUID, frozenset[Row]]
    said: dict[UUID, frozenset[Row]]

    @classmethod
    def of(cls, town: Town) -> "Start":
        everybody = [*town.people.values(), town.new]
        blank = {p.pk: read_by(Actor(p.pk, TODAY, past=False, browser="-")) for p in everybody}
        reads = {p.pk: read_by(own(p)) for p in everybody}
        said = {
            pk: frozenset(row for row in rows if row[0] in SAID) & _written_by(pk)
            for pk, rows in reads.items()
        }
        rows = everything()
        assert all(read <= rows for read in reads.values()), "whoever watches sees all"
        return cls(rows, rights(), reads, blank, said)

    def posts(self, person: UUID) -> set[str]:
        return {basis for who, basis, _scope in self.rights if who == person}


def _written_by(person: UUID) -> frozenset[Row]:
    """The rows that somebody put down themselves."""
    columns = {"ties_nomination": "ego_id", "ties_draft": "person_id", "ties_response": "person_id"}
    columns |= {"safeguarding_talk": "pupil_id", "recognition_thankyou": "pupil_id"}
    parts = (f"SELECT '{t}', id::text FROM {t} WHERE {c} = %(who)s" for t, c in columns.items())
    with as_owner() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"who": person})
        return frozenset(cursor.fetchall())


@dataclass(frozen=True)
class Yes:
    """A right that was asked for and done: who asked, who gains or loses, and who said yes."""

    rule: str
    post: str
    asker: UUID | None
    people: frozenset[UUID]
    yes: frozenset[UUID]

    def is_named(self, start: Start) -> bool:
        """Whether the text of the rule names those who said yes."""
        gains = self.people if self.rule != "ending" else frozenset()
        second = self.yes - {self.asker} - gains
        with_post = {who for who in second if start.posts(who) & SAYS}
        if self.post not in TOP:
            return bool(with_post or second & self.people)
        top = {who for who in second if start.posts(who) & {"head", "safeguarding_lead"}}
        return bool(top or second & self.people) or len(with_post) > 1


def said_yes_to(start: Start) -> list[Yes]:
    """What was held and done since with the yes that its rule asks for."""
    rows = told(
        "SELECT h.rule, h.post, h.asked_by_id, h.people, array(SELECT a.by_id FROM"
        " schools_approval a WHERE a.held_id = h.id AND a.yes) FROM schools_held h"
        " WHERE h.status = 'done'"
    )
    found = (Yes(r, post, asker, frozenset(p), frozenset(y)) for r, post, asker, p, y in rows)
    return [each for each in found if each.is_named(start)]


def _rule_of(basis: str) -> str:
    by_basis = {"tutor": "tutors", "teacher": "teachers", "carer": "carers"}
    return by_basis.get(basis, "grant" if basis in STRONG else "")


def is_allowed(right: Right, start: Start, attackers: Iterable[UUID], yeses: Iterable[Yes]) -> bool:
    """Whether policy gives a right to somebody who had it not, or a second person has said yes.

    A post without rights is given by the office alone; it stands as `staff`. Beside a pupil goes
    who is on the staff, or whom the head of year puts there; whoever runs mentoring checks pupils.
    """
    who, basis, scope = right
    posts = {each: start.posts(each) for each in attackers}
    if basis == "staff" and any("office" in held for held in posts.values()):
        return True
    if basis in ("beside", "mentor"):
        may = {each for each, held in posts.items() if "head_of_year" in held}
        may |= {who} if "staff" in start.posts(who) else set()
        return any(_is_pupil_of(scope, each, start) for each in may)
    if basis == "checked":
        return any("organiser" in held for held in posts.values())
    rules = {_rule_of(basis)} | ({"teachers", "grant"} if basis == "staff" else set())
    return any(each.rule in rules and who in each.people for each in yeses)


def _is_pupil_of(pupil: UUID, adult: UUID, start: Start) -> bool:
    """Whether an adult saw a pupil of their own school before."""
    enrolled = {pk for (pk,) in told("SELECT id FROM schools_enrolment WHERE person_id=%s", pupil)}
    return any(("schools_enrolment", str(pk)) in start.reads[adult] for pk in enrolled)


def given(wanted: Iterable[Right], readers: Iterable[UUID]) -> frozenset[Row]:
    """What the row policies give to these with these standings more, and nothing else done."""
    before = transaction.savepoint()
    nobody_acts()
    with role(Role.ROLL), connection.cursor() as cursor:
        for who, basis, scope in wanted:
            cursor.execute(
                "INSERT INTO access_standing (id, actor_id, basis, scope_id, source)"
                " VALUES (%s, %s, %s, %s, 'named')",
                [uuid4(), who, basis, scope],
            )
    rows = frozenset().union(*(read_by(Actor(who, TODAY)) for who in readers))
    transaction.savepoint_rollback(before)
    return rows


def grabbed() -> set[UUID]:
    """Those whose mail goes to an address of somebody else."""
    return {pk for (pk,) in told("SELECT subject_id FROM schools_person WHERE email=%s", GRABBED)}


def confirmed(person: UUID) -> bool:
    """Whether a second adult has said in whose hands this person's card is."""
    return bool(
        told(
            "SELECT 1 FROM access_signincard WHERE subject_id = %s AND confirmed_by_id IS NOT NULL"
            " AND confirmed_by_id NOT IN (made_by_id, subject_id)",
            person,
        )
    )
