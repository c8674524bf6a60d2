"""Who is kept apart by a bar is in no session with the other: one of them leads it, or helps to.

Triggers refuse a seat, a place in the queue and an invitation there, and that somebody comes to
lead where a pupil sits from whom they are kept apart; and when a bar is written down that holds
already, what it forbids from today on is ended. They run as the placer, and so does the one
function that can be asked: which sessions of a cycle are not for a pupil. It answers the pupil, who
may choose with them, and the placer; to others there is no such session.
"""

import uuid

from django.db import connection
from django.db.models import Func, UUIDField, Value

from beside.access.bases import Basis, Role
from beside.access.reach import NOT_BARRED, reaches
from beside.access.registry import owned_by

APART = "kept_apart"
WITH_THEM = (Basis.TUTOR, Basis.HEAD_OF_YEAR)

BARS = """(
    s.leader_id = ANY (apart) OR EXISTS (
      SELECT FROM timetable_peertutor t WHERE t.session_id = s.id
        AND t.pupil_id = ANY (apart) AND t.answer = 'yes' AND t.ended_at IS NULL))"""

HOLD = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE apart uuid[] := beside_apart_from(NEW.{person});
BEGIN
  IF cardinality(apart) > 0 THEN {lock}
    IF EXISTS ({refused}) THEN
      RAISE EXCEPTION '{said}' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$"""

SITS = """
  SELECT FROM timetable_seat t
  WHERE t.session_id = NEW.{session} AND t.ended_at IS NULL AND t.pupil_id = ANY (apart)"""
# Whoever takes a seat holds the session: of a seat and a yes at once the later sees the earlier.
LOCK = "PERFORM FROM timetable_session WHERE id = NEW.session_id FOR NO KEY UPDATE;"


def _hold(who: str, person: str, refused: str, lock: str = "") -> str:
    name = f"timetable_hold_{who}"
    return HOLD.format(name=name, person=person, refused=refused, lock=lock, said=APART)


COMES = _hold(
    "comer", "pupil_id", f"SELECT FROM timetable_session s WHERE s.id = NEW.session_id AND {BARS}"
)
LEADS = _hold("leader", "leader_id", SITS.format(session="id"))
HELPS = _hold("helper", "pupil_id", SITS.format(session="session_id"), LOCK)

NOT_FOR = f"""
CREATE OR REPLACE FUNCTION timetable_not_for(p_cycle uuid, p_pupil uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE apart uuid[] := beside_apart_from(p_pupil);
BEGIN
  IF cardinality(apart) = 0 OR NOT (
    p_pupil = beside_actor() OR current_setting('role') = '{Role.PLACER}'
    OR {reaches("= p_pupil", WITH_THEM, unless=f" AND reach.person_id {NOT_BARRED}")})
  THEN RETURN ARRAY[]::uuid[];
  END IF;
  RETURN ARRAY(
    SELECT s.id FROM timetable_session s
    JOIN timetable_period d ON d.id = s.period_id AND d.cycle_id = p_cycle
    WHERE {BARS});
END $$"""

TWO = "(NEW.actor_id, NEW.pupil_id)"
BEGINS = f"""
CREATE OR REPLACE FUNCTION timetable_bar_begins() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE apart uuid[] := ARRAY[NEW.actor_id, NEW.pupil_id];
BEGIN
  IF NEW.starts > beside_today() OR NEW.ends <= beside_today() THEN RETURN NEW; END IF;
  UPDATE timetable_seat t SET ended_at = now()
  FROM timetable_session s JOIN timetable_period d ON d.id = s.period_id
  WHERE s.id = t.session_id AND t.ended_at IS NULL AND t.pupil_id IN {TWO}
    AND d.starts_at >= beside_today() AND {BARS};
  UPDATE timetable_waiting t SET ended_at = now() FROM timetable_session s
  WHERE s.id = t.session_id AND t.ended_at IS NULL AND t.pupil_id IN {TWO} AND {BARS};
  UPDATE timetable_invite t SET ended_at = now() FROM timetable_session s
  WHERE s.id = t.session_id AND t.ended_at IS NULL AND t.pupil_id IN {TWO}
    AND (t.by_id = ANY (apart) OR {BARS});
  UPDATE timetable_note SET ended_at = now()
  WHERE ended_at IS NULL AND pupil_id IN {TWO} AND by_id IN {TWO};
  RETURN NEW;
END $$"""
ON_BAR = """
CREATE OR REPLACE TRIGGER timetable_bar_begins AFTER INSERT OR UPDATE ON access_block
FOR EACH ROW EXECUTE FUNCTION timetable_bar_begins()"""

SIGNATURES = {
    "timetable_bar_begins()": BEGINS,
    "timetable_hold_comer()": COMES,
    "timetable_hold_leader()": LEADS,
    "timetable_hold_helper()": HELPS,
    "timetable_not_for(uuid, uuid)": NOT_FOR,
}

# Triggers go by their names: those of a seat come after the one that holds the session.
TRIGGER = """
CREATE OR REPLACE TRIGGER timetable_{table}_kept_apart
BEFORE INSERT OR UPDATE OF session_id, pupil_id, {column} ON timetable_{table}
FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION timetable_hold_{who}()"""
OF_PUPILS = [
    TRIGGER.format(table=table, column="ended_at", who="comer")
    for table in ("seat", "waiting", "invite")
]
OF_HELPERS = TRIGGER.format(table="peertutor", column="answer", who="helper")
OF_LEADERS = """
CREATE OR REPLACE TRIGGER timetable_session_kept_apart
BEFORE UPDATE OF leader_id ON timetable_session
FOR EACH ROW WHEN (NEW.leader_id IS DISTINCT FROM OLD.leader_id)
EXECUTE FUNCTION timetable_hold_leader()"""


def function_sql() -> list[str]:
    """The SQL of the functions, owned by the placer, and of the triggers."""
    return [*owned_by(Role.PLACER, SIGNATURES), *OF_PUPILS, OF_HELPERS, OF_LEADERS, ON_BAR]


class NotFor(Func):
    """For a query: the sessions of a cycle that are not for a pupil."""

    function = "timetable_not_for"
    template = "(SELECT unnest(%(function)s(%(expressions)s)))"
    output_field = UUIDField()

    def __init__(self, cycle: uuid.UUID, pupil: uuid.UUID, **extra):
        super().__init__(Value(cycle), Value(pupil), **extra)


def not_for(cycle: uuid.UUID, pupil: uuid.UUID) -> set[uuid.UUID]:
    """The same, for the pupil, who may choose with them, and the placer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT timetable_not_for(%s, %s)", [cycle, pupil])
        return set(cursor.fetchone()[0])
