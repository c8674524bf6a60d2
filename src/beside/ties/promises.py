"""A promise cannot be changed once anybody has begun to answer; the database holds it too."""

import uuid

from django.db import connection

from beside.access.bases import Role
from beside.access.registry import owned_by

FROZEN = "promise_frozen"

BEGUN = """
CREATE OR REPLACE FUNCTION ties_begun(p_round uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM ties_respondent q
    WHERE q.round_id = p_round AND (q.answered OR q.joined_at IS NOT NULL))
  OR EXISTS (SELECT FROM ties_nomination n WHERE n.round_id = p_round)
$$"""

KEPT = f"""
CREATE OR REPLACE FUNCTION ties_keep_promise() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.promise <> OLD.promise AND ties_begun(OLD.id) THEN
    RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$"""

TRIGGER = """
CREATE OR REPLACE TRIGGER ties_promise BEFORE UPDATE ON ties_round
FOR EACH ROW EXECUTE FUNCTION ties_keep_promise()"""


def function_sql() -> list[str]:
    """The SQL of the frozen promise."""
    return [*owned_by(Role.RECKONER, {"ties_begun(uuid)": BEGUN}), KEPT, TRIGGER]


def begun(round_id: uuid.UUID) -> bool:
    """Whether anybody has begun to answer a round."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ties_begun(%s)", [round_id])
        return cursor.fetchone()[0]
