"""Two pupils between whom a block stands are in no session together, and read nothing of why."""

import pytest

from beside.access.actor import role
from beside.rights import Role
from beside.timetable import rules
from beside.timetable.actions import seats
from beside.timetable.models import Seat
from beside.timetable.queries import lists, places
from tests.factories import act
from tests.timetable.school import AFTER
from tests.timetable.test_blocks import GONE, block, change, empty, given_out, titles
from tests.timetable.test_peers import Leading

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Leading:
    return Leading()


def sessions_of(school, pupil) -> set:
    found = places.open_seats(act(pupil), school.cycle, pupil.pk)
    return {each.session_id for each in found}


def test_two_pupils_who_are_kept_apart_are_given_no_session_together(school):
    block(school.amina, school.leo)
    school.open()
    for pupil in (school.amina, school.leo):
        school.rank(pupil, school.session("Art"), school.session("Walk"))
    school.publish(school.solved())
    held = [sessions_of(school, pupil) for pupil in (school.amina, school.leo)]
    assert held[0] & held[1] == set()
    assert all(held)


def test_what_a_pupil_reads_does_not_say_that_somebody_is_there(school):
    block(school.amina, school.leo)
    school.open()
    for pupil in (school.amina, school.leo):
        school.rank(pupil, school.session("Art"))
    school.publish(school.solved())
    said = [
        each
        for pupil in (school.amina, school.leo)
        for each in lists.reasons(act(pupil), school.cycle, pupil.pk)
    ]
    assert any("was not possible for you" in each for each in said)
    assert not any(name in " ".join(said) for name in ("Amina", "Leo"))


def test_where_one_sits_there_is_no_such_session_for_the_other(school):
    given_out(school)
    art = school.session("Art")
    empty(art)
    act(school.organiser)
    school.seat(art, school.leo)
    block(school.amina, school.leo)
    with pytest.raises(rules.NotOffered, match=GONE):
        change(school, seats.swap, art)


def test_a_block_takes_the_blocked_one_out_of_a_session_in_which_both_sit(school):
    given_out(school)
    art = school.session("Art")
    empty(art)
    with role(Role.PLACER):
        Seat.objects.filter(pupil__in=[school.amina.pk, school.leo.pk], ended_at=None).update(
            ended_at=AFTER
        )
    act(school.organiser)
    for number, pupil in enumerate((school.amina, school.leo), 1):
        school.seat(art, pupil, number)
    block(school.leo, school.amina)
    assert (titles(school, school.amina), titles(school, school.leo)) == ({"Art"}, set())
