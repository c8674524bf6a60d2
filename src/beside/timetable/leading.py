"""What is told of older pupils who lead, by functions that run as the placer.

Each with a single narrow output: whether a pupil is somewhere in choice time at the time of a
period; who leads which session of a cycle, once they said yes, to people of that school; and to
whoever led a session how many came, from `SHOWN_FROM` up.
"""

import uuid
from typing import NamedTuple

from django.db import connection

from beside.access.bases import Role
from beside.access.registry import owned_by
from beside.ties import naming

SHOWN_FROM = 3

AT_THAT_TIME = """
  SELECT p.id FROM timetable_period p JOIN timetable_period mine ON mine.id = p_period
  WHERE p.starts_at < mine.ends_at AND mine.starts_at < p.ends_at"""

IS_ELSEWHERE = f"""
CREATE OR REPLACE FUNCTION timetable_is_elsewhere(p_pupil uuid, p_period uuid) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM timetable_seat s JOIN timetable_period p ON p.id = s.period_id
    JOIN timetable_cycle c ON c.id = p.cycle_id AND c.published_id IS NOT NULL
    WHERE s.pupil_id = p_pupil AND s.ended_at IS NULL AND p.id IN ({AT_THAT_TIME}))
  OR EXISTS (
    SELECT FROM timetable_peertutor t
    WHERE t.pupil_id = p_pupil AND t.ended_at IS NULL AND t.answer = 'yes'
      AND t.period_id IN ({AT_THAT_TIME}))
$$"""

LED_BY = f"""
CREATE OR REPLACE FUNCTION timetable_led_by(p_cycle uuid)
RETURNS TABLE (session uuid, name text, year text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.session_id, {naming.NAME}, e.year_group FROM timetable_peertutor t
  JOIN timetable_period d ON d.id = t.period_id AND d.cycle_id = p_cycle
  JOIN schools_person p ON p.subject_id = t.pupil_id
  JOIN schools_enrolment e ON e.person_id = t.pupil_id AND e.school_id = t.school_id
    AND {naming.IN_FORCE.format(t="e")}
  WHERE t.ended_at IS NULL AND t.answer = 'yes' AND {naming.NOT_APART} AND (
    EXISTS (
      SELECT FROM schools_enrolment me WHERE me.person_id = beside_actor()
        AND me.school_id = t.school_id AND {naming.IN_FORCE.format(t="me")})
    OR EXISTS (
      SELECT FROM schools_post o WHERE o.person_id = beside_actor()
        AND o.school_id = t.school_id AND {naming.IN_FORCE.format(t="o")}))
$$"""

CAME = f"""
CREATE OR REPLACE FUNCTION timetable_came(p_session uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM timetable_seat s
  WHERE s.session_id = p_session AND s.ended_at IS NULL AND s.came IN ('yes', 'late')
    AND EXISTS (
      SELECT FROM timetable_peertutor t WHERE t.session_id = p_session
        AND t.pupil_id = beside_actor() AND t.ended_at IS NULL AND t.answer = 'yes')
  HAVING count(*) >= {SHOWN_FROM}
$$"""

SIGNATURES = {
    "timetable_is_elsewhere(uuid, uuid)": IS_ELSEWHERE,
    "timetable_led_by(uuid)": LED_BY,
    "timetable_came(uuid)": CAME,
}


def function_sql() -> list[str]:
    """The SQL of the functions, owned by the placer."""
    return owned_by(Role.PLACER, SIGNATURES)


class Peer(NamedTuple):
    """An older pupil who leads a session, as everybody at the school may know them."""

    name: str
    year: str


def is_elsewhere(pupil: uuid.UUID, period: uuid.UUID) -> bool:
    """Whether a pupil sits or leads somewhere in choice time at the time of a period."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT timetable_is_elsewhere(%s, %s)", [pupil, period])
        return cursor.fetchone()[0]


def led_by(cycle: uuid.UUID) -> dict[uuid.UUID, Peer]:
    """The older pupils who said yes, by session; nobody from whom the actor is kept apart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM timetable_led_by(%s)", [cycle])
        return {session: Peer(name, year) for session, name, year in cursor.fetchall()}


def came(session: uuid.UUID) -> int:
    """How many came, for the pupil who led it; 0 below `SHOWN_FROM`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT timetable_came(%s)", [session])
        found = cursor.fetchone()
        return found[0] if found and found[0] else 0
