"""What stands in the database against what was sent: each difference in a sentence."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.load.said import QUALITIES, Said

FOUND = """
import json
from django.db import connection
from beside.access.actor import NOBODY, acting, role
from beside.rights import Role
from beside.ties.reckoning import reckon
QUERIES = {{
    "nominations": "SELECT ego_id::text, question, coalesce(alter_id::text, ''), alter_words, ring,"
        " qualities, stage FROM ties_nomination WHERE answer AND round_id = %s",
    "responses": "SELECT person_id::text, question, value FROM ties_response WHERE round_id = %s",
    "respondents": "SELECT person_id::text, question, answered FROM ties_respondent"
        " WHERE sent_at IS NOT NULL AND round_id = %s",
    "exact": "SELECT pupil_id::text, need, state FROM ties_exactstate WHERE round_id = %s",
    "shown": "SELECT pupil_id::text, need, state FROM ties_state WHERE round_id = %s",
}}
def read(names):
    with role(Role.MEASURE), connection.cursor() as cursor:
        for name in names:
            cursor.execute(QUERIES[name], ["{survey}"])
            found[name] = [list(row) for row in cursor.fetchall()]
found = {{}}
with acting(NOBODY):
    read(["nominations", "responses", "respondents", "shown"])
    reckon("{survey}", {{person for person, *_rest in found["respondents"]}})
    read(["exact"])
print(json.dumps(found))
"""
TWO_SIDED = ("adult", "family")
NEEDS = (*TWO_SIDED, *QUALITIES, "mentor")


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
        "shown": [*_shown(exact), *_suites(sent, exact)],
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
    """What is known of each pupil who sent, once all who sent are reckoned again.

    In this survey no adult and no carer sends anything, so only peers have a second side. What a
    friend says afterwards changes the exact state at the next reckoning alone, and no word shown.
    """
    named = {pupil: {each.alter for each in said.of("peer")} for pupil, said in sent.items()}
    namers: dict[str, set[str]] = {}
    for pupil, others in named.items():
        for other in others:
            namers.setdefault(other, set()).add(pupil)
    rows = []
    for pupil, said in sent.items():
        rows += [[pupil, need, said.own_side(need)] for need in NEEDS]
        known = _peer(named[pupil], namers.get(pupil, set())) or said.own_side("peer")
        rows.append([pupil, "peer", known])
    return rows


def _peer(mine: set[str], theirs: set[str]) -> str:
    """The state where another pupil has said something; empty where none has."""
    if mine & theirs:
        return "both"
    if mine and theirs:
        return "one_side_each"
    return "adult_only" if theirs else ""


def _shown(exact: list[list[str]]) -> list[list[str]]:
    """The words readers see: of peers, and of needs with one side, what the pupil said alone."""
    return [[pupil, need, _word(need, state)] for pupil, need, state in exact]


def _word(need: str, state: str) -> str:
    if need == "peer":
        own = {"nobody": "nobody", "not_known": "not_known", "adult_only": "not_known"}
        return own.get(state, "someone")
    if state == "pupil_only" and need not in TWO_SIDED:
        return "someone"
    return state


def _suites(sent: Mapping[str, Said], exact: list[list[str]]) -> list[list[str]]:
    """All needs a pupil was asked about together: all of them, not all, or not known."""
    words: dict[str, set[str]] = {}
    for pupil, need, word in _shown(exact):
        question = "stage" if need == "mentor" else need
        if question in sent[pupil].screens:
            words.setdefault(pupil, set()).add(word)
    return [[pupil, "suite", _suite(found)] for pupil, found in words.items()]


def _suite(words: set[str]) -> str:
    if words == {"someone"}:
        return "all"
    return "part" if words - {"someone", "not_known"} else "not_known"
