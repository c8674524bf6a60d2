"""What stands in the database against what was sent: each difference in a sentence."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.load.said import Said

FOUND = """
import json
from django.db import connection
from beside.access.actor import NOBODY, acting, role
from beside.access.bases import Role
QUERIES = {{
    "nominations": "SELECT ego_id::text, question, coalesce(alter_id::text, ''), alter_words, ring,"
        " qualities, stage FROM ties_nomination WHERE answer AND round_id = %s",
    "responses": "SELECT person_id::text, question, value FROM ties_response WHERE round_id = %s",
    "respondents": "SELECT person_id::text, question, answered FROM ties_respondent"
        " WHERE sent_at IS NOT NULL AND round_id = %s",
    "exact": "SELECT pupil_id::text, need, state FROM ties_exactstate WHERE round_id = %s",
    "shown": "SELECT pupil_id::text, need, state FROM ties_state WHERE round_id = %s",
}}
with acting(NOBODY), role(Role.MEASURE), connection.cursor() as cursor:
    found = {{}}
    for name, sql in QUERIES.items():
        cursor.execute(sql, ["{survey}"])
        found[name] = [list(row) for row in cursor.fetchall()]
print(json.dumps(found))
"""
HIDDEN = {"both": "someone", "one_side_each": "someone", "adult_only": "someone"}


def compared(said: Mapping[str, Said], found: Mapping[str, list]) -> dict[str, dict[str, Any]]:
    """For each table how many rows were sent, how many stand, how many are lost or too many.

    A row that stands otherwise than sent is lost and too many. `said` has each pupil's answers by
    their id. What was acknowledged has to stand; where send was pressed and nobody can tell, all of
    it or nothing.
    """
    there = {pupil for pupil, question, _answered in found["respondents"] if question == "survey"}
    sent = {
        pupil: each
        for pupil, each in said.items()
        if each.sent or (each.pressed and pupil in there)
    }
    return {name: _differ(rows, found[name]) for name, rows in _wanted(sent).items()}


def _wanted(sent: Mapping[str, Said]) -> dict[str, list[list[Any]]]:
    exact = _states(sent)
    return {
        "nominations": [[p, *row] for p, each in sent.items() for row in each.nominations()],
        "responses": [[p, *row] for p, each in sent.items() for row in each.responses()],
        "respondents": [[p, *row] for p, each in sent.items() for row in each.answered()],
        "exact": exact,
        "shown": [[p, need, HIDDEN.get(state, state)] for p, need, state in exact],
    }


def _differ(wanted: list[list[Any]], found: list[list[Any]]) -> dict[str, Any]:
    sent, stands = (Counter(json.dumps(row) for row in rows) for rows in (wanted, found))
    lost, more = sent - stands, stands - sent
    return {
        "sent": sent.total(),
        "stands": stands.total(),
        "lost": lost.total(),
        "doubled": more.total(),
        "examples": [*list(lost)[:3], *list(more)[:3]],
    }


def _states(sent: Mapping[str, Said]) -> list[list[str]]:
    """What is known of each pupil whose own answers, or whose friend's, were sent.

    In this survey no adult and no carer sends anything, so only peers have a second side.
    """
    named = {pupil: {each.alter for each in said.of("peer")} for pupil, said in sent.items()}
    namers: dict[str, set[str]] = {}
    for pupil, others in named.items():
        for other in others:
            namers.setdefault(other, set()).add(pupil)
    rows = []
    for pupil in sorted({*sent, *namers}):
        said = sent.get(pupil)
        rows += [[pupil, need, _own_side(said, need)] for need in ("adult", "family")]
        rows.append([pupil, "peer", _peer(said, named.get(pupil, set()), namers.get(pupil, set()))])
    return rows


def _own_side(said: Said | None, need: str) -> str:
    if said and said.of(need):
        return "pupil_only"
    return "nobody" if said and need in said.nobody else "not_known"


def _peer(said: Said | None, mine: set[str], theirs: set[str]) -> str:
    if mine & theirs:
        return "both"
    if mine and theirs:
        return "one_side_each"
    return "adult_only" if theirs else _own_side(said, "peer")
