"""Pupils by name where a pupil may know them: to say with whom they would like to be placed.

SQL functions that run as the placer, each with a single narrow output, for every table of what
pupils take part in: one row of it is of a school and for some year groups.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from django.db import connection

from beside.access.reach import blocks
from beside.schools.rules import finding

FOUND_AT_MOST = 8


class Companion(NamedTuple):
    """A pupil by name, with their tutor group to tell two of one name apart."""

    person: uuid.UUID
    name: str
    hint: str


@dataclass(frozen=True)
class Companions:
    """The pupils who take part in `what` an app has rows of, by name, for one who does too."""

    app: str
    what: str

    def find(self, key: uuid.UUID, typed: str) -> list[Companion]:
        """Those whose names are nearest to what was typed; nobody for a single letter."""
        keys = finding.keys(typed)
        text = f"SELECT * FROM {self.app}_find(%s, %s, %s)"
        found = rows(text, [key, *keys]) if keys.exact else []
        return finding.nearest(found, typed, attrgetter("name"), FOUND_AT_MOST)

    def names(self, key: uuid.UUID, people: Collection[uuid.UUID]) -> dict[uuid.UUID, Companion]:
        """Those of these people who take part, by id."""
        if not people:
            return {}
        text = f"SELECT * FROM {self.app}_names(%s, %s::uuid[])"
        return {each.person: each for each in rows(text, [key, list(people)])}


def rows(text: str, values: list) -> list[Companion]:
    """What a function that gives people says."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [Companion(*row) for row in cursor.fetchall()]


def kept_apart(people: Iterable[str]) -> set[frozenset[str]]:
    """Every two of these people between whom there is a block; call it as the placer."""
    return {frozenset(map(str, pair)) for pair in blocks(list(map(uuid.UUID, people)))}
