"""Writing down whom a page showed, of those among the names on it who are pupils."""

import uuid
from collections.abc import Collection

from django.db import connection

from beside.access.actor import Actor
from beside.audit import looks

SHOWN = """
INSERT INTO audit_seen (id, at, reader, pupils, what, told)
SELECT gen_random_uuid(), clock_timestamp(), %s, array_agg(DISTINCT s.person), %s, %s
FROM (
  SELECT unnest(%s::uuid[]) AS person
  UNION SELECT e.person_id FROM schools_enrolment e WHERE e.person_id = ANY (%s::uuid[])) AS s
WHERE beside_actor() = %s
HAVING count(*) > 0
"""


def record_shown(
    *,
    by: Actor,
    pupils: Collection[uuid.UUID],
    people: Collection[uuid.UUID],
    what: str,
) -> None:
    """Write one row for these pupils, and for those among `people` who are or were pupils here.

    One statement, whoever they are; nobody among them who is a pupil writes nothing. Nor does a
    page that acted for somebody else, as a letter does that is opened by whoever is signed in: it
    is the parent who reads it.
    """
    told = looks.look(what).told
    values = [by.subject_id, what, told, list(pupils), list(people), by.subject_id]
    with connection.cursor() as cursor:
        cursor.execute(SHOWN, values)
