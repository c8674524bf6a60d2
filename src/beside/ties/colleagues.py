"""With whom colleagues say they learn, as far as each of them opened it.

A SQL function that runs as the reckoner, with a single narrow output: the lines of those on the
staff of a school who opened theirs, and one's own, to somebody who is on that staff today.
"""

import uuid
from collections import defaultdict

from django.db import connection

from beside.access.bases import Role
from beside.access.registry import owned_by

LINES = """
CREATE OR REPLACE FUNCTION ties_lines(p_school uuid)
RETURNS TABLE (person uuid, colleague uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH staff AS (
    SELECT DISTINCT o.person_id FROM schools_post o
    WHERE o.school_id = p_school AND o.kind NOT IN ('community', 'federation_lead')
      AND (o.starts IS NULL OR o.starts <= (SELECT beside_today()))
      AND (o.ends IS NULL OR o.ends > (SELECT beside_today()))),
  decided AS (
    SELECT DISTINCT ON (s.person_id) s.person_id, s.opened FROM ties_staffopening s
    WHERE s.school_id = p_school ORDER BY s.person_id, s.at DESC),
  shown AS (
    SELECT person_id FROM staff WHERE person_id = beside_actor()
    UNION SELECT person_id FROM staff JOIN decided USING (person_id) WHERE decided.opened),
  said AS (
    SELECT n.ego_id, n.alter_id, n.answer,
           rank() OVER (PARTITION BY n.ego_id ORDER BY r.taken_on DESC, r.id) AS place
    FROM ties_nomination n JOIN ties_round r ON r.id = n.round_id
    WHERE n.question = 'staff_learns' AND r.school_id = p_school
      AND n.ego_id IN (SELECT person_id FROM shown))
  SELECT w.person_id, said.alter_id
  FROM shown w LEFT JOIN said ON said.ego_id = w.person_id AND said.place = 1 AND said.answer
   AND said.alter_id IN (SELECT person_id FROM staff)
  WHERE beside_actor() IN (SELECT person_id FROM staff)
$$"""


def function_sql() -> list[str]:
    """The SQL of the function, owned by the reckoner."""
    return owned_by(Role.RECKONER, {"ties_lines(uuid)": LINES})


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
