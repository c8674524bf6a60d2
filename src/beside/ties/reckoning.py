"""The reckoning: what is known of each need, by a database role whose only output is the state.

`ties_reckon` is a function that runs as `beside_reckoner`; whoever calls it learns nothing from it.
Its text is made from the measure `states`, so that page, command and specification agree.
"""

import re
import uuid
from collections.abc import Collection

from django.db import connection

from beside.access.routines import functions_owned_by
from beside.measures import query, states
from beside.rights import Role
from beside.ties.models import Nomination
from beside.ties.questions import CONTACT, NEEDS, QUESTION_OF_NEED, SUITE

WINDOW = """
  the_round AS (
    SELECT r.id, r.school_id, r.taken_on AS first, r.year_groups, r.status,
           CASE WHEN r.ended_at IS NULL THEN greatest(beside_today(), r.taken_on)
                ELSE greatest(r.ended_at::date, r.taken_on) END AS last
    FROM ties_round r WHERE r.id IN ({round}))"""

OPEN_THEN = (
    "({t}.starts IS NULL OR {t}.starts <= w.last) AND ({t}.ends IS NULL OR {t}.ends > w.first)"
)

# What a colleague has ticked in a meeting is said once they send it. What pupils and carers put
# down stands elsewhere until then.
SENT = """NOT EXISTS (
      SELECT FROM ties_respondent q WHERE q.round_id = n.round_id AND q.person_id = n.ego_id
        AND q.question = n.question AND n.question = 'staff_knows' AND NOT q.answered)"""

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
    WHERE {SENT} {{nominations}}{{tapped}}),
  respondents AS ({{respondents}}),
  asking AS (
    SELECT w.id::text AS round, r.person, w.status NOT IN ('open', 'preview') AS ended
    FROM the_round w JOIN roll r
      ON cardinality(w.year_groups) = 0 OR r.year_group = ANY (w.year_groups))"""


# What a pupil said of somebody they named, as answers of their own: a quality they tapped them for,
# and that they learn from or with an adult who does not stand further out than close.
TAPPED = f"""
    UNION ALL
    SELECT n.round_id::text, n.ego_id::text, n.alter_id::text, said.question, 'yes',
           n.ring::integer, NULL
    FROM ties_nomination n JOIN the_round w ON w.id = n.round_id
    CROSS JOIN LATERAL (
      SELECT unnest(n.qualities) AS question
      UNION ALL
      SELECT 'mentor' WHERE n.stage IN ('from', 'with') AND coalesce(n.ring, 1) < 3
        AND n.question IN ('adult', 'outside')) AS said
    WHERE n.answer AND n.question IN {Nomination.PUPIL_QUESTIONS} {{nominations}}"""


RESPONDENTS = """
    SELECT q.round_id::text AS round, q.person_id::text AS person,
           CASE WHEN q.question = 'stage' THEN 'mentor' ELSE q.question END AS question, q.asked,
           q.answered, q.reason
    FROM ties_respondent q JOIN the_round w ON w.id = q.round_id"""

# Of all others who were asked, whether there is one who sent and one who did not is all that tells
# whether the other side is finished.
OTHERS = """
    UNION ALL
    SELECT other.* FROM the_round w, (VALUES (true), (false)) AS sent (sent), LATERAL (
      SELECT q.round_id::text, q.person_id::text, q.question, q.asked, q.answered, q.reason
      FROM ties_respondent q
      WHERE q.round_id = w.id AND q.question = '{question}' AND q.asked
        AND q.answered = sent.sent AND q.person_id <> ALL ({pupils})
      LIMIT 1) AS other"""


def plain_tables(round_: str, *, need: str = "", some_pupils: str = "") -> str:
    """The common table expressions that bind the measures' plain tables to one or more rounds.

    `round_` is SQL that lists ids of rounds of one school. A `need` that only pupils can speak of
    adds what they said of those they named. `some_pupils`, SQL for an array of ids, narrows it to
    what tells the states of these pupils in this need.
    """
    pupils = nominations = ""
    if some_pupils:
        pupils = f"AND e.person_id = ANY ({some_pupils})"
        nominations = f"AND (n.ego_id = ANY ({some_pupils}) OR n.alter_id = ANY ({some_pupils}))"
    tapped = TAPPED.format(nominations=nominations) if need in query.ONE_SIDED else ""
    return PLAIN_TABLES.format(
        round=round_,
        pupils=pupils,
        nominations=nominations,
        respondents=_respondents(need, some_pupils),
        tapped=tapped,
    )


def _respondents(need: str, some_pupils: str) -> str:
    if not some_pupils:
        return RESPONDENTS
    other_question = query.QUESTIONS_OF_NEED[need][1]
    others = OTHERS.format(question=other_question, pupils=some_pupils) if other_question else ""
    return f"{RESPONDENTS} WHERE q.person_id = ANY ({some_pupils}) {others}"


def states_sql(need: str, round_: str, *, some_pupils: str = "") -> str:
    """A query of (person, need, state, reason) for one need and round, ready to be put in SQL.

    `need` is one of `NEEDS`, or `CONTACT` for what badges measured.
    """
    name = "contact" if need == "contact" else "states"
    text = query.sql(name, dialect="postgresql", rounds=1)
    values = query.parameters(rounds=["@round@"], need=need)
    for name, value in values.items():
        literal = str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
        text = re.sub(rf"%\({name}\)s", literal, text)
    text = text.replace("'@round@'", f"({round_})::text")
    tables = plain_tables(round_, need=need, some_pupils=some_pupils)
    return f"WITH {tables} SELECT * FROM ({text}) AS measured"


def function_sql() -> list[str]:
    """The SQL of `ties_reckon(round)` and `ties_reckon(round, pupils)`, owned by the reckoner."""
    return functions_owned_by(
        Role.RECKONER,
        {
            "ties_reckon(uuid)": _function("p_round uuid", settings="SET enable_nestloop = off"),
            "ties_reckon(uuid, uuid[])": _function(
                "p_round uuid, p_pupils uuid[]",
                some_pupils="p_pupils",
                settings="SET plan_cache_mode = force_generic_plan",
            ),
        },
    )


def _function(parameters: str, *, some_pupils: str = "", settings: str = "") -> str:
    """One at a time for a round: two who name each other at once never wait for one another.

    What badges measured is reckoned of everyone on roll at once: no answer changes it.
    """
    body = "".join(_reckon_need(need, some_pupils) for need in NEEDS)
    body += "" if some_pupils else _measured()
    of_suite = f"AND s.pupil_id = ANY ({some_pupils})" if some_pupils else ""
    return f"""CREATE OR REPLACE FUNCTION ties_reckon({parameters})
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
{settings} AS $$
DECLARE v_asked text[] := (SELECT r.questions FROM ties_round r WHERE r.id = p_round);
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_round::text, 0));
{body}
  WITH reckoned (person, state, reason) AS MATERIALIZED ({SUITE_STATES.format(pupils=of_suite)})
  {_keep("ties_state", SUITE, "state", "reason")};
END $$"""


def _reckon_need(need: str, some_pupils: str) -> str:
    """Both tables in one statement without a table between, so that its plan is kept."""
    found = states_sql(need, "p_round", some_pupils=some_pupils)
    reckoned = f"""
  WITH reckoned AS MATERIALIZED (
    SELECT person::uuid, state, coalesce(reason, '') AS reason FROM ({found}) AS found),
  exact AS ({_keep("ties_exactstate", need, "state", "reason")})
  {_keep("ties_state", need, shown_sql(need), _shown_reason(need))};"""
    if need not in query.ONE_SIDED:
        return reckoned
    return f"IF '{QUESTION_OF_NEED[need]}' = ANY (v_asked) THEN {reckoned} END IF;"


def _measured() -> str:
    found = states_sql(CONTACT, "p_round")
    return f"""
  IF '{CONTACT}' = ANY (v_asked) THEN
  WITH reckoned AS MATERIALIZED (
    SELECT person::uuid, state, coalesce(reason, '') AS reason FROM ({found}) AS found)
  {_keep("ties_state", CONTACT, "state", "reason")}; END IF;"""


def shown_sql(need: str) -> str:
    """In SQL, the word shown for a need's `state` and `reason`; made from the rule in `states`."""
    cases = (
        f"WHEN state = '{each}' AND (reason = '') = {str(heard).lower()}"
        f" THEN '{states.shown_state(each, need=need, heard=heard)}'"
        for each in states.SURVEY_STATES
        for heard in (True, False)
    )
    return f"CASE {' '.join(cases)} END"


def _shown_reason(need: str) -> str:
    """Why a peer's state is not known changes with whether others named them, so it is not told."""
    return "CASE WHEN reason = '' THEN '' ELSE 'not_heard' END" if need == "peer" else "reason"


# All needs that the round asked of the pupil's year group: all of them, not all, or not known.
SUITE_STATES = f"""
  SELECT s.pupil_id,
    CASE WHEN bool_and(s.state = '{states.SOMEONE}') THEN 'all'
         WHEN bool_or(s.state NOT IN ('{states.SOMEONE}', 'not_known')) THEN 'part'
         ELSE 'not_known' END, ''
  FROM ties_state s JOIN ties_round r ON r.id = s.round_id
  LEFT JOIN schools_enrolment e ON e.person_id = s.pupil_id AND e.school_id = r.school_id
  JOIN (VALUES {", ".join(map(str, QUESTION_OF_NEED.items()))}) AS listed (need, question)
    ON listed.need = s.need
  WHERE s.round_id = p_round {{pupils}}
    AND (s.need = 'adult' AND 'staff_knows' = ANY (v_asked)
      OR listed.question = ANY (v_asked) AND coalesce(
        coalesce(r.screens -> e.year_group, r.screens -> '*') ? listed.question, true))
  GROUP BY s.pupil_id"""


def _keep(table: str, need: str, state: str, reason: str) -> str:
    return f"""
INSERT INTO {table} AS kept (id, round_id, pupil_id, need, state, reason, reckoned_at)
  SELECT gen_random_uuid(), p_round, person, '{need}', {state}, {reason}, now() FROM reckoned
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
