"""What a staff meeting may know before, and beyond, one person's standings.

SQL functions that run as the reckoner, each with a single narrow output: who was asked, to somebody
who holds the code on the screen; which pupils nobody who has sent named, to those who have sent, and
how many, to whoever runs the round; who has room for one more pupil; which language two share, to the head of
year of one; and how many pupils of an actor's years
left between two rounds.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection

from beside.access.bases import Basis, Role
from beside.access.calendar import now
from beside.access.reach import NOT_BARRED, reaches
from beside.access.registry import owned_by
from beside.ties import rules

COLLEAGUES = """
CREATE OR REPLACE FUNCTION ties_colleagues(p_code text, p_now timestamptz)
RETURNS TABLE (round uuid, person uuid, name text, joined boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.id, p.subject_id,
         trim(coalesce(nullif(p.preferred_name, ''), p.given_name) || ' ' || p.family_name),
         q.joined_at IS NOT NULL
  FROM ties_round r
  JOIN ties_respondent q ON q.round_id = r.id AND q.question = 'staff_knows' AND q.asked
  JOIN schools_person p ON p.subject_id = q.person_id
  WHERE p_code <> '' AND r.door_code = p_code AND r.status = 'open' AND r.door_closes_at > p_now
  ORDER BY p.family_name, p.given_name
$$"""

WITHOUT_CLAIM = """
  here AS (
    SELECT q.person_id FROM ties_respondent q JOIN the_round r ON r.id = q.round_id
    WHERE q.question = 'staff_knows' AND q.answered),
  groups AS (
    SELECT DISTINCT m.group_id FROM schools_membership m JOIN here h ON h.person_id = m.person_id
    WHERE m.role <> 'pupil' AND (m.ends IS NULL OR m.ends > beside_today())),
  taught AS (
    SELECT m.person_id FROM schools_membership m JOIN groups g ON g.group_id = m.group_id
    WHERE m.role = 'pupil' AND (m.ends IS NULL OR m.ends > beside_today())
    UNION
    SELECT e.person_id FROM schools_enrolment e JOIN groups g ON g.group_id = e.tutor_group_id),
  found AS (
    SELECT e.person_id AS pupil, e.person_id IN (SELECT person_id FROM taught) AS somebody_here
    FROM the_round r
    JOIN schools_enrolment e ON e.school_id = r.school_id
     AND (cardinality(r.year_groups) = 0 OR e.year_group = ANY (r.year_groups))
     AND (e.starts IS NULL OR e.starts <= beside_today())
     AND (e.ends IS NULL OR e.ends > beside_today())
    WHERE NOT EXISTS (
      SELECT FROM ties_nomination n
      JOIN here h ON h.person_id = n.ego_id
      WHERE n.round_id = r.id AND n.alter_id = e.person_id
        AND n.question = 'staff_knows' AND n.answer))"""

UNCLAIMED = f"""
CREATE OR REPLACE FUNCTION ties_unclaimed(p_round uuid)
RETURNS TABLE (pupil uuid, somebody_here boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH the_round AS (
    SELECT r.* FROM ties_round r WHERE r.id = p_round AND EXISTS (
      SELECT FROM ties_respondent q
      WHERE q.round_id = r.id AND q.person_id = beside_actor() AND q.answered)),
  {WITHOUT_CLAIM}
  SELECT pupil, somebody_here FROM found
$$"""

UNCLAIMED_COUNTS = f"""
CREATE OR REPLACE FUNCTION ties_unclaimed_counts(p_round uuid)
RETURNS TABLE (not_claimed bigint, not_known_here bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH the_round AS (
    SELECT r.* FROM ties_round r WHERE r.id = p_round AND EXISTS (
      SELECT FROM ties_respondent q
      WHERE q.round_id = r.id AND {reaches("= q.person_id", (Basis.ORGANISER,))})),
  {WITHOUT_CLAIM}
  SELECT count(*) FILTER (WHERE somebody_here), count(*) FILTER (WHERE NOT somebody_here)
  FROM found
$$"""

WITH_ROOM = f"""
CREATE OR REPLACE FUNCTION ties_with_room(p_adults uuid[])
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a FROM unnest(p_adults) a
  LEFT JOIN ties_capacity c ON c.adult_id = a
  WHERE (SELECT count(*) FROM ties_commitment t WHERE t.adult_id = a AND t.ends IS NULL)
        < coalesce(c."limit", {rules.DEFAULT_LIMIT})
$$"""

NOT_OF_ME = f" AND reach.person_id {NOT_BARRED}"
SPEAKS = f"""
CREATE OR REPLACE FUNCTION ties_speaks(p_pupils uuid[], p_others uuid[])
RETURNS TABLE (pupil uuid, other uuid, language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT mine.person_id, theirs.person_id, min(m.name)
  FROM ties_spoken mine CROSS JOIN LATERAL unnest(mine.languages) AS m (name)
  JOIN ties_spoken theirs ON theirs.person_id = ANY (p_others)
   AND theirs.person_id <> mine.person_id
  JOIN LATERAL unnest(theirs.languages) AS t (name) ON lower(t.name) = lower(m.name)
  WHERE mine.person_id = ANY (p_pupils)
    AND {reaches("= mine.person_id", (Basis.HEAD_OF_YEAR,), unless=NOT_OF_ME)}
  GROUP BY 1, 2
$$"""

LEFT = """
CREATE OR REPLACE FUNCTION ties_left(p_before uuid, p_after uuid)
RETURNS TABLE (year_group text, tutor_group text, pupils bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.year_group, coalesce(g.name, '–'), count(*)
  FROM ties_state s JOIN ties_round r ON r.id = s.round_id
  JOIN schools_enrolment e ON e.person_id = s.pupil_id AND e.school_id = r.school_id
  LEFT JOIN schools_group g ON g.id = e.tutor_group_id
  WHERE s.round_id = p_before AND s.need = 'adult' AND e.ends <= beside_today()
    AND NOT EXISTS (
      SELECT FROM ties_state n
      WHERE n.round_id = p_after AND n.need = 'adult' AND n.pupil_id = s.pupil_id)
    AND s.pupil_id <> ALL ((SELECT beside_barred())::uuid[])
    AND EXISTS (
      SELECT FROM access_belonging b WHERE b.person_id = s.pupil_id
        AND b.scope_id = ANY ((SELECT beside_scopes(ARRAY['head_of_year']))::uuid[]))
  GROUP BY 1, 2
$$"""

LOOKED_AFTER = """
CREATE OR REPLACE FUNCTION ties_looked_after()
RETURNS TABLE (mentor uuid, beside bigint, talks bigint, last date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.pupil_id,
         count(DISTINCT c.id) FILTER (WHERE c.ends IS NULL AND c.answer = 'yes'),
         count(DISTINCT f.id) FILTER (WHERE f.done IS NOT NULL), max(f.done)
  FROM ties_mentoring m
  LEFT JOIN ties_commitment c ON c.adult_id = m.pupil_id
  LEFT JOIN ties_followup f ON f.commitment_id = c.id
  WHERE m.looked_after_by_id = beside_actor() AND m.ends IS NULL AND m.prepared_on IS NOT NULL
    AND m.pupil_id <> ALL ((SELECT beside_apart())::uuid[])
    AND EXISTS (
      SELECT FROM access_belonging b WHERE b.person_id = m.pupil_id
        AND b.scope_id = ANY ((SELECT beside_scopes(ARRAY['staff']))::uuid[]))
  GROUP BY m.pupil_id
$$"""

SIGNATURES = {
    "ties_looked_after()": LOOKED_AFTER,
    "ties_colleagues(text, timestamptz)": COLLEAGUES,
    "ties_unclaimed(uuid)": UNCLAIMED,
    "ties_unclaimed_counts(uuid)": UNCLAIMED_COUNTS,
    "ties_with_room(uuid[])": WITH_ROOM,
    "ties_left(uuid, uuid)": LEFT,
    "ties_speaks(uuid[], uuid[])": SPEAKS,
}


def function_sql() -> list[str]:
    """The SQL of the functions, owned by the reckoner."""
    return owned_by(Role.RECKONER, SIGNATURES)


@dataclass(frozen=True)
class Colleague:
    """Somebody asked in the round whose code was given, and whether they have joined."""

    round: uuid.UUID
    person: uuid.UUID
    name: str
    joined: bool


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
