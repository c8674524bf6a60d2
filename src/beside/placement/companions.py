"""Pupils by name where a pupil may know them: to say with whom they would like to be placed.

SQL functions that run as the placer, each with a single narrow output, for every table of what
pupils take part in: one row of it is of a school and for some year groups.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from beside.access.reach import bars

FOUND_AT_MOST = 8
NAME = "trim(coalesce(nullif(p.preferred_name, ''), p.given_name) || ' ' || p.family_name)"
NOT_APART = "p.subject_id <> ALL ((SELECT beside_apart())::uuid[])"


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

    @property
    def signatures(self) -> dict[str, str]:
        """The functions of the app, and their SQL."""
        values = {"app": self.app, "what": self.what}
        values["there"] = THERE.format(**values)
        return {
            f"{self.app}_find(uuid, text)": FIND.format(**values),
            f"{self.app}_names(uuid, uuid[])": NAMES.format(**values),
        }

    def find(self, key: uuid.UUID, typed: str) -> list[Companion]:
        """Those whose names begin as typed; nobody for a single letter."""
        if len(typed.strip()) < 2:
            return []
        return rows(f"SELECT * FROM {self.app}_find(%s, %s)", [key, typed.strip()])

    def names(self, key: uuid.UUID, people: Collection[uuid.UUID]) -> dict[uuid.UUID, Companion]:
        """Those of these people who take part, by id."""
        if not people:
            return {}
        text = f"SELECT * FROM {self.app}_names(%s, %s::uuid[])"
        return {each.person: each for each in rows(text, [key, list(people)])}


THERE = f"""
  SELECT p.subject_id, {NAME} AS name, coalesce(g.name, '') AS hint
  FROM schools_enrolment e
  JOIN {{app}}_{{what}} s ON s.id = p_{{what}} AND s.school_id = e.school_id
   AND (cardinality(s.year_groups) = 0 OR e.year_group = ANY (s.year_groups))
  JOIN schools_person p ON p.subject_id = e.person_id
  LEFT JOIN schools_group g ON g.id = e.tutor_group_id
  WHERE (e.starts IS NULL OR e.starts <= beside_today())
    AND (e.ends IS NULL OR e.ends > beside_today())
    AND {NOT_APART} AND EXISTS (
      SELECT FROM schools_enrolment mine
      WHERE mine.person_id = beside_actor() AND mine.school_id = s.school_id
        AND (cardinality(s.year_groups) = 0 OR mine.year_group = ANY (s.year_groups))
        AND (mine.ends IS NULL OR mine.ends > beside_today()))"""

FIND = f"""
CREATE OR REPLACE FUNCTION {{app}}_find(p_{{what}} uuid, p_typed text)
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  {{there}} AND p.subject_id <> beside_actor() AND starts_with(lower({NAME}), lower(p_typed))
  ORDER BY 2, 3 LIMIT {FOUND_AT_MOST}
$$"""

NAMES = """
CREATE OR REPLACE FUNCTION {app}_names(p_{what} uuid, p_people uuid[])
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  {there} AND p.subject_id <> beside_actor() AND p.subject_id = ANY (p_people)
$$"""


def rows(text: str, values: list) -> list[Companion]:
    """What a function that gives people says."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [Companion(*row) for row in cursor.fetchall()]


def kept_apart(people: Iterable[str]) -> set[frozenset[str]]:
    """Every two of these people between whom there is a bar; call it as the placer."""
    return {frozenset(map(str, pair)) for pair in bars(list(map(uuid.UUID, people)))}
