"""Web, worker and database are killed at random while people work: nothing told is lost."""

import json
import random
import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path

import pytest

from beside.server.postgres import stop
from tests.assurance import told
from tests.assurance.running import Browser, Running, ids_in, until

CYCLES = 30
SEED = 7
VICTIMS = ("web", "worker", "database")
WAYS = ("face", "personal", "family", "learning", "trusted")
FIRST, BATCH = 40, 15
PASSWORD = "four words of ours"

INVITED = """
import uuid
from beside.access.actions import digest
from beside.access.actor import Actor, acting, role
from beside.access.bases import Role
from beside.access.calendar import now, today
from beside.schools.actions.start import start_school
by = Actor(uuid.uuid4(), today())
with acting(by), role(Role.ROLL):
    start_school(by=by, school="Kill Hill", given_name="Ada", family_name="Reed",
        email="ada@example.org", token_hash=digest("secret"), now=now())
"""
FOUND = """
import json
from django.db import connection
from beside.access.actor import NOBODY, acting, role
from beside.access.bases import Role
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


class Colleague(threading.Thread):
    """Marks, offers and brings in pupils without pause, and remembers what was acknowledged.

    `marks` holds what may stand for each pupil: the last acknowledged answer, and any sent after
    it of which nobody can tell.
    """

    def __init__(self, browser: Browser, mark: str, pupils: list[str], seed: int):
        super().__init__(daemon=True)
        self.browser, self.mark, self.pupils = browser, mark, pupils
        self.chance = random.Random(seed)
        self.marks: dict[str, list[list[str]]] = {}
        self.acknowledged = 0
        self.offers: list[str] = []
        self.approved: dict[str, int] = {}
        self.batches = 0
        self.importing, self.over = threading.Event(), threading.Event()

    def run(self) -> None:
        works = [self._mark] * 6 + [self._offer] * 2 + [self._bring_in]
        while not self.over.is_set():
            self.chance.choice(works)()

    def _mark(self) -> None:
        pupil = self.chance.choice(self.pupils)
        knows = [way for way in WAYS if self.chance.random() < 0.5]
        kept = self.browser.post(self.mark, pupil=pupil, knows=knows or ["none"])
        if kept is None:
            self.marks.setdefault(pupil, [None]).append(knows)
            time.sleep(0.2)
        else:
            self.marks[pupil] = [knows]
            self.acknowledged += 1

    def _offer(self) -> None:
        pupil = self.chance.choice(self.pupils[:25])
        if self.browser.post(f"/beside/{pupil}/"):
            self.offers.append(pupil)

    def _bring_in(self) -> None:
        self.importing.set()
        self._paste_and_approve()
        self.importing.clear()

    def _paste_and_approve(self) -> None:
        led = self.browser.post("/roll/paste/", text=sheet(self.batches + 1))
        if led is None:
            return
        deadline = time.monotonic() + 60
        while not self._is_ready(led):
            if time.monotonic() > deadline or self.over.is_set():
                return
            time.sleep(0.3)
        if self.browser.post(f"{led}approve/"):
            self.batches += 1
            self.approved[led.split("/")[2]] = self.batches
            time.sleep(0.5)

    def _is_ready(self, led: str) -> bool:
        try:
            return "approve/" in self.browser.get(led)
        except Exception:
            return False


def sheet(batches: int) -> str:
    """The pupils of the first sheet, and those of this many batches more, as pasted cells."""
    rows = ["Id\tFirst name\tLast name\tYear\tTutor group\tAdmission number"]
    for n in range(FIRST + BATCH * batches):
        batch = max(0, (n - FIRST) // BATCH + 1) if n >= FIRST else 0
        rows.append(f"k{n}\tPupil\tBatch{batch}\t9\t9A\t{n}")
    return "\n".join(rows)


@pytest.fixture
def running():
    data = Path(tempfile.mkdtemp(prefix="beside-kills-"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    here = Running(data, port)
    try:
        until(here.answers, 90, "the first answer")
        yield here
    finally:
        here.end()
        stop(data)
        data.with_name(data.name + ".log").unlink()
    shutil.rmtree(data, ignore_errors=True)


def _begin(running: Running) -> Colleague:
    """A school with its first pupils and an open meeting, as a person sets it up."""
    running.inside(INVITED)
    browser = Browser(running.address)
    browser.get("/invitation/secret/")
    fields = {"username": "ada@example.org", "password": PASSWORD}
    assert browser.post("/invitation/secret/", **fields) == "/"
    led = browser.post("/roll/paste/", text=sheet(0))
    until(lambda: "approve/" in browser.get(led), 60, "reading the first sheet")
    assert browser.post(f"{led}approve/")
    until(lambda: _state(running, "imports")[0][1] == "applied", 60, "the first import")
    assert browser.post("/my-number/", limit=30)
    survey = browser.post("/surveys/new/", name="Meeting", year_groups=["9"])
    mark = f"/meeting/{survey.split('/')[2]}/"
    return Colleague(browser, mark, ids_in(browser.get(mark), "?pupil="), seed=20261124)


def _state(running: Running, name: str) -> list:
    return json.loads(running.inside(FOUND))[name]


@pytest.mark.assurance
def test_thirty_random_kills_lose_nothing_that_was_told(running):
    colleague = _begin(running)
    assert len(colleague.pupils) == FIRST
    colleague.start()
    kills, busy = _kill_at_random(running, colleague, random.Random(SEED))
    colleague.over.set()
    colleague.join(30)
    until(running.answers, 60, "an answer after the last kill")
    until(lambda: _all_applied(running, colleague), 120, "every approved import")
    counts = (colleague.acknowledged, len(colleague.offers), len(colleague.approved))
    print(f"seed {SEED}, kills {kills}, worker while importing {busy}, told {counts}")
    assert _faults(json.loads(running.inside(FOUND)), colleague) == []
    assert kills == dict.fromkeys(VICTIMS, CYCLES // len(VICTIMS))
    assert busy and counts[0] > 50 and counts[1] and counts[2]


def _faults(found: dict[str, list], colleague: Colleague) -> list[str]:
    batches = max(colleague.approved.values(), default=0)
    return [
        *told.lost_marks(colleague.marks, found["marks"]),
        *told.lost_offers(colleague.offers, found["offers"]),
        *told.lost_pupils(batches, found["pupils"], first=FIRST, batch=BATCH),
    ]


def _kill_at_random(
    running: Running, colleague: Colleague, chance: random.Random
) -> tuple[dict[str, int], int]:
    """How often each was killed, all in equal shares, and the worker while it had an import."""
    victims = list(VICTIMS) * (CYCLES // len(VICTIMS))
    chance.shuffle(victims)
    kills, busy = dict.fromkeys(VICTIMS, 0), 0
    for victim in victims:
        time.sleep(chance.uniform(0.5, 4.0))
        if victim == "worker":
            busy += colleague.importing.wait(8)
        until(lambda victim=victim: _killed(running, victim), 60, f"a {victim} to kill")
        kills[victim] += 1
        if victim != "worker":
            until(running.answers, 60, f"an answer after the {victim} was killed")
    return kills, busy


def _killed(running: Running, victim: str) -> bool:
    running.keep_up()
    return running.kill(victim)


def _all_applied(running: Running, colleague: Colleague) -> bool:
    status = dict(_state(running, "imports"))
    assert set(colleague.approved) <= set(status), "an acknowledged import is gone"
    return all(status[key] not in ("applying", "reading") for key in colleague.approved)
