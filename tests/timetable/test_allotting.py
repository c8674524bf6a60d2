"""From a plan to places: choosing opens, pupils rank, seats are given out, with reasons."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404

from beside.access.actor import Actor, role
from beside.access.refusals import Refusal
from beside.engine.solution import Step
from beside.placement import actions as placement
from beside.placement import jobs
from beside.placement.models import Run
from beside.rights import Role
from beside.timetable import rules
from beside.timetable.actions import allotting, choosing, offering
from beside.timetable.models import Choice, Invite, Seat
from beside.timetable.queries import cycles, outcomes, places
from tests.factories import NOW, act
from tests.timetable.school import AFTER, MONDAY, Choosing

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Choosing:
    return Choosing()


def seats(school, pupil) -> list[str]:
    found = places.open_seats(act(pupil), school.cycle, pupil.pk)
    return [each.session.title for each in found]


def test_everybody_has_what_is_due_and_the_dear_session_is_full(school):
    school.ranked()
    run = school.solved()
    assert (run.status, run.is_proven) == (Run.Status.OPTIMAL, True)
    school.publish(run)
    held = [seats(school, pupil) for pupil in school.pupils]
    assert all(len(each) == 2 for each in held)
    assert sum("Art" in each for each in held) == 2
    actor = act(school.organiser)
    numbers = Seat.objects.visible_to(actor).filter(session=school.session("Art"))
    assert sorted(numbers.values_list("number", flat=True)) == [1, 2]


def test_a_pupil_reads_why(school):
    school.given_out()
    choice = Choice.objects.visible_to(act(school.amina)).get(cycle=school.cycle)
    assert {each["rule"] for each in choice.reasons} <= {"met", "seats", "one_at_a_time", "due"}
    assert len(choice.reasons) == 3


def test_who_never_chose_has_places_and_a_row(school):
    school.open()
    school.publish(school.solved())
    assert len(seats(school, school.eve)) == 2
    assert Choice.objects.visible_to(act(school.eve)).get(cycle=school.cycle).reasons == []


def test_choosing_opens_once_there_is_enough(school):
    offering.open_choosing(by=act(school.organiser), cycle=school.cycle, now=NOW)
    offering.open_choosing(by=act(school.organiser), cycle=school.cycle, now=AFTER)
    school.cycle.refresh_from_db()
    assert school.cycle.opens_at == NOW
    cycles.sessions_of(school.cycle).update(seats=1)
    with pytest.raises(rules.NotReady, match="7 seats and 12"):
        offering.open_choosing(by=act(school.organiser), cycle=school.cycle, now=NOW)


def test_a_list_is_kept_press_by_press_and_closed_lists_stay(school):
    school.open()
    art, music = school.session("Art"), school.session("Music")
    school.rank(school.amina, art, music, art)
    enrolment = school.enrolment(school.amina)

    def press(do, session, purpose="", now=NOW, by=school.amina):
        return choosing.change(
            by=act(by),
            cycle=school.cycle,
            enrolment=enrolment,
            do=do,
            session=session.pk,
            purpose=purpose,
            now=now,
        )

    assert [each["session"] for each in press("up", music).wishes] == [str(music.pk), str(art.pk)]
    assert press("purpose", art, "stretch").wishes[1]["purpose"] == "stretch"
    with_tutor = press("drop", art, by=school.tutor)
    assert (len(with_tutor.wishes), with_tutor.chosen_with_id) == (1, school.tutor.pk)
    with pytest.raises(rules.NotOpen):
        press("drop", music, now=AFTER)


def test_only_whoever_looks_after_a_pupil_may_choose_with_them(school):
    school.open()
    with pytest.raises((Http404, DatabaseError)), transaction.atomic():
        school.rank(school.amina, school.session("Art"), by=school.lund)
    assert not Choice.objects.visible_to(act(school.organiser)).exists()


def test_nothing_is_given_out_while_choosing_is_open(school):
    school.open()
    with pytest.raises(rules.NotReady):
        allotting.ask(by=act(school.organiser), cycle=school.cycle, now=NOW)


def test_pressed_twice_it_is_one_run(school):
    school.ranked()
    by = act(school.organiser)
    one = allotting.ask(by=by, cycle=school.cycle, now=AFTER)
    assert allotting.ask(by=by, cycle=school.cycle, now=AFTER) == one


def test_of_two_who_publish_one_is_told(school):
    school.ranked()
    one, other = school.solved(), school.solved(by=school.second)
    school.publish(one)
    with pytest.raises(Refusal, match="published another"):
        school.publish(other, by=school.second)
    school.publish(other, seen=str(one.pk), by=school.second)
    assert school.cycle.published == other
    assert all(len(seats(school, pupil)) == 2 for pupil in school.pupils)


def test_what_stands_stays_until_something_else_is_published(school):
    school.given_out()
    before = [seats(school, pupil) for pupil in school.pupils]
    school.solved()
    assert [seats(school, pupil) for pupil in school.pupils] == before


def test_whoever_went_without_comes_first_next_time(school):
    school.given_out()
    without = {p.pk for p in school.pupils if "Art" not in seats(school, p)}
    again = offering.plan_again(
        by=act(school.organiser),
        cycle=school.cycle,
        name="Christmas",
        first_day=MONDAY + timedelta(days=14),
    )
    assert [p.starts_at.hour for p in again.periods.all()] == [14, 14, 9]
    assert cycles.sessions_of(again).count() == 7
    school.cycle = again
    school.ranked()
    school.publish(school.solved())
    with_art = {p.pk for p in school.pupils if "Art" in seats(school, p)}
    assert len(with_art) == 2 and with_art <= without


def test_others_see_nothing(school):
    school.given_out()
    for stranger in (school.lund, school.leo):
        actor = act(stranger)
        assert not Choice.objects.visible_to(actor).filter(pupil=school.amina.pk).exists()
        own = Seat.objects.visible_to(actor).exclude(pupil=stranger.pk)
        assert set(own.values_list("leader", flat=True)) <= {stranger.pk}
        assert not Run.objects.visible_to(actor).exists()
    assert not Seat.objects.visible_to(Actor(None, NOW.date())).exists()


def test_what_staff_require_and_cannot_all_be_is_named(school):
    school.open()
    rows = [
        Invite(
            school=school.made.school,
            session=session,
            pupil_id=school.amina.pk,
            by_id=school.okafor.pk,
            is_required=True,
            at=NOW,
        )
        for session in (school.session("Art"), school.session("Music"))
    ]
    act(school.okafor)
    Invite.objects.bulk_create(rows)
    run = school.solved()
    assert run.status == Run.Status.INFEASIBLE
    (said,) = outcomes.clashes(act(school.organiser), run, school.cycle)
    assert {title for _name, title in said["wishes"]} == {"Art", "Music"}
    assert {name for name, _title in said["wishes"]} == {"Amina Yusuf"}
    with pytest.raises(Refusal, match="nothing that could be published"):
        school.publish(run)


def test_a_run_tells_how_far_it_is_and_ends_when_somebody_says_so(school):
    school.ranked()
    by = act(school.organiser)
    run = allotting.ask(by=by, cycle=school.cycle, now=school.after)
    placement.stop(by=by, run=run)
    with role(Role.PLACER):
        assert placement.tell(by=by, run_id=run.pk, step=Step(1.0, (4, 2), ()))
        placement.tell(by=by, run_id=run.pk, step=Step(2.0, (4, 2), (4,)))
    run.refresh_from_db()
    assert [each["seconds"] for each in run.steps] == [2.0]


def test_a_run_whose_worker_was_killed_is_done_again_with_the_same_end(school):
    school.ranked()
    run = allotting.ask(by=act(school.organiser), cycle=school.cycle, now=school.after)
    with role(Role.PLACER):
        placement.begin(by=act(school.organiser), run_id=run.pk, now=school.after)
    jobs.solve(run_id=str(run.pk))
    act(school.organiser)
    first = Run.objects.get(pk=run.pk)
    jobs.solve(run_id=str(run.pk))
    act(school.organiser)
    again = Run.objects.get(pk=run.pk)
    assert (first.status, first.allocation) == (again.status, again.allocation)
    assert first.ended_at == again.ended_at
    assert first.versions["beside"]
