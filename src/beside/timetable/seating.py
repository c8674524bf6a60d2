"""Seats as the database holds them: only seats that are there, and how many are left.

A trigger refuses a seat in another period than its session's, above its number, in a session that
is cancelled, or for a pupil who leads one at that time; it holds the rows that say so, so who
cancels or says yes at the same moment waits for it or is seen by it. The
functions run as the placer, each with a single narrow output: a free number in a session, how many
are taken in those of a cycle, and how many sessions of it staff require of a pupil.
"""

import uuid

from django.db import connection

from beside.access.bases import Role
from beside.access.registry import owned_by

NOT_THERE, CANCELLED, LEADS = "seat_not_there", "session_cancelled", "pupil_leads_then"

HELD = f"""
CREATE OR REPLACE FUNCTION timetable_hold_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE there timetable_session;
BEGIN
  IF NEW.ended_at IS NOT NULL THEN RETURN NEW; END IF;
  SELECT * INTO there FROM timetable_session WHERE id = NEW.session_id FOR SHARE;
  IF there.cancelled_at IS NOT NULL THEN
    RAISE EXCEPTION '{CANCELLED}' USING ERRCODE = 'check_violation';
  END IF;
  IF there.period_id <> NEW.period_id OR NEW.number NOT BETWEEN 1 AND there.seats THEN
    RAISE EXCEPTION '{NOT_THERE}' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM FROM timetable_peertutor WHERE pupil_id = NEW.pupil_id AND ended_at IS NULL FOR SHARE;
  IF EXISTS (
    SELECT FROM timetable_peertutor t
    JOIN timetable_period led ON led.id = t.period_id
    JOIN timetable_period sat ON sat.id = NEW.period_id
    WHERE t.pupil_id = NEW.pupil_id AND t.answer = 'yes' AND t.ended_at IS NULL
      AND led.starts_at < sat.ends_at AND sat.starts_at < led.ends_at)
  THEN RAISE EXCEPTION '{LEADS}' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$"""

TRIGGER = """
CREATE OR REPLACE TRIGGER timetable_seat_is_there
BEFORE INSERT OR UPDATE OF session_id, period_id, number ON timetable_seat
FOR EACH ROW EXECUTE FUNCTION timetable_hold_seat()"""

FREE_NUMBER = """
CREATE OR REPLACE FUNCTION timetable_free_number(p_session uuid) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT min(n)::integer FROM timetable_session s, generate_series(1, s.seats::integer) n
  WHERE s.id = p_session AND s.cancelled_at IS NULL AND NOT EXISTS (
    SELECT FROM timetable_seat t
    WHERE t.session_id = s.id AND t.ended_at IS NULL AND t.number = n)
$$"""

FREE = """
CREATE OR REPLACE FUNCTION timetable_free(p_cycle uuid)
RETURNS TABLE (session uuid, taken bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, count(t.id) FROM timetable_session s
  JOIN timetable_period p ON p.id = s.period_id AND p.cycle_id = p_cycle
  LEFT JOIN timetable_seat t ON t.session_id = s.id AND t.ended_at IS NULL
  GROUP BY s.id
$$"""

REQUIRED = """
CREATE OR REPLACE FUNCTION timetable_required(p_cycle uuid, p_pupil uuid) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM timetable_invite i
  JOIN timetable_session s ON s.id = i.session_id
  JOIN timetable_period p ON p.id = s.period_id AND p.cycle_id = p_cycle
  WHERE i.pupil_id = p_pupil AND i.is_required AND i.ended_at IS NULL
$$"""

SIGNATURES = {
    "timetable_free_number(uuid)": FREE_NUMBER,
    "timetable_free(uuid)": FREE,
    "timetable_required(uuid, uuid)": REQUIRED,
}


def function_sql() -> list[str]:
    """The SQL of the trigger, and of the functions, owned by the placer."""
    return [HELD, TRIGGER, *owned_by(Role.PLACER, SIGNATURES)]


def free_number(session: uuid.UUID) -> int | None:
    """The lowest number of a free seat, or None where the session is full or cancelled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT timetable_free_number(%s)", [session])
        return cursor.fetchone()[0]


def taken(cycle: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many seats are taken in every session of a cycle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM timetable_free(%s)", [cycle])
        return dict(cursor.fetchall())


def required(cycle: uuid.UUID, pupil: uuid.UUID) -> int:
    """How many sessions of a cycle staff require of a pupil; of two who ask, one waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"required {pupil}"])
        cursor.execute("SELECT timetable_required(%s, %s)", [cycle, pupil])
        return cursor.fetchone()[0]
