"""A hundred kills at random over imports, keys, concerns, jobs and migrations: nothing told is lost.

BESIDE_SEED repeats the order of the kills and the pauses between them; BESIDE_KILLS is how many.
"""

import json
import os
import random
import time
from collections import Counter

import psycopg
import pytest

from beside.server.postgres import address
from beside.server.postgres.roles import BOOTSTRAP
from tests.assurance import test_random_kills as random_kills
from tests.assurance.people import FIRST, Colleague, Office
from tests.assurance.running import Running, ids_in, until
from tests.assurance.trusted import CardMaker, Worried
from tests.assurance.upgrading import Upgrades
from tests.assurance.work import KINDS, kill_worker

SHARE = int(os.environ.get("BESIDE_KILLS", "100")) // 4
SHARES = dict.fromkeys(("web", "worker", "database", "migration"), SHARE)
DIGESTS = """
import json, sys
from beside.access.actions import card_digest
print(json.dumps({code: card_digest(code) for code in json.loads('%s')}))
"""
running = random_kills.running


def _join(running: Running, office: Office, colleague: Colleague, seed: int) -> tuple:
    """Two more at work: one makes sign-in cards, one raises concerns."""
    browser = office.browser
    group = ids_in(browser.get("/cards/"), "/cards/")[0]
    cards = CardMaker(browser.another(), f"/cards/{group}/", colleague.pupils, seed)
    return cards, Worried(browser.another(), colleague.pupils, seed)


@pytest.mark.assurance
def test_a_hundred_random_kills_lose_nothing_that_was_told(running):
    seed = int(os.environ.get("BESIDE_SEED") or random.randrange(10**6))
    print(f"\nseed {seed}")
    colleague, office = random_kills._begin(running, seed)
    assert len(colleague.pupils) == FIRST
    cards, worried = _join(running, office, colleague, seed)
    people = (colleague, office, cards, worried)
    upgrades = Upgrades(running, random.Random(seed))
    try:
        for person in people:
            person.start()
        kills, cut_short = _kill(running, upgrades, random.Random(seed))
        for person in people:
            person.finish()
        faults = _faults(running, people, upgrades)
    finally:
        upgrades.end()
    told = sum((person.told for person in people), Counter())
    print(f"kills {dict(kills)}, cut short {dict(cut_short)}, told {dict(told)}")
    assert not faults, f"seed {seed}: " + "; ".join(faults)
    assert kills == SHARES
    assert min(told[each] for each in ("marks", "cards", "concerns", "imports")) > 1
    assert SHARE < 10 or (cut_short["apply_import"] and cut_short["migration"])


def _kill(running: Running, upgrades: Upgrades, chance: random.Random) -> tuple[Counter, Counter]:
    victims = [each for each, share in SHARES.items() for _ in range(share)]
    chance.shuffle(victims)
    kills, cut_short = Counter(), Counter()
    for victim in victims:
        time.sleep(chance.uniform(0.2, 2.0))
        if victim == "worker":
            kind = chance.choice(KINDS)
            later = chance.uniform(0, 0.05)
            cut_short[kind] += kill_worker(running, kind, patience=10, later=later)
        elif victim == "migration":
            upgrades.kill_one()
        else:
            until(lambda victim=victim: running.kill_next(victim), 60, f"a {victim} to kill")
            until(running.answers, 90, f"an answer after the {victim} was killed")
        kills[victim] += 1
    cut_short["migration"] = upgrades.cut_short
    return kills, cut_short


def _faults(running: Running, people: tuple, upgrades: Upgrades) -> list[str]:
    colleague, office, cards, worried = people
    found = random_kills._settled(running, office)
    shown = [code for codes in cards.codes.values() for code in codes if code]
    digests = json.loads(running.inside(DIGESTS % json.dumps(shown)))
    with psycopg.connect(**address(running.data, user=BOOTSTRAP)) as asked:
        stand = dict(asked.execute("SELECT subject_id::text, code_hash FROM access_signincard"))
        words = [w for (w,) in asked.execute("SELECT words FROM safeguarding_concern")]
        failed = asked.execute(
            "SELECT task_name, args::text FROM procrastinate_jobs WHERE status = 'failed'"
        ).fetchall()
        steps = [n for (n,) in asked.execute("SELECT number FROM planted_steps")]
    return [
        *random_kills._faults(found, colleague, office),
        *cards.faults(stand, digests),
        *worried.faults(words),
        *upgrades.faults(steps),
        *(f"the job {task} {args} failed" for task, args in failed),
    ]
