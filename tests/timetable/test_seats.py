"""After the places are given out: swaps, waiting, cancelled sessions, registers."""

import pytest

from beside.access.actor import Actor, role
from beside.rights import Role
from beside.timetable import rules
from beside.timetable.actions import offering, seats
from beside.timetable.models import Seat, Waiting
from beside.timetable.queries import places
from tests.factories import act
from tests.timetable.school import AFTER, Choosing

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Choosing:
    made = Choosing()
    made.given_out()
    return made


def titles(school, pupil) -> list[str]:
    found = places.open_seats(act(pupil), school.cycle, pupil.pk)
    return [each.session.title for each in found]


def with_art(school, *, has: bool = True):
    return [p for p in school.pupils if ("Art" in titles(school, p)) == has]


def at_that_time(school, session, *, has: bool = True) -> list:
    """The pupils who have another place at the time of a session, or none there."""
    return [
        pupil
        for pupil in with_art(school, has=False)
        if has
        == any(
            each.period_id == session.period_id
            for each in places.open_seats(act(pupil), school.cycle, pupil.pk)
        )
    ]


def swap(school, pupil, session, now=AFTER) -> None:
    seats.swap(
        by=act(pupil),
        cycle=school.cycle,
        enrolment=school.enrolment(pupil),
        session=session,
        now=now,
    )


def wait(school, pupil, session) -> None:
    seats.wait(
        by=act(pupil),
        cycle=school.cycle,
        enrolment=school.enrolment(pupil),
        session=session,
        now=AFTER,
    )


def fill(session) -> list:
    with role(Role.PLACER):
        return seats.fill(by=Actor(None, AFTER.date()), session_id=session.pk, now=AFTER)


def test_a_pupil_swaps_for_a_free_seat_at_the_same_time_and_twice_is_once(school):
    pupil = next(p for p in school.pupils if "Maths again" in titles(school, p))
    study = school.session("Study", 1)
    for _ in range(2):
        swap(school, pupil, study)
    assert "Study" in titles(school, pupil) and "Maths again" not in titles(school, pupil)
    assert len(titles(school, pupil)) == 2


def test_a_full_session_takes_nobody_more(school):
    pupil = with_art(school, has=False)[0]
    before = titles(school, pupil)
    with pytest.raises((rules.Full, rules.HasAll)):
        swap(school, pupil, school.session("Art"))
    assert titles(school, pupil) == before


def test_nobody_has_more_than_is_due(school):
    pupil = with_art(school)[0]
    taken = {each.period_id for each in places.open_seats(act(pupil), school.cycle, pupil.pk)}
    free = next(
        each
        for each in (school.session("Music", 1), school.session("Study", 1))
        if each.period_id not in taken
    )
    with pytest.raises(rules.HasAll, match="2 of your places"):
        swap(school, pupil, free)


def test_a_session_that_has_begun_stays(school):
    pupil = with_art(school, has=False)[0]
    session = school.session("Walk")
    with pytest.raises(rules.TooLate):
        swap(school, pupil, session, now=session.period.starts_at)


def test_a_session_for_others_is_not_offered(school):
    session = school.session("Study", 1)
    session.year_groups = ["7"]
    with pytest.raises(rules.NotOffered):
        swap(school, school.amina, session)


def test_a_freed_seat_goes_to_who_waits_and_so_on(school):
    art = school.session("Art")
    inside, waiting = with_art(school), at_that_time(school, art)[0]
    wait(school, waiting, art)
    assert fill(art) == []
    swap(school, inside[0], school.session("Walk"))
    freed = fill(art)
    assert "Art" in titles(school, waiting) and len(titles(school, waiting)) == 2
    assert len(freed) == 1
    actor = act(waiting)
    assert not Waiting.objects.visible_to(actor).filter(ended_at=None).exists()
    seat = places.open_seats(actor, school.cycle, waiting.pk)[0]
    assert seat.how == Seat.How.WAITED


def test_nobody_waits_for_a_seat_they_could_never_take(school):
    art = school.session("Art")
    pupil = at_that_time(school, art, has=False)[0]
    assert len(titles(school, pupil)) == school.cycle.due
    with pytest.raises(rules.HasAll):
        wait(school, pupil, art)
    assert not Waiting.objects.visible_to(act(pupil)).exists()


def test_who_stops_waiting_is_not_given_it(school):
    art = school.session("Art")
    pupil = at_that_time(school, art)[0]
    wait(school, pupil, art)
    seats.leave_waiting(by=act(pupil), session=art, now=AFTER)
    swap(school, with_art(school)[0], school.session("Walk"))
    fill(art)
    assert "Art" not in titles(school, pupil)


def test_pupils_of_a_cancelled_session_are_placed_anew_and_told(school):
    maths = school.session("Maths again")
    inside = [p for p in school.pupils if "Maths again" in titles(school, p)]
    assert inside
    for _ in range(2):
        seats.cancel(by=act(school.organiser), session=maths, words="Ms Okafor is ill.", now=AFTER)
    for pupil in inside:
        place = places.fortnight(act(pupil), school.cycle, pupil.pk)[2]
        assert place.seat.session.title == "Study"
        assert place.seat.how == Seat.How.MOVED
        assert place.before.ended_words == "Ms Okafor is ill."
    with pytest.raises(rules.NotOffered):
        swap(school, inside[0], school.session("Maths again"))


def test_a_register_is_kept_at_once_and_only_by_who_leads(school):
    art = school.session("Art")
    listed = list(places.register_of(act(school.okafor), art))
    came = {listed[0].pk: "yes", listed[1].pk: "no"}
    assert seats.register(by=act(school.okafor), session=art, came=came, now=AFTER) == 2
    assert seats.register(by=act(school.lund), session=art, came=came, now=AFTER) == 0
    again = places.register_of(act(school.okafor), art)
    assert [each.came for each in again] == ["yes", "no"]


def test_a_session_keeps_the_seats_that_are_taken(school):
    art = school.session("Art")
    with pytest.raises(rules.Taken):
        offering.change(by=act(school.organiser), session=art, offered=offering.Offer("Art", 1))


def test_an_adult_or_a_room_is_not_taken_twice_at_a_time(school):
    by = act(school.organiser)
    for offer in (
        offering.Offer("Clay", 5, leader=school.okafor.pk),
        offering.Offer("Clay", 5, location="A1"),
    ):
        with pytest.raises(rules.Taken):
            offering.offer(by=by, periods=[school.first], offered=offer)
