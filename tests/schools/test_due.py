"""What falls due, of every area in one view: each reader sees what their row policies show."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from beside.schools.due import due
from beside.ties.models import Commitment, FollowUp
from tests.access.rows import ROW_MAKERS, write_as_owner
from tests.conftest import TODAY, see_as
from tests.house.cells import Line

pytestmark = pytest.mark.django_db


def owed(world, *, adult: uuid.UUID, done=None, ends=None, days=0) -> FollowUp:
    kept = ROW_MAKERS[Commitment](world, world.pupil, adult)
    kept.ends = ends
    write_as_owner(Commitment, [kept])
    row = FollowUp(
        commitment=kept,
        pupil_id=world.pupil,
        adult_id=adult,
        due=TODAY + timedelta(days),
        done=done,
    )
    write_as_owner(FollowUp, [row])
    return row


@pytest.fixture
def world() -> Line:
    made = Line("staff", "now", "yes_no")
    made.write()
    see_as(made.actor)
    return made


def test_what_i_promised_is_due_on_its_day(world):
    row = owed(world, adult=world.actor)
    assert due(by_day=TODAY) == [(world.actor, TODAY, "follow_up", world.pupil, row.pk)]
    assert due(by_day=TODAY - timedelta(1)) == []


@pytest.mark.parametrize("change", [{"done": TODAY}, {"ends": TODAY}], ids=["done", "ended"])
def test_what_is_over_is_not_due(world, change):
    owed(world, adult=world.actor, **change)
    assert due(by_day=TODAY) == []


def test_what_a_colleague_promised_is_not_mine_to_see(world):
    owed(world, adult=world.third)
    assert due(by_day=TODAY) == []
    assert due(by_day=TODAY, owners=[world.third]) == []


def test_nobody_is_shown_anything(world):
    owed(world, adult=world.actor)
    see_as(None)
    assert due(by_day=TODAY) == []


def test_every_view_asks_who_reads():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace"
            " AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)"
        )
        assert cursor.fetchall() == []
