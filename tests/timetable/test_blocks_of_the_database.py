"""What the database alone refuses where a block stands, and whom it tells that there is one."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from beside.access import rowpolicies
from beside.access.actor import role
from beside.access.models import Block
from beside.rights import Role
from beside.timetable import blocking
from beside.timetable.models import Seat, Waiting
from beside.timetable.queries import instances
from tests.access.rows import write_as_owner
from tests.factories import NOW, act
from tests.timetable.school import AFTER
from tests.timetable.test_blocks import BLOCKS, adult, block, empty, given_out, offered
from tests.timetable.test_peers import Leading

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Leading:
    return Leading()


def ask(sql: str, *values) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@BLOCKS
@pytest.mark.parametrize("by", ["amina", "organiser"])
def test_the_database_alone_refuses_it(school, blocked, by):
    given_out(school)
    art = school.session("Art")
    empty(art)
    blocked(school)
    act(getattr(school, by))
    with role(Role.PLACER):
        Seat.objects.filter(pupil=school.amina.pk, ended_at=None).update(ended_at=AFTER)
    assert ask("SELECT current_user") == [("beside_app",)]
    with pytest.raises(IntegrityError, match=blocking.APART), transaction.atomic():
        school.seat(art, school.amina)
    school.seat(school.session("Walk"), school.amina)
    with pytest.raises(IntegrityError, match=blocking.APART), transaction.atomic():
        Seat.objects.filter(pupil=school.amina.pk, ended_at=None).update(
            session=art, period=art.period_id
        )
    if by == "amina":
        waiting = Waiting(
            school=school.made.school, session=art, pupil_id=school.amina.pk, since=AFTER
        )
        with pytest.raises(IntegrityError, match=blocking.APART), transaction.atomic():
            Waiting.objects.bulk_create([waiting])


def test_a_block_that_is_over_or_has_not_begun_blocks_nobody(school):
    school.open()
    later = school.cycle.last_day + timedelta(days=1)
    days = [{"ends": NOW.date()}, {"starts": later}]
    pair = {"actor_id": school.okafor.pk, "pupil_id": school.amina.pk}
    write_as_owner(Block, [Block(**pair, **each) for each in days])
    assert "Art" in offered(school, school.amina)
    school.rank(school.amina, school.session("Art"))
    instance = instances.instance_of(act(school.organiser), school.cycle)
    assert not any(each.blocked for each in instance.pupils)


def test_who_is_blocked_and_everybody_else_is_told_nothing(school):
    adult(school)
    told = (school.amina, school.tutor, school.head_of_year)
    for who in told:
        act(who)
        assert blocking.not_for(school.cycle.pk, school.amina.pk) == {
            school.session("Art").pk,
            school.maths.pk,
        }
    for who in (school.okafor, school.lund, school.leo, school.office, school.organiser):
        act(who)
        assert blocking.not_for(school.cycle.pk, school.amina.pk) == set()
    block(school.tutor, school.amina)
    act(school.tutor)
    assert blocking.not_for(school.cycle.pk, school.amina.pk) == set()


def test_no_person_asks_who_is_kept_apart_from_somebody_else(school):
    adult(school)
    for who in (school.okafor, school.amina, school.organiser):
        act(who)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            ask("SELECT beside_apart_from(%s)", school.amina.pk)


def test_the_second_lock_set_up_again_leaves_it_so():
    for name in ("beside_owner", "beside_app"):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {name}")
        if name == "beside_owner":
            rowpolicies.apply()
    worker, may = (
        "beside_worker",
        "SELECT has_function_privilege(%s, 'beside_apart_from(uuid, date)', 'EXECUTE')",
    )
    told = [each for each in (*Role, worker) if ask(may, each) == [(True,)]]
    assert told == [Role.REACH, Role.PLACER]
