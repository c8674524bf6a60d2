"""Web, worker and database are killed at random while people work: nothing told is lost.

BESIDE_SEED repeats the order of the kills and the pauses between them.
"""

import json
import os
import random
import shutil
import socket
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from beside.server.postgres import stop
from tests.assurance import told
from tests.assurance.people import BATCH, FIRST, Colleague, Office, sheet
from tests.assurance.running import Browser, Running, ids_in, until
from tests.assurance.work import KINDS, kill_worker

SHARE = 10
VICTIMS = ("web", "worker", "database")
PASSWORD = "four words of ours"

INVITED = """
import uuid
from beside.access.actions import digest
from beside.access.actor import Actor, acting, role
from beside.rights import Role
from beside.access.calendar import now, today
from beside.access.models import Account
from beside.schools.actions.start import start_school
by = Actor(uuid.uuid4(), today())
with acting(by), role(Role.ROLL):
    start_school(by=by, school="Kill Hill", given_name="Ada", family_name="Reed",
        email="ada@example.org", token_hash=digest("secret"), now=now())
    account = Account(subject_id=by.subject_id, username="ada@example.org")
    account.set_password("four words of ours")
    account.save(force_insert=True)
"""
# As if the second step had been shown just now, and stayed so: what is tried here is what is kept.
STEPPED = """
from django.contrib.sessions.models import Session
from beside.access.sessions import SessionStore
for each in Session.objects.all():
    kept = SessionStore(each.session_key)
    kept["beside_step_at"] = "9999-01-01T00:00:00+00:00"
    kept.save()
"""
FOUND = """
import json
from django.db import connection
from beside.access.actor import NOBODY, acting, role
from beside.rights import Role
QUERIES = {
    "marks": "SELECT alter_id::text, knows FROM ties_nomination",
    "offers": "SELECT c.pupil_id::text, (SELECT count(*) FROM ties_followup f WHERE f.commitment_id = c.id),"
        " (SELECT count(*) FROM access_standing s WHERE s.source = 'commitment:' || c.id)"
        " FROM ties_commitment c",
    "imports": "SELECT id::text, status FROM schools_rollimport",
    "pupils": "SELECT e.admission_number, p.family_name, (SELECT count(*) FROM access_belonging b"
        " WHERE b.person_id = e.person_id) FROM schools_enrolment e"
        " JOIN schools_person p ON p.subject_id = e.person_id WHERE e.ends IS NULL",
}
with acting(NOBODY), role(Role.ROLL), connection.cursor() as cursor:
    found = {}
    for name, sql in QUERIES.items():
        cursor.execute(sql)
        found[name] = [list(row) for row in cursor.fetchall()]
print(json.dumps(found))
"""


@pytest.fixture
def running():
    data = Path(tempfile.mkdtemp(prefix="beside-kills-"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    here = Running(data, port)
    try:
        until(here.answers, 240, "the first answer")
        yield here
    finally:
        here.end()
        stop(data)
        data.with_name(data.name + ".log").unlink()
    shutil.rmtree(data, ignore_errors=True)


def _begin(running: Running, seed: int) -> tuple[Colleague, Office]:
    """A school with its first pupils and an open meeting, as a person sets it up."""
    running.inside(INVITED)
    browser = Browser(running.address)
    browser.get("/account/sign-in/")
    assert browser.post("/account/sign-in/", login="ada@example.org", password=PASSWORD)
    running.inside(STEPPED)
    led = browser.post("/roll/paste/", text=sheet(0))
    until(lambda: "approve/" in browser.get(led), 60, "reading the first sheet")
    assert browser.post(f"{led}approve/")
    until(lambda: _found(running)["imports"][0][1] == "applied", 60, "the first import")
    assert browser.post("/my-number/", limit=30)
    survey = browser.post("/surveys/new/", name="Meeting", year_groups=["9"])
    mark = f"/meeting/{survey.split('/')[2]}/"
    pupils = ids_in(browser.get(mark), "?pupil=")
    return Colleague(browser, mark, pupils, seed), Office(browser.another(), seed)


def _found(running: Running) -> dict[str, list]:
    return json.loads(running.inside(FOUND))


@pytest.mark.assurance
def test_thirty_random_kills_lose_nothing_that_was_told(running):
    seed = int(os.environ.get("BESIDE_SEED") or random.randrange(10**6))
    print(f"\nseed {seed}")
    people = colleague, office = _begin(running, seed)
    assert len(colleague.pupils) == FIRST
    for person in people:
        person.start()
    kills, cut_short = _kill_at_random(running, random.Random(seed))
    for person in people:
        person.finish()
    found = _settled(running, office)
    acknowledged = colleague.told + office.told
    print(f"kills {dict(kills)}, imports cut short {dict(cut_short)}, told {dict(acknowledged)}")
    faults = _faults(found, colleague, office)
    assert not faults, f"seed {seed}: " + "; ".join(faults)
    assert kills == dict.fromkeys(VICTIMS, SHARE)
    _check_enough(acknowledged, cut_short)


def _kill_at_random(running: Running, chance: random.Random) -> tuple[Counter, Counter]:
    """How often each was killed, all in equal shares, and which work of the worker it cut short."""
    victims = list(VICTIMS) * SHARE
    chance.shuffle(victims)
    kinds = list(KINDS) * SHARE
    kills, cut_short = Counter(), Counter()
    for victim in victims:
        time.sleep(chance.uniform(0.5, 4.0))
        if victim == "worker":
            kind, later = kinds.pop(), chance.uniform(0, 0.05)
            cut_short[kind] += kill_worker(running, kind, patience=15, later=later)
        else:
            until(lambda victim=victim: running.kill_next(victim), 60, f"a {victim} to kill")
            until(running.answers, 60, f"an answer after the {victim} was killed")
        kills[victim] += 1
    return kills, cut_short


def _settled(running: Running, office: Office) -> dict[str, list]:
    """What stands when every approved import came to its end, or two minutes have passed."""
    until(running.answers, 60, "an answer after the last kill")
    deadline = time.monotonic() + 120
    found = _found(running)
    while told.faults_of_imports(office.approved, found["imports"]):
        if time.monotonic() > deadline:
            break
        time.sleep(1)
        found = _found(running)
    return found


def _faults(found: dict[str, list], colleague: Colleague, office: Office) -> list[str]:
    return [
        *told.faults_of_marks(colleague.marks, found["marks"]),
        *told.faults_of_offers(colleague.offers, found["offers"]),
        *told.faults_of_imports(office.approved, found["imports"]),
        *told.faults_of_pupils(office.batches, found["pupils"], first=FIRST, batch=BATCH),
    ]


def _check_enough(acknowledged: Counter, cut_short: Counter) -> None:
    """A run in which nobody did anything, or no import was struck, shows nothing."""
    assert acknowledged["marks"] > 50, "too few marks were acknowledged"
    assert acknowledged["offers"] > 5, "too few offers were acknowledged"
    assert acknowledged["imports"] > 1, "too few imports were acknowledged"
    assert cut_short["apply_import"], "the worker was never killed while it brought pupils in"
