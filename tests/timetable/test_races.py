"""At the same moment, over connections of their own: one truth, and what the locks are good for."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, connections, transaction

from beside.access import routines
from beside.access.actor import Actor, acting, role
from beside.access.models import Block
from beside.access.refusals import Refusal
from beside.rights import Role
from beside.timetable import blocking, rules
from beside.timetable.actions import allotting, offering, peers, seats
from beside.timetable.models import PeerTutor, Seat, Session
from tests.access.rows import write_as_owner
from tests.factories import TODAY
from tests.timetable.school import AFTER, Choosing

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.worlds]
RACES = int(os.environ.get("BESIDE_RACES", "20"))
KEPT = {"django_migrations", "django_content_type", "auth_permission", "beside_cache"}
ONE_SEAT = "seat_sold_once"
SOLD_ONCE = (
    f"CREATE UNIQUE INDEX {ONE_SEAT} ON timetable_seat (session_id, number) WHERE ended_at IS NULL"
)


@contextmanager
def _as(person) -> Iterator[Actor]:
    actor = Actor(person.pk, TODAY)
    with acting(actor):
        yield actor


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """What is written stays until the test is over, so that other connections see it."""
    with django_db_blocker.unblock():
        yield
        with _owner() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = {name for (name,) in cursor.fetchall()} - KEPT
            cursor.execute(f"TRUNCATE {', '.join(sorted(tables))}")


@contextmanager
def _owner():
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE beside_owner")
        yield cursor
        cursor.execute("SET ROLE beside_app")


@pytest.fixture
def school(committed) -> Choosing:
    with acting(Actor(None, TODAY)):
        made = Choosing()
        made.given_out()
    return made


def together(*works: Callable[[threading.Barrier], object]) -> list[object]:
    """Do these at the same moment; what each gave, a refusal too."""
    start, found = threading.Barrier(len(works)), [None] * len(works)

    def run(n: int) -> None:
        try:
            found[n] = works[n](start)
        except Refusal as refusal:
            found[n] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[n]) for n in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def _swap(school, pupil, enrolment, session):
    def work(start: threading.Barrier) -> str:
        with _as(pupil) as by:
            session_now = Session.objects.select_related("period").get(pk=session.pk)
            start.wait(10)
            seats.swap(
                by=by, cycle=school.cycle, enrolment=enrolment, session=session_now, now=AFTER
            )
        return "in"

    return work


def _enrolments(school) -> dict:
    with acting(Actor(None, TODAY)):
        return {each.pk: school.enrolment(each) for each in school.pupils}


def _race(school, races: int) -> int:
    """How many races sold the only seat of the walk twice."""
    enrolments = _enrolments(school)
    with _as(school.organiser):
        Session.objects.filter(title="Walk").update(seats=1)
        walk = Session.objects.get(title="Walk")
        seated = Seat.objects.filter(period=walk.period_id, ended_at=None)
        racers = list(seated.values_list("pupil", flat=True)[:2])
    people = [each for each in school.pupils if each.pk in racers]
    oversold = 0
    for _ in range(races):
        told = together(*(_swap(school, each, enrolments[each.pk], walk) for each in people))
        with acting(Actor(None, TODAY)), role(Role.PLACER):
            inside = Seat.objects.filter(session=walk, ended_at=None)
            sold = inside.count()
            oversold += sold > 1
            assert sold == told.count("in") >= 1
            assert {type(each) for each in told} <= {str, rules.Full}
            inside.update(ended_at=AFTER)
            _back(racers, walk)
    return oversold


def _back(racers: list, walk: Session) -> None:
    """Whoever left their seat has it again."""
    for pupil in racers:
        mine = Seat.objects.filter(pupil=pupil, period=walk.period_id)
        former = mine.exclude(session=walk).order_by("-since").first()
        Seat.objects.filter(pk=former.pk).update(ended_at=None)


def test_the_last_seat_is_never_sold_twice(school):
    assert _race(school, RACES) == 0


def test_without_the_lock_it_is_sold_twice(school):
    with _owner() as cursor:
        cursor.execute(f"DROP INDEX {ONE_SEAT}")
    try:
        assert _race(school, RACES) > 0
    finally:
        with _owner() as cursor:
            cursor.execute("TRUNCATE timetable_seat")
            cursor.execute(SOLD_ONCE)


def _yes(pupil, row):
    def work(start: threading.Barrier) -> str:
        with _as(pupil) as by:
            start.wait(10)
            peers.answer(by=by, peer=row, yes=True, now=AFTER)
        return "leads"

    return work


def test_nobody_says_yes_and_takes_a_seat_at_the_same_moment(school):
    enrolments, pupil = _enrolments(school), school.pupils[0]
    with _as(school.organiser) as by:
        Session.objects.filter(title="Art").update(year_groups=["7"])
        art, walk = Session.objects.get(title="Art"), Session.objects.get(title="Walk")
        held = Seat.objects.filter(pupil=pupil.pk, ended_at=None)
        held.update(ended_at=AFTER)
    for _ in range(RACES):
        with _as(school.organiser) as by:
            row = peers.ask(by=by, session=art, enrolment=enrolments[pupil.pk], now=AFTER)
        told = together(_swap(school, pupil, enrolments[pupil.pk], walk), _yes(pupil, row))
        with _as(school.organiser):
            sits = held.count()
            leads = PeerTutor.objects.filter(answer="yes", ended_at=None).count()
            assert sits + leads == 1
            assert {type(each) for each in told} <= {str, rules.NotAsked, rules.NotOffered}
            held.update(ended_at=AFTER)
            PeerTutor.objects.update(ended_at=AFTER)


def _sitting_beside(school, session: Session):
    """Somebody with another seat at the time of a session."""
    with _as(school.organiser):
        there = Seat.objects.filter(period=session.period_id, ended_at=None)
        pupils = set(there.exclude(session=session).values_list("pupil", flat=True))
    return next(each for each in school.pupils if each.pk in pupils)


def _apart(one, other) -> None:
    with acting(Actor(None, TODAY)):
        write_as_owner(Block, [Block(actor_id=one.pk, pupil_id=other.pk)])


def test_nobody_sits_down_as_somebody_kept_apart_comes_to_lead(school):
    enrolments = _enrolments(school)
    with _as(school.organiser):
        walk = Session.objects.get(title="Walk")
    pupil = _sitting_beside(school, walk)
    _apart(school.second, pupil)

    def lead(start: threading.Barrier) -> str:
        offer = offering.Offer("Walk", 2, ["reinforce"], school.second.pk)
        with _as(school.organiser) as by:
            start.wait(10)
            offering.change(by=by, session=walk, offered=offer)
        return "leads"

    for _ in range(RACES):
        told = together(_swap(school, pupil, enrolments[pupil.pk], walk), lead)
        with _as(school.organiser), role(Role.PLACER):
            inside = Seat.objects.filter(session=walk, pupil=pupil.pk, ended_at=None)
            led = Session.objects.filter(pk=walk.pk, leader=school.second.pk)
            assert inside.count() + led.count() == 1
            assert {type(each) for each in told} <= {str, rules.NotOffered, rules.Taken}
            led.update(leader=None)
            if inside.update(ended_at=AFTER):
                _back([pupil.pk], walk)


def test_nobody_sits_down_as_somebody_kept_apart_says_yes(school):
    enrolments = _enrolments(school)
    with _as(school.organiser):
        Session.objects.filter(title="Art").update(seats=9)
        art = Session.objects.get(title="Art")
    pupil = _sitting_beside(school, art)
    helper = next(each for each in school.pupils if each != pupil)
    _apart(helper, pupil)
    with _as(school.organiser), role(Role.PLACER):
        Seat.objects.filter(pupil=helper.pk, ended_at=None).update(ended_at=AFTER)
        Session.objects.filter(pk=art.pk).update(year_groups=["7", "9"])
    for _ in range(RACES):
        with _as(school.organiser) as by:
            row = peers.ask(by=by, session=art, enrolment=enrolments[helper.pk], now=AFTER)
        told = together(_swap(school, pupil, enrolments[pupil.pk], art), _yes(helper, row))
        with _as(school.organiser), role(Role.PLACER):
            inside = Seat.objects.filter(session=art, pupil=pupil.pk, ended_at=None)
            leads = PeerTutor.objects.filter(answer="yes", ended_at=None).count()
            assert inside.count() + leads == 1
            assert {type(each) for each in told} <= {str, rules.NotOffered, rules.NotAsked}
            PeerTutor.objects.update(ended_at=AFTER)
            if inside.update(ended_at=AFTER):
                _back([pupil.pk], art)


def _sit(school, pupil, session: Session, number: int):
    """Somebody sits down on a seat of their own number, however they came to it."""

    def work(start: threading.Barrier) -> str:
        with _as(school.organiser):
            row = Seat(
                school_id=school.made.school.pk,
                session=session,
                period_id=session.period_id,
                pupil_id=pupil.pk,
                leader_id=session.leader_id,
                number=number,
                since=AFTER,
            )
            start.wait(10)
            try:
                with transaction.atomic():
                    Seat.objects.bulk_create([row])
            except IntegrityError as error:
                return "refused" if blocking.APART in str(error) else str(error)
        return "in"

    return work


def _race_of_two_kept_apart(school, races: int) -> int:
    """In how many races two pupils who are kept apart both come to the walk."""
    two, both = school.pupils[:2], 0
    with _as(school.organiser), role(Role.PLACER):
        Session.objects.filter(title="Walk").update(seats=9)
        walk = Session.objects.get(title="Walk")
        Seat.objects.filter(ended_at=None).update(ended_at=AFTER)
    _apart(*two)
    for _ in range(races):
        told = together(*(_sit(school, each, walk, n) for n, each in enumerate(two, 1)))
        assert "in" in told and set(told) <= {"in", "refused"}
        both += told == ["in", "in"]
        with _as(school.organiser), role(Role.PLACER):
            Seat.objects.filter(session=walk, ended_at=None).update(ended_at=AFTER)
    return both


@contextmanager
def _slow_to_come(*, locked: bool) -> Iterator[None]:
    """Whoever comes to a session takes their time between the check and the seat."""
    hold = next(each for each in routines.routines() if each.name == "timetable_hold_comer")
    lock = "PERFORM pg_advisory_xact_lock(7463, hashtext(NEW.session_id::text));"
    head, end = hold.text.rsplit("  RETURN NEW;", 1)
    assert lock in head
    slow = f"{head}  PERFORM pg_sleep(0.02);\n  RETURN NEW;{end}"
    with _owner() as cursor:
        cursor.execute(slow if locked else slow.replace(lock, ""))
    try:
        yield
    finally:
        with _owner() as cursor:
            for statement in hold.statements():
                cursor.execute(statement)


def test_two_who_are_kept_apart_never_come_to_one_session(school):
    with _slow_to_come(locked=True):
        assert _race_of_two_kept_apart(school, RACES) == 0


def test_nobody_sits_down_beside_somebody_as_a_block_is_written(school):
    two = school.pupils[:2]
    with _as(school.organiser), role(Role.PLACER):
        Session.objects.filter(title="Walk").update(seats=9)
        walk = Session.objects.get(title="Walk")
        Seat.objects.filter(ended_at=None).update(ended_at=AFTER)

    def block(start: threading.Barrier) -> str:
        start.wait(10)
        _apart(*two)
        return "written"

    for _ in range(RACES):
        together(_sit(school, two[0], walk, 1), lambda start: start.wait(10))
        told = together(_sit(school, two[1], walk, 2), block)
        assert told[1] == "written"
        with _as(school.organiser), role(Role.PLACER):
            inside = Seat.objects.filter(session=walk, ended_at=None)
            assert inside.count() == 1
            inside.update(ended_at=AFTER)
        with _owner() as cursor:
            cursor.execute("TRUNCATE access_block")


def test_without_the_lock_of_the_session_they_do(school):
    with _slow_to_come(locked=False):
        assert _race_of_two_kept_apart(school, RACES) > 0


def test_a_pupil_who_swaps_twice_at_once_sits_once(school):
    enrolments, pupil = _enrolments(school), school.pupils[0]
    with _as(school.organiser):
        held = Seat.objects.filter(pupil=pupil.pk, ended_at=None).values("session")
        period = Seat.objects.filter(pupil=pupil.pk, ended_at=None).first().period_id
        options = Session.objects.filter(period=period, cancelled_at=None).exclude(pk__in=held)
        Session.objects.filter(period=period).update(seats=9)
        two = list(options[:2])
    together(*(_swap(school, pupil, enrolments[pupil.pk], each) for each in two))
    with _as(school.organiser):
        assert Seat.objects.filter(pupil=pupil.pk, period=period, ended_at=None).count() == 1


def test_nobody_is_left_in_a_session_that_is_cancelled_mid_swap(school):
    enrolments = _enrolments(school)
    with _as(school.organiser):
        walk = Session.objects.get(title="Walk")
        racers = Seat.objects.filter(period=walk.period_id, ended_at=None)
        pupil = next(p for p in school.pupils if p.pk == racers.first().pupil_id)

    def cancel(start: threading.Barrier) -> str:
        with _as(school.organiser) as by:
            start.wait(10)
            seats.cancel(by=by, session=walk, words="Rain.", now=AFTER)
        return "cancelled"

    told = together(_swap(school, pupil, enrolments[pupil.pk], walk), cancel)
    with _as(school.organiser):
        assert not Seat.objects.filter(session=walk, ended_at=None).exists()
        assert Session.objects.get(pk=walk.pk).cancelled_at == AFTER
    assert told[1] == "cancelled"
    assert told[0] == "in" or isinstance(told[0], Refusal)


def test_of_two_who_publish_at_once_one_wins_and_one_is_told():
    with acting(Actor(None, TODAY)):
        school = Choosing()
        school.ranked()
        runs = [school.solved(), school.solved(by=school.second)]

    def publish(person, run):
        def work(start: threading.Barrier) -> str:
            with _as(person) as by:
                start.wait(10)
                allotting.publish(by=by, cycle=school.cycle, run=run, seen="", now=school.after)
            return "published"

        return work

    told = together(publish(school.organiser, runs[0]), publish(school.second, runs[1]))
    assert sorted(str(each) == "published" for each in told) == [False, True]
    winner = runs[told.index("published")]
    with _as(school.organiser):
        school.cycle.refresh_from_db()
        assert school.cycle.published_id == winner.pk
        assert Seat.objects.filter(ended_at=None).count() == 12
