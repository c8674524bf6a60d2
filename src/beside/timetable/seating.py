"""Seats as the database holds them: only seats that are there, and how many are left.

A trigger refuses a seat in another period than its session's, above its number, in a session that
is cancelled, or for a pupil who leads one at that time; it holds the rows that say so, so who
cancels or says yes at the same moment waits for it or is seen by it. The
functions run as the placer, each with a single narrow output: a free number in a session, how many
are taken in those of a cycle, and how many sessions of it staff require of a pupil.
"""

import uuid

from django.db import connection

NOT_THERE, CANCELLED, LEADS = "seat_not_there", "session_cancelled", "pupil_leads_then"


def free_number(session: uuid.UUID) -> int | None:
    """The lowest number of a free seat, or None where the session is full or cancelled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT timetable_free_number(%s)", [session])
        return cursor.fetchone()[0]


def taken(cycle: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many seats are taken in every session of a cycle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM timetable_free(%s)", [cycle])
        return dict(cursor.fetchall())


def required(cycle: uuid.UUID, pupil: uuid.UUID) -> int:
    """How many sessions of a cycle staff require of a pupil; of two who ask, one waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"required {pupil}"])
        cursor.execute("SELECT timetable_required(%s, %s)", [cycle, pupil])
        return cursor.fetchone()[0]
