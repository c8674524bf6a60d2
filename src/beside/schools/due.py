"""What falls due: everything that somebody promised by a day, of all areas, in one query.

An area says what is due in its `sql/due.sql`: one SELECT of owner, day, kind, pupil and object. A
reader is shown what their row policies show them, so nothing here decides who may see it.
"""

import uuid
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db import connection


class Due(NamedTuple):
    """One thing that somebody owes by a day. `object` is the id of the row that says so."""

    owner: uuid.UUID
    day: date
    kind: str
    pupil: uuid.UUID | None
    object: uuid.UUID


def due(*, by_day: date, owners: Collection[uuid.UUID] = ()) -> list[Due]:
    """What is due by the end of a day, the oldest first: of these owners, or of everybody.

    Only what the role and the actor told to the database may see.
    """
    text = "SELECT owner, day, kind, pupil, object FROM beside_due WHERE day <= %s"
    values: list[object] = [by_day]
    if owners:
        text, values = f"{text} AND owner = ANY (%s)", [by_day, list(owners)]
    with connection.cursor() as cursor:
        cursor.execute(f"{text} ORDER BY day, kind, object", values)
        return [Due(*row) for row in cursor.fetchall()]
