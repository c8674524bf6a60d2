"""What is told of older pupils who lead, by functions that run as the placer.

Each with a single narrow output: whether a pupil is somewhere in choice time at the time of a
period; who leads which session of a cycle, once they said yes, to people of that school; and to
whoever led a session how many came, from `SHOWN_FROM` up.
"""

import uuid
from typing import NamedTuple

from django.db import connection

SHOWN_FROM = 3


class Peer(NamedTuple):
    """An older pupil who leads a session, as everybody at the school may know them."""

    name: str
    year: str


def is_elsewhere(pupil: uuid.UUID, period: uuid.UUID) -> bool:
    """Whether a pupil sits or leads somewhere in choice time at the time of a period."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT timetable_is_elsewhere(%s, %s)", [pupil, period])
        return cursor.fetchone()[0]


def led_by(cycle: uuid.UUID) -> dict[uuid.UUID, Peer]:
    """The older pupils who said yes, by session; nobody from whom the actor is kept apart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM timetable_led_by(%s)", [cycle])
        return {session: Peer(name, year) for session, name, year in cursor.fetchall()}


def came(session: uuid.UUID) -> int:
    """How many came, for the pupil who led it; 0 below `SHOWN_FROM`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT timetable_came(%s)", [session])
        found = cursor.fetchone()
        return found[0] if found and found[0] else 0
