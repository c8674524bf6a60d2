"""Two people put together and kept apart at the same moment, over connections of their own.

Every table that puts two people together is raced in turn. `BESIDE_RACES` says how many races.
"""

import os
import threading
import time
import uuid

import pytest
from django.db import IntegrityError, connection, connections

from beside.access import routines
from beside.access.actor import Actor, acting, role
from beside.access.models import Block, Standing, Subject
from beside.rights import Role
from tests.access.rows import write_as_owner
from tests.access.test_blocks import PAIRED, row
from tests.access.worlds import World
from tests.conftest import TODAY
from tests.timetable.test_races import committed  # noqa: F401

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.worlds]
RACES = int(os.environ.get("BESIDE_RACES", "28"))
# A row of these is not ended by a block: what it belongs to is, or reading stops.
LASTS = ("FollowUp", "ThankYou")


@pytest.fixture
def world(committed) -> World:  # noqa: F811
    made = World([uuid.uuid4() for _ in range(3)], [], [], [], "yes_no", [])
    with acting(Actor(None, TODAY)):
        made.write()
    return made


def two_more() -> tuple[uuid.UUID, uuid.UUID]:
    people = uuid.uuid4(), uuid.uuid4()
    with acting(Actor(None, TODAY)), role(Role.ROLL):
        Subject.objects.bulk_create([Subject(id=each) for each in people])
    return people


def race(world: World, registration, pause: float) -> tuple[str, int]:
    """What became of the row that put two together, and how many such rows stand afterwards."""
    pupil, adult = two_more()
    with acting(Actor(None, TODAY)):
        made = row(world, registration, pupil, adult)
    start, told = threading.Barrier(2), {}

    def put() -> None:
        try:
            with acting(Actor(None, TODAY)):
                start.wait(10)
                write_as_owner(registration.model, [made])
                time.sleep(pause)
            told["put"] = "in"
        except IntegrityError as error:
            told["put"] = "refused" if "kept_apart" in str(error) else str(error)

    def block() -> None:
        with acting(Actor(None, TODAY)):
            start.wait(10)
            write_as_owner(Block, [Block(actor_id=adult, pupil_id=pupil)])
            time.sleep(pause)
        told["block"] = "written"

    _at_once(put, block)
    assert told["block"] == "written"
    return told["put"], _standing(registration, pupil, adult)


def _at_once(*works) -> None:
    def run(work) -> None:
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def _standing(registration, pupil, adult) -> int:
    """The rows of the table that put the two together still, as the owner of the table counts."""
    on, model = registration.on, registration.model
    if on.model in LASTS:
        return 0
    two = {registration.column(on.pupil): pupil, registration.column(on.other): adult}
    until = "ends" if model is Standing else registration.column(on.until) if on.until else ""
    where = [f"{column} = %s" for column in two]
    where += [f"({until} IS NULL OR {until}::date > beside_today() + 30)"] if until else []
    with acting(Actor(None, TODAY)), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE beside_owner")
        cursor.execute(f"ALTER TABLE {registration.table} NO FORCE ROW LEVEL SECURITY")
        text = f"SELECT count(*) FROM {registration.table} WHERE {' AND '.join(where)}"
        cursor.execute(text, list(two.values()))
        found = cursor.fetchone()[0]
        cursor.execute(f"ALTER TABLE {registration.table} FORCE ROW LEVEL SECURITY")
        cursor.execute("SET LOCAL ROLE beside_app")
    return found


def races(world: World, how_many: int) -> tuple[dict[str, int], list[str]]:
    """How the races ended, and the tables on which two were left together."""
    ends: dict[str, int] = {}
    left = []
    for n in range(how_many):
        registration = PAIRED[n % len(PAIRED)]
        put, standing = race(world, registration, pause=0.01 * (n % 3))
        ends[put] = ends.get(put, 0) + 1
        left += [registration.table] * bool(standing)
    return ends, left


def test_nobody_is_put_together_while_a_block_is_written(world):
    ends, left = races(world, RACES)
    assert left == []
    assert set(ends) <= {"in", "refused"}
    print(f"{RACES} races: {ends}")


def test_without_the_lock_between_two_they_are(world):
    hold = next(each for each in routines.routines() if each.name == "access_hold_pair")
    start, end = hold.text.index("  FOR tried"), hold.text.index("  IF NOT held")
    with _as_owner() as cursor:
        cursor.execute(hold.text[:start] + "  held := true;\n" + hold.text[end:])
    try:
        _ends, left = races(world, 2 * len(PAIRED))
        assert left != []
    finally:
        with _as_owner() as cursor:
            for statement in hold.statements():
                cursor.execute(statement)


class _as_owner:
    def __enter__(self):
        self.cursor = connection.cursor()
        self.cursor.execute("SET ROLE beside_owner")
        return self.cursor

    def __exit__(self, *_error):
        self.cursor.execute("SET ROLE beside_app")
        self.cursor.close()
