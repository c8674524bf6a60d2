"""With whom colleagues say they learn, as far as each of them opened it.

A SQL function that runs as the reckoner, with a single narrow output: the lines of those on the
staff of a school who opened theirs, and one's own, to somebody who is on that staff today.
"""

import uuid
from collections import defaultdict

from django.db import connection


def lines(school: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    """With whom each colleague said last that they learn: of the actor and of who opened theirs.

    Whoever opened theirs and named nobody is there with nobody.
    """
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ties_lines(%s)", [school])
        for person, colleague in cursor.fetchall():
            found[person] |= {colleague} - {None}
    return dict(found)
