"""Pupils of a season by name: to wish for a companion, and of one's own team.

SQL functions that run as the placer, each with a single narrow output.
"""

import uuid

from django.db import connection

from beside.access.bases import Role
from beside.access.registry import owned_by
from beside.placement.companions import NAME, Companion, Companions, rows

OF_SEASON = Companions("enrichment", "season")
find, names = OF_SEASON.find, OF_SEASON.names

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
    **OF_SEASON.signatures,
    "enrichment_team(uuid)": TEAM,
    "enrichment_asked(uuid)": ASKED,
}


def function_sql() -> list[str]:
    """The SQL of the functions, owned by the placer."""
    return owned_by(Role.PLACER, SIGNATURES)


def team(key: uuid.UUID) -> list[Companion]:
    """Who is in a team, for its members and its helper."""
    return rows("SELECT * FROM enrichment_team(%s)", [key])


def asked(season: uuid.UUID) -> dict[str, tuple[int, int]]:
    """By challenge how many would like it most, and how many have it on their list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM enrichment_asked(%s)", [season])
        return {challenge: (first, all_) for challenge, first, all_ in cursor.fetchall()}
