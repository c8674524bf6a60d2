"""Pupils answer while web, worker and database are killed: each save told stands, each send once.

BESIDE_SEED repeats the order of the kills and the pauses between them.
"""

import os
import random
import time
from collections import Counter

import psycopg
import pytest

from beside.server.postgres import address
from beside.server.postgres.roles import BOOTSTRAP
from tests.assurance.pupils import Answering
from tests.assurance.running import Browser, Running, until
from tests.load.serving import serving

SHARE = 10
VICTIMS = ("web", "worker", "database")
PUPILS = 4

DRAFTS = "SELECT person_id::text, answers FROM ties_draft WHERE round_id = %s"
NAMED = (
    "SELECT ego_id::text, alter_words FROM ties_nomination"
    " WHERE round_id = %s AND question = 'outside' AND answer"
)
SAID = "SELECT person_id::text, question, value FROM ties_response WHERE round_id = %s"


@pytest.mark.assurance
def test_thirty_random_kills_lose_no_answer_that_was_told_as_kept():
    seed = int(os.environ.get("BESIDE_SEED") or random.randrange(10**6))
    print(f"\nseed {seed}")
    with serving(120) as (running, survey):
        pupils = _begin(running, survey, seed)
        kills = _kill_at_random(running, random.Random(seed))
        for pupil in pupils.values():
            pupil.finish()
        until(running.answers, 60, "an answer after the last kill")
        faults = _faults(running, survey["round"], pupils)
    told = sum((pupil.told for pupil in pupils.values()), start=Counter())
    print(f"kills {dict(kills)}, told {dict(told)}")
    assert not faults, f"seed {seed}: " + "; ".join(faults)
    assert kills == dict.fromkeys(VICTIMS, SHARE)
    assert told["saves"] > 300, "too few saves were acknowledged"
    assert told["sends"] > 30, "too few sends were acknowledged"


def _begin(running: Running, survey: dict, seed: int) -> dict[str, Answering]:
    pupils = {}
    asked_all = [
        each for each in sorted(survey["cards"].items()) if "outside" in each[1]["screens"]
    ]
    for number, (who, card) in enumerate(asked_all[:PUPILS]):
        pupils[who] = Answering(Browser(running.address), survey["round"], seed + number)
        pupils[who].sign_in(card["code"])
    for pupil in pupils.values():
        pupil.start()
    return pupils


def _kill_at_random(running: Running, chance: random.Random) -> Counter[str]:
    victims = list(VICTIMS) * SHARE
    chance.shuffle(victims)
    for victim in victims:
        time.sleep(chance.uniform(0.5, 3.0))
        until(lambda victim=victim: running.kill_next(victim), 60, f"a {victim} to kill")
        until(running.answers, 60, f"an answer after the {victim} was killed")
    return Counter(victims)


def _faults(running: Running, survey: str, pupils: dict[str, Answering]) -> list[str]:
    with psycopg.connect(**address(running.data, user=BOOTSTRAP)) as connection:
        drafts, named, said = (
            connection.execute(sql, [survey]).fetchall() for sql in (DRAFTS, NAMED, SAID)
        )
    faults = [] if len(drafts) == len(pupils) else ["a draft is lost or doubled"]
    for who, answers in drafts:
        words = [each["words"] for each in answers["people"]]
        faults += pupils[who].put_down.faults(f"draft of {who}", answers["choices"], words)
    for who, pupil in pupils.items():
        words = [each for ego, each in named if ego == who]
        choices = {question: value for person, question, value in said if person == who}
        faults += pupil.sent.faults(f"sent by {who}", choices, words)
    return faults
