"""Pupils of a season by name: to wish for a companion, and of one's own team.

SQL functions that run as the placer, each with a single narrow output.
"""

import uuid

from django.db import connection

from beside.audit.looks import note
from beside.placement.companions import Companion, Companions, rows

OF_SEASON = Companions("enrichment", "season")
find, names = OF_SEASON.find, OF_SEASON.names


def team(key: uuid.UUID) -> list[Companion]:
    """Who is in a team, for its members and its helper."""
    found = rows("SELECT * FROM enrichment_team(%s)", [key])
    for each in found:
        note(each.person, each.name, pupil=True)
    return found


def asked(season: uuid.UUID) -> dict[str, tuple[int, int]]:
    """By challenge how many would like it most, and how many have it on their list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM enrichment_asked(%s)", [season])
        return {challenge: (first, all_) for challenge, first, all_ in cursor.fetchall()}
