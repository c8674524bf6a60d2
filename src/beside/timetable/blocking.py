"""Who is kept apart by a block is in no session with the other: one of them leads it, or helps to.

Triggers refuse a seat, a place in the queue and an invitation there, and that somebody comes to
lead where a pupil sits from whom they are kept apart; and when a block is written down that holds
already, what it forbids from today on is ended. They run as the placer, and so does the one
function that can be asked: which sessions of a cycle are not for a pupil. It answers the pupil, who
may choose with them, and the placer; to others there is no such session.
"""

import uuid

from django.db import connection
from django.db.models import Func, UUIDField, Value

APART = "kept_apart"

BLOCKS = """(
    s.leader_id = ANY (apart) OR EXISTS (
      SELECT FROM timetable_peertutor t WHERE t.session_id = s.id
        AND t.pupil_id = ANY (apart) AND t.answer = 'yes' AND t.ended_at IS NULL))"""


class NotFor(Func):
    """For a query: the sessions of a cycle that are not for a pupil."""

    function = "timetable_not_for"
    template = "(SELECT unnest(%(function)s(%(expressions)s)))"
    output_field = UUIDField()

    def __init__(self, cycle: uuid.UUID, pupil: uuid.UUID, **extra):
        super().__init__(Value(cycle), Value(pupil), **extra)


def not_for(cycle: uuid.UUID, pupil: uuid.UUID) -> set[uuid.UUID]:
    """The same, for the pupil, who may choose with them, and the placer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT timetable_not_for(%s, %s)", [cycle, pupil])
        return set(cursor.fetchone()[0])
