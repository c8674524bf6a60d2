"""What a staff meeting may know before, and beyond, one person's standings.

SQL functions that run as the reckoner, each with a single narrow output: who was asked, to somebody
who holds the code on the screen; which pupils nobody who has sent named, to those who have sent,
and how many, to whoever runs the round; who has room for one more pupil; which language two share,
to the head of year of one; and how many pupils of an actor's years left between two rounds.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection

from beside.access.calendar import now


@dataclass(frozen=True)
class Colleague:
    """Somebody asked in the round whose code was given, and whether they have joined.

    `number` is the one that their sessions hold for; `let_in_by` a colleague who let them in, while
    they have not said themselves that it was them.
    """

    round: uuid.UUID
    person: uuid.UUID
    name: str
    joined: bool
    has_address: bool
    number: str
    let_in_by: uuid.UUID | None


def colleagues(code: str) -> list[Colleague]:
    """Who may come in with this code; nobody where it is wrong or has run out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ties_colleagues(%s, %s)", [code.strip().upper(), now()])
        return [Colleague(*row) for row in cursor.fetchall()]


def unclaimed(round_id: uuid.UUID) -> dict[uuid.UUID, bool]:
    """Pupils of the round whom no adult named, and whether somebody who sent teaches them.

    What a colleague has ticked and not sent counts for nothing, so that nobody can watch them tick.
    Empty for an actor who has not sent their own answers.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ties_unclaimed(%s)", [round_id])
        return dict(cursor.fetchall())


def unclaimed_counts(round_id: uuid.UUID) -> tuple[int, int]:
    """How many pupils no adult here has claimed, and how many are not known to those here.

    For whoever runs the round; to anybody else both are 0.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ties_unclaimed_counts(%s)", [round_id])
        return cursor.fetchone()


def with_room(adults: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these adults have room for one more pupil; how many they carry stays hidden."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ties_with_room(%s::uuid[])", [list(adults)])
        return {row[0] for row in cursor.fetchall()}


def speak_alike(
    pupils: Collection[uuid.UUID], others: Collection[uuid.UUID]
) -> dict[tuple[uuid.UUID, uuid.UUID], str]:
    """A language that a pupil and another share besides English, for the pupil's head of year."""
    with connection.cursor() as cursor:
        values = [list(pupils), list(others)]
        cursor.execute("SELECT * FROM ties_speaks(%s::uuid[], %s::uuid[])", values)
        return {(pupil, other): name for pupil, other, name in cursor.fetchall()}


class LookedAfter(NamedTuple):
    """An older pupil whom the actor looks after: beside how many, how often they talked."""

    mentor: uuid.UUID
    beside: int
    talks: int
    last: date | None


def looked_after() -> list[LookedAfter]:
    """The prepared mentors whom this member of staff looks after; of no talk a word, or whose."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ties_looked_after()")
        return [LookedAfter(*row) for row in cursor.fetchall()]


def left(before: uuid.UUID, after: uuid.UUID) -> dict[tuple[str, str], int]:
    """How many pupils were there in one round and had left by the next, by year and tutor group.

    Of the years that the actor leads.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ties_left(%s, %s)", [before, after])
        return {(year, group): pupils for year, group, pupils in cursor.fetchall()}
