"""The reckoning: what is known of each need, by a database role whose only output is the state.

`ties_reckon` is a function that runs as `beside_reckoner`; whoever calls it learns nothing from it.
Its text is made from the measure `states`, so that page, command and specification agree.
"""

import re
import uuid
from collections.abc import Collection

from django.db import connection

from beside.access.bases import Role
from beside.measures import query

NEEDS = ("adult", "peer", "family")

WINDOW = """
  the_round AS (
    SELECT r.id, r.school_id, r.taken_on AS first, r.year_groups, r.status,
           CASE WHEN r.ended_at IS NULL THEN greatest(beside_today(), r.taken_on)
                ELSE greatest(r.ended_at::date, r.taken_on) END AS last
    FROM ties_round r WHERE r.id IN ({round}))"""

OPEN_THEN = (
    "({t}.starts IS NULL OR {t}.starts <= w.last) AND ({t}.ends IS NULL OR {t}.ends > w.first)"
)

PLAIN_TABLES = f"""{WINDOW},
  roll AS (
    SELECT DISTINCT ON (e.person_id) e.person_id::text AS person, e.year_group,
      g.name AS tutor_group, e.previous_school
    FROM the_round w JOIN schools_enrolment e ON e.school_id = w.school_id
    LEFT JOIN schools_group g ON g.id = e.tutor_group_id
    WHERE {OPEN_THEN.format(t="e")} {{pupils}}),
  staff AS (
    SELECT DISTINCT p.person_id::text AS person
    FROM the_round w JOIN schools_post p ON p.school_id = w.school_id
    WHERE p.kind NOT IN ('community', 'federation_lead') AND {OPEN_THEN.format(t="p")}),
  membership AS (
    SELECT DISTINCT m.person_id::text AS person, g.name AS group_name
    FROM the_round w JOIN schools_group g ON g.school_id = w.school_id
    JOIN schools_membership m ON m.group_id = g.id
    WHERE {OPEN_THEN.format(t="m")}),
  nominations AS (
    SELECT n.round_id::text AS round, n.ego_id::text AS ego, n.alter_id::text AS alter,
           n.question, CASE WHEN n.answer THEN 'yes' ELSE 'no' END AS answer,
           n.ring::integer AS ring, n.weight::integer AS weight
    FROM ties_nomination n JOIN the_round w ON w.id = n.round_id
    WHERE true {{nominations}}),
  respondents AS (
    SELECT q.round_id::text AS round, q.person_id::text AS person, q.question, q.asked,
           q.answered, q.reason
    FROM ties_respondent q JOIN the_round w ON w.id = q.round_id),
  asking AS (
    SELECT w.id::text AS round, r.person, w.status NOT IN ('open', 'preview') AS ended
    FROM the_round w JOIN roll r
      ON cardinality(w.year_groups) = 0 OR r.year_group = ANY (w.year_groups))"""


def plain_tables(round_: str, *, some_pupils: str = "") -> str:
    """The common table expressions that bind the measures' plain tables to one or more rounds.

    `round_` is SQL that lists ids of rounds of one school; `some_pupils`, SQL for an array of ids,
    narrows it to them.
    """
    narrow = nominations = ""
    if some_pupils:
        narrow = f"AND ({some_pupils} IS NULL OR e.person_id = ANY ({some_pupils}))"
        nominations = (
            f"AND ({some_pupils} IS NULL OR n.ego_id = ANY ({some_pupils})"
            f" OR n.alter_id = ANY ({some_pupils}))"
        )
    return PLAIN_TABLES.format(round=round_, pupils=narrow, nominations=nominations)


def states_sql(need: str, round_: str, *, some_pupils: str = "") -> str:
    """A query of (person, need, state, reason) for one need and round, ready to be put in SQL.

    `need` is one of `NEEDS`, or `contact` for what badges measured.
    """
    name = "contact" if need == "contact" else "states"
    text = query.sql(name, dialect="postgresql", rounds=1)
    values = query.parameters(rounds=["@round@"], need=need)
    for name, value in values.items():
        literal = str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
        text = re.sub(rf"%\({name}\)s", literal, text)
    text = text.replace("'@round@'", f"({round_})::text")
    tables = plain_tables(round_, some_pupils=some_pupils)
    return f"WITH {tables} SELECT * FROM ({text}) AS measured"


def function_sql() -> list[str]:
    """The SQL of `ties_reckon(round, pupils)`, owned by the reckoner; pupils null means all."""
    body = "\n".join(_reckon_need(need) for need in NEEDS)
    return [
        f"""CREATE OR REPLACE FUNCTION ties_reckon(p_round uuid, p_pupils uuid[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_nestloop = off AS $$
BEGIN
{body}
END $$""",
        f"GRANT CREATE ON SCHEMA public TO {Role.RECKONER}",
        f"ALTER FUNCTION ties_reckon(uuid, uuid[]) OWNER TO {Role.RECKONER}",
        f"REVOKE CREATE ON SCHEMA public FROM {Role.RECKONER}",
    ]


def _reckon_need(need: str) -> str:
    found = states_sql(need, "p_round", some_pupils="p_pupils")
    return f"""
  CREATE TEMP TABLE IF NOT EXISTS reckoned (person uuid, state text, reason text) ON COMMIT DROP;
  DELETE FROM reckoned;
  INSERT INTO reckoned SELECT person::uuid, state, coalesce(reason, '') FROM ({found}) AS found;
  {_keep("ties_exactstate", need, "state")}
  {_keep("ties_state", need, SHOWN)}"""


SHOWN = "CASE WHEN state IN ('both', 'one_side_each', 'adult_only') THEN 'someone' ELSE state END"


def _keep(table: str, need: str, state: str) -> str:
    return f"""
INSERT INTO {table} AS kept (id, round_id, pupil_id, need, state, reason, reckoned_at)
  SELECT gen_random_uuid(), p_round, person, '{need}', {state}, reason, now() FROM reckoned
  ON CONFLICT (round_id, need, pupil_id) DO UPDATE
    SET state = excluded.state, reason = excluded.reason, reckoned_at = excluded.reckoned_at
    WHERE (kept.state, kept.reason) IS DISTINCT FROM (excluded.state, excluded.reason);"""


def reckon(round_id: uuid.UUID, pupils: Collection[uuid.UUID] | None = None) -> None:
    """Reckon the states of a round again, for these pupils or for everyone on roll then."""
    with connection.cursor() as cursor:
        listed = None if pupils is None else list(pupils)
        cursor.execute("SELECT ties_reckon(%s, %s::uuid[])", [round_id, listed])
