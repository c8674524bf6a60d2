"""A school of everybody, in the database, in which somebody tries to become more than they are.

It is the school of `tests/test_urls.py`, with accounts, addresses, and something that each has said.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from allauth.account.models import EmailAddress
from django.db import connection

from beside.access import registry
from beside.access.actor import NOBODY, role, tell_database
from beside.access.models import Account
from beside.rights import Role
from beside.ties.answers import empty
from beside.ties.models import Draft
from tests.factories import act
from tests.test_urls import CODE, Place

WHO = (
    *("pupil", "parent", "staff", "tutor", "head_of_year", "organiser", "office"),
    *("safeguarding_lead", "head", "colleague", "elsewhere"),
)
GRABBED = "grabbed@attacker.example"


class Town:
    """Two schools of one federation; `people` are those of the first, and one from the other."""

    def __init__(self) -> None:
        let_the_owner_watch()
        self.here = Place("Hill", CODE)
        self.there = Place("Dale", "DDLLEE", self.here.small.federation)
        small = self.here.small
        self.here.people["head"] = small.adult("head Hill", "head")
        self.new = small.pupil("New Comer", group=self.here.group)
        small.member(self.new, self.here.group)
        small.member(self.here.people["pupil"], self.here.group)
        small.settle()
        self.people = self.here.people | {"elsewhere": self.there.people["head_of_year"]}
        self.name_of = {person.pk: who for who, person in self.people.items()}
        self._come_in()
        self._have_said()

    def _come_in(self) -> None:
        """Everybody has an account and an address of their own."""
        with role(Role.ROLL):
            for who, person in self.people.items():
                person.email = f"{who}@hill.example"
                person.save(update_fields=["email"])
                Account.objects.create(
                    subject_id=person.pk,
                    username=who,
                    email=person.email,
                    last_login=datetime(2026, 9, 1, tzinfo=UTC),
                )
        for person in self.people.values():
            act(person)
            EmailAddress.objects.create(user_id=person.pk, email=person.email, primary=True)

    def _have_said(self) -> None:
        for who in ("parent", "colleague"):
            person = self.people[who]
            act(person)
            Draft.objects.create(round=self.here.round, person_id=person.pk, answers=empty())

    @property
    def ids(self) -> list[dict]:
        return [self.here.ids, self.there.ids]


WATCHING = "current_setting('beside.watching', true) = 'on'"


def let_the_owner_watch() -> None:
    """Have the tables' owner see every row while the test looks, and at no other time."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        for table in sorted({each.table for each in registry.registrations()}):
            cursor.execute(
                f"CREATE POLICY watched ON {table} FOR SELECT TO beside_owner USING ({WATCHING})"
            )
        cursor.execute("SET ROLE beside_app")


@contextmanager
def as_owner() -> Iterator:
    """A cursor that sees everything, for whoever looks at what has happened."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT set_config('beside.watching', 'on', true)")
        yield cursor
        cursor.execute("SELECT set_config('beside.watching', '', true)")
        cursor.execute("SET ROLE beside_app")


def told(query: str, *given) -> list[tuple]:
    """What the database answers to whoever sees everything."""
    with as_owner() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()


def nobody_acts() -> None:
    tell_database(NOBODY)
