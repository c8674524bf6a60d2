"""The reckoning: what is known of each need, by a database role whose only output is the state.

`ties_reckon` is a function that runs as `beside_reckoner`; whoever calls it learns nothing from it.
Its text is made from the measure `states`, so that page, command and specification agree.
"""

import re
import uuid
from collections.abc import Collection

from django.db import connection

from beside.measures import query
from beside.ties.doors import as_reckoner

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
  respondents AS ({{respondents}}),
  asking AS (
    SELECT w.id::text AS round, r.person, w.status NOT IN ('open', 'preview') AS ended
    FROM the_round w JOIN roll r
      ON cardinality(w.year_groups) = 0 OR r.year_group = ANY (w.year_groups))"""


RESPONDENTS = """
    SELECT q.round_id::text AS round, q.person_id::text AS person, q.question, q.asked,
           q.answered, q.reason
    FROM ties_respondent q JOIN the_round w ON w.id = q.round_id"""

# Of all others who were asked, whether there is one who sent and one who did not is all that tells
# whether the other side is finished.
RESPONDENTS_OF_SOME = f"""{RESPONDENTS}
    WHERE q.person_id = ANY ({{pupils}})
    UNION ALL
    SELECT other.* FROM the_round w, (VALUES (true), (false)) AS sent (sent), LATERAL (
      SELECT q.round_id::text, q.person_id::text, q.question, q.asked, q.answered, q.reason
      FROM ties_respondent q
      WHERE q.round_id = w.id AND q.question = '{{question}}' AND q.asked
        AND q.answered = sent.sent AND q.person_id <> ALL ({{pupils}})
      LIMIT 1) AS other"""


def plain_tables(round_: str, *, some_pupils: str = "", other_question: str = "") -> str:
    """The common table expressions that bind the measures' plain tables to one or more rounds.

    `round_` is SQL that lists ids of rounds of one school; `some_pupils`, SQL for an array of ids,
    narrows it to what tells the states of these pupils, where `other_question` is what the other
    side was asked.
    """
    if not some_pupils:
        return PLAIN_TABLES.format(round=round_, pupils="", nominations="", respondents=RESPONDENTS)
    return PLAIN_TABLES.format(
        round=round_,
        pupils=f"AND e.person_id = ANY ({some_pupils})",
        nominations=f"AND (n.ego_id = ANY ({some_pupils}) OR n.alter_id = ANY ({some_pupils}))",
        respondents=RESPONDENTS_OF_SOME.format(pupils=some_pupils, question=other_question),
    )


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
    other_question = query.QUESTIONS_OF_NEED[need][1]
    tables = plain_tables(round_, some_pupils=some_pupils, other_question=other_question)
    return f"WITH {tables} SELECT * FROM ({text}) AS measured"


def function_sql() -> list[str]:
    """The SQL of `ties_reckon(round)` and `ties_reckon(round, pupils)`, owned by the reckoner."""
    return as_reckoner(
        {
            "ties_reckon(uuid)": _function("p_round uuid", settings="SET enable_nestloop = off"),
            "ties_reckon(uuid, uuid[])": _function(
                "p_round uuid, p_pupils uuid[]",
                some_pupils="p_pupils",
                settings="SET plan_cache_mode = force_generic_plan",
            ),
        }
    )


def _function(parameters: str, *, some_pupils: str = "", settings: str = "") -> str:
    """One at a time for a round: two who name each other at once never wait for one another."""
    body = "\n".join(_reckon_need(need, some_pupils) for need in NEEDS)
    return f"""CREATE OR REPLACE FUNCTION ties_reckon({parameters})
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
{settings} AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_round::text, 0));
{body}
END $$"""


def _reckon_need(need: str, some_pupils: str) -> str:
    """Both tables in one statement without a table between, so that its plan is kept."""
    found = states_sql(need, "p_round", some_pupils=some_pupils)
    return f"""
  WITH reckoned AS MATERIALIZED (
    SELECT person::uuid, state, coalesce(reason, '') AS reason FROM ({found}) AS found),
  exact AS ({_keep("ties_exactstate", need, "state")})
  {_keep("ties_state", need, SHOWN)};"""


SHOWN = "CASE WHEN state IN ('both', 'one_side_each', 'adult_only') THEN 'someone' ELSE state END"


def _keep(table: str, need: str, state: str) -> str:
    return f"""
  INSERT INTO {table} AS kept (id, round_id, pupil_id, need, state, reason, reckoned_at)
    SELECT gen_random_uuid(), p_round, person, '{need}', {state}, reason, now() FROM reckoned
    ON CONFLICT (round_id, need, pupil_id) DO UPDATE
      SET state = excluded.state, reason = excluded.reason, reckoned_at = excluded.reckoned_at
      WHERE (kept.state, kept.reason) IS DISTINCT FROM (excluded.state, excluded.reason)"""


def reckon(round_id: uuid.UUID, pupils: Collection[uuid.UUID] | None = None) -> None:
    """Reckon the states of a round again, for these pupils or for everyone on roll then."""
    with connection.cursor() as cursor:
        if pupils is None:
            cursor.execute("SELECT ties_reckon(%s)", [round_id])
        else:
            cursor.execute("SELECT ties_reckon(%s, %s::uuid[])", [round_id, list(pupils)])
