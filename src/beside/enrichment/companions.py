"""Pupils by name where a pupil may know them: to wish for a companion, and of one's own team.

SQL functions that run as the placer, each with a single narrow output.
"""

import uuid
from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

from beside.access.bases import Role
from beside.access.registry import owned_by

FOUND_AT_MOST = 8
NAME = "trim(coalesce(nullif(p.preferred_name, ''), p.given_name) || ' ' || p.family_name)"
NOT_APART = "p.subject_id <> ALL ((SELECT beside_apart())::uuid[])"
IN_SEASON = """
  schools_enrolment e
  JOIN enrichment_season s ON s.id = p_season AND s.school_id = e.school_id
   AND (cardinality(s.year_groups) = 0 OR e.year_group = ANY (s.year_groups))
  JOIN schools_person p ON p.subject_id = e.person_id
  LEFT JOIN schools_group g ON g.id = e.tutor_group_id
  WHERE (e.starts IS NULL OR e.starts <= beside_today())
    AND (e.ends IS NULL OR e.ends > beside_today())"""
I_AM_IN = """EXISTS (
    SELECT FROM schools_enrolment mine JOIN enrichment_season s ON s.id = p_season
     AND s.school_id = mine.school_id
     AND (cardinality(s.year_groups) = 0 OR mine.year_group = ANY (s.year_groups))
    WHERE mine.person_id = beside_actor()
      AND (mine.ends IS NULL OR mine.ends > beside_today()))"""

FIND = f"""
CREATE OR REPLACE FUNCTION enrichment_find(p_season uuid, p_typed text)
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.subject_id, {NAME}, coalesce(g.name, '') FROM {IN_SEASON}
    AND {I_AM_IN} AND {NOT_APART} AND p.subject_id <> beside_actor()
    AND starts_with(lower({NAME}), lower(p_typed))
  ORDER BY 2, 3 LIMIT {FOUND_AT_MOST}
$$"""

NAMES = f"""
CREATE OR REPLACE FUNCTION enrichment_names(p_season uuid, p_people uuid[])
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.subject_id, {NAME}, coalesce(g.name, '') FROM {IN_SEASON}
    AND {I_AM_IN} AND {NOT_APART} AND p.subject_id = ANY (p_people)
$$"""

TEAM = f"""
CREATE OR REPLACE FUNCTION enrichment_team(p_team uuid)
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.subject_id, {NAME}, '' FROM enrichment_member m
  JOIN schools_person p ON p.subject_id = m.pupil_id
  WHERE m.team_id = p_team AND m.ended_at IS NULL AND EXISTS (
    SELECT FROM enrichment_member mine WHERE mine.team_id = p_team AND mine.ended_at IS NULL
      AND beside_actor() IN (mine.pupil_id, mine.helper_id))
  ORDER BY 2
$$"""

ASKED = """
CREATE OR REPLACE FUNCTION enrichment_asked(p_season uuid)
RETURNS TABLE (challenge text, first bigint, asked bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.challenge, count(*) FILTER (WHERE w.rank = 1), count(*)
  FROM enrichment_ranking r,
       jsonb_array_elements_text(r.wishes) WITH ORDINALITY AS w (challenge, rank)
  WHERE r.season_id = p_season GROUP BY 1
$$"""

SIGNATURES = {
    "enrichment_find(uuid, text)": FIND,
    "enrichment_names(uuid, uuid[])": NAMES,
    "enrichment_team(uuid)": TEAM,
    "enrichment_asked(uuid)": ASKED,
}


def function_sql() -> list[str]:
    """The SQL of the functions, owned by the placer."""
    return owned_by(Role.PLACER, SIGNATURES)


class Companion(NamedTuple):
    """A pupil by name, with their tutor group to tell two of one name apart."""

    person: uuid.UUID
    name: str
    hint: str


def find(season: uuid.UUID, typed: str) -> list[Companion]:
    """Pupils of the same season whose names begin as typed; nobody for a single letter."""
    if len(typed.strip()) < 2:
        return []
    return _rows("SELECT * FROM enrichment_find(%s, %s)", [season, typed.strip()])


def names(season: uuid.UUID, people: Collection[uuid.UUID]) -> dict[uuid.UUID, Companion]:
    """Those of the same season among these people, by id."""
    if not people:
        return {}
    found = _rows("SELECT * FROM enrichment_names(%s, %s::uuid[])", [season, list(people)])
    return {each.person: each for each in found}


def team(key: uuid.UUID) -> list[Companion]:
    """Who is in a team, for its members and its helper."""
    return _rows("SELECT * FROM enrichment_team(%s)", [key])


def asked(season: uuid.UUID) -> dict[str, tuple[int, int]]:
    """By challenge how many would like it most, and how many have it on their list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM enrichment_asked(%s)", [season])
        return {challenge: (first, all_) for challenge, first, all_ in cursor.fetchall()}


def _rows(text: str, values: list) -> list[Companion]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [Companion(*row) for row in cursor.fetchall()]
