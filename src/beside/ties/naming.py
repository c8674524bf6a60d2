"""Finding people by name while answering, and naming those one has named.

SQL functions that run as the reckoner, each with a single narrow output, and only to somebody who
is asked in the round: people of the school with names like what was typed; the names
of people of the school by id; the actor's own family. A pupil finds the adults of their own school
without being asked, too.
"""

import uuid
from collections.abc import Collection
from operator import attrgetter
from typing import NamedTuple

from django.db import connection

from beside.audit.looks import note
from beside.schools.rules import finding

FOUND_AT_MOST = 8


class Found(NamedTuple):
    """A person by name, with a hint to tell two of one name apart: tutor group or title."""

    person: uuid.UUID
    name: str
    hint: str


def find(round_id: uuid.UUID, question: str, typed: str) -> list[Found]:
    """People of the school whose names are nearest to what was typed, the nearest first.

    `question` is `adult`, `peer`, or `wish` for both. Nobody for a single letter.
    """
    text = "SELECT * FROM ties_find(%s, %s, %s, %s)"
    return _nearest(text, [round_id, question], typed)


def _nearest(text: str, values: list, typed: str) -> list[Found]:
    keys = finding.keys(typed)
    found = _rows(text, [*values, *keys]) if keys.exact else []
    return finding.nearest(found, typed, attrgetter("name"), FOUND_AT_MOST)


def names(round_id: uuid.UUID, people: Collection[uuid.UUID]) -> dict[uuid.UUID, Found]:
    """Those among these people who are or were at the school of the round, or are my family."""
    if not people:
        return {}
    found = _rows("SELECT * FROM ties_names(%s, %s::uuid[])", [round_id, list(people)])
    return {each.person: each for each in found}


def family() -> list[Found]:
    """The actor's own parents, carers and siblings on the roll, with what they are to them."""
    return _rows("SELECT * FROM ties_family()", [])


def closest(round_id: uuid.UUID, question: str) -> list[Found]:
    """For a form without typing: who teaches the actor, or is in their tutor group."""
    return _rows("SELECT * FROM ties_closest(%s, %s)", [round_id, question])


def find_adults(typed: str) -> list[Found]:
    """Adults at the actor's own school, for a pupil, whose names are nearest to what was typed."""
    return _nearest("SELECT * FROM ties_find_adults(%s, %s)", [], typed)


class Adult(NamedTuple):
    """An adult by name; `is_here` while they are at the pupil's school and may be found there."""

    person: uuid.UUID
    name: str
    hint: str
    is_here: bool


def adults(people: Collection[uuid.UUID]) -> dict[uuid.UUID, Adult]:
    """Those among these people who are or were adults at the actor's own school, for a pupil.

    Nobody from whom the actor is kept apart, on either side.
    """
    if not people:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ties_adults(%s::uuid[])", [list(people)])
        return {row[0]: Adult(*row) for row in cursor.fetchall()}


class Mentored(NamedTuple):
    """A pupil as their mentor knows them, and a mentor as the pupil does: first name and form."""

    pk: uuid.UUID
    first_name: str
    form: str

    @property
    def person(self) -> "Mentored":
        return self

    @property
    def person_id(self) -> uuid.UUID:
        return self.pk

    @property
    def name(self) -> str:
        return f"{self.first_name}, {self.form}" if self.form else self.first_name


def mentored() -> dict[uuid.UUID, Mentored]:
    """The pupils to whom the actor is a mentor, or is asked to be one, while that holds."""
    found = _rows("SELECT * FROM ties_mentored()", [])
    for each in found:
        note(each.person, each.name, pupil=True)
    return {each.person: Mentored(*each) for each in found}


def my_mentors() -> dict[uuid.UUID, Mentored]:
    """The older pupils who are beside the actor or would like to be, as younger ones know them."""
    found = _rows("SELECT * FROM ties_my_mentors()", [])
    return {each.person: Mentored(*each) for each in found}


def _rows(text: str, values: list) -> list[Found]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [Found(*row) for row in cursor.fetchall()]
