"""After the places are given out: swaps, waiting for a place, cancelled sessions, registers."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.schools.models import Enrolment
from beside.ties.actions import evidence
from beside.ties.models import Evidence
from beside.timetable import blocking, rules, seating
from beside.timetable.models import Choice, Cycle, PeerTutor, Seat, Session, Waiting
from beside.timetable.queries import before, cycles, peers, places

TRIES = 3


@action
def swap(*, by: Actor, cycle: Cycle, enrolment: Enrolment, session: Session, now: datetime) -> None:
    """The pupil takes a free seat; a seat they have at that time is given up for it.

    Of two who want the last seat at once one gets it, and the other is told and keeps theirs.
    """
    mine = places.open_seats(by, cycle, enrolment.person_id)
    if any(each.session_id == session.pk for each in mine):
        return
    given_up = next((each for each in mine if each.period_id == session.period_id), None)
    _check_may_come(by, cycle, enrolment, session)
    _check_swap(cycle, enrolment, session, [s for s in mine if s != given_up], now)
    _take(enrolment, session, Seat.How.SWAPPED, given_up, now)
    leave_waiting(by=by, session=session, now=now)
    if given_up:
        _fill_later(given_up.session_id)


def _check_may_come(by: Actor, cycle: Cycle, enrolment: Enrolment, session: Session) -> None:
    if session.pk in blocking.not_for(cycle.pk, enrolment.person_id):
        raise rules.NotOffered(rules.GONE)
    done = before.done(by, cycle, [session.after], [enrolment.person_id])
    rules.check_follows(after=session.after, done=done[enrolment.person_id])


def _check_swap(
    cycle: Cycle, enrolment: Enrolment, session: Session, kept: list[Seat], now: datetime
) -> None:
    if cycles.standing(cycle, now) != "published":
        raise rules.NotOpen("Places can be swapped once they have been given out.")
    rules.check_offered(
        is_there=session.cancelled_at is None,
        years=session.year_groups,
        year=enrolment.year_group,
    )
    rules.check_begins_later(starts_at=session.period.starts_at, now=now)
    rules.check_leads_nothing(leads=peers.leads_at(enrolment.person_id, session.period))
    rules.check_not_twice(course=session.course, held={each.session.course for each in kept})
    rules.check_has_room(held=len(kept), due=cycle.due)


def _take(
    enrolment: Enrolment,
    session: Session,
    how: str,
    given_up: Seat | None,
    now: datetime,
    words: str = "",
) -> None:
    """A seat with the lowest free number; tried again where somebody took that one meanwhile."""
    for tried in range(1, TRIES + 1):
        number = rules.check_found_seat(seating.free_number(session.pk))
        try:
            with transaction.atomic():
                _write(enrolment, session, how, given_up, number, now, words)
            return
        except IntegrityError as error:
            _refuse(error, tried)


def _write(
    enrolment: Enrolment,
    session: Session,
    how: str,
    given_up: Seat | None,
    number: int,
    now: datetime,
    words: str,
) -> None:
    if given_up:
        over = Seat.objects.filter(pk=given_up.pk, ended_at=None)
        over.update(ended_at=now, ended_words=words)
    Seat.objects.bulk_create(
        [
            Seat(
                school_id=enrolment.school_id,
                session=session,
                period_id=session.period_id,
                pupil_id=enrolment.person_id,
                leader_id=session.leader_id,
                number=number,
                how=how,
                since=now,
            )
        ]
    )


def _refuse(error: IntegrityError, tried: int) -> None:
    if seating.CANCELLED in str(error):
        raise rules.NotOffered("This session was cancelled a moment ago.") from error
    if blocking.APART in str(error):
        raise rules.NotOffered(rules.GONE) from error
    if seating.LEADS in str(error):
        raise rules.NotOffered("You help to lead a session at that time.") from error
    if "seat_one_at_a_time" in str(error):
        raise rules.HasAll("You have a place at that time already.") from error
    if tried == TRIES:
        raise rules.Full("The last place has just gone. You can pick another session.") from error


@action
def wait(*, by: Actor, cycle: Cycle, enrolment: Enrolment, session: Session, now: datetime) -> None:
    """The pupil would like to change into a full session if a place becomes free.

    Only who could take it waits: who has all their places at other times is told so at once.
    """
    mine = places.open_seats(by, cycle, enrolment.person_id)
    kept = [each for each in mine if each.period_id != session.period_id]
    _check_may_come(by, cycle, enrolment, session)
    _check_swap(cycle, enrolment, session, kept, now)
    row = Waiting(
        school_id=enrolment.school_id, session=session, pupil_id=enrolment.person_id, since=now
    )
    Waiting.objects.bulk_create([row], ignore_conflicts=True)
    _fill_later(session.pk)


@action
def leave_waiting(*, by: Actor, session: Session, now: datetime) -> None:
    """The pupil waits no longer."""
    mine = Waiting.objects.visible_to(by).filter(pupil=by.subject_id, session=session)
    mine.filter(ended_at=None).update(ended_at=now)


def _fill_later(session: uuid.UUID) -> None:
    app.configure_task("timetable.fill").defer(session_id=str(session))


@action
def fill(*, by: Actor, session_id: uuid.UUID, now: datetime) -> list[uuid.UUID]:
    """Give free seats of a session to those who wait for it; call it as the placer.

    Whoever ranked it higher comes first, then a lot decides, never who pressed first. Gives the
    sessions in which that freed a seat.
    """
    session = Session.objects.select_related("period__cycle__school").get(pk=session_id)
    cycle, freed = session.period.cycle, list[uuid.UUID]()
    if now >= session.period.starts_at or session.cancelled_at:
        return freed
    for waiting, enrolment in places.waiting_in_order(by, cycle, session):
        given_up = places.given_up_for(session, enrolment)
        try:
            with transaction.atomic():
                _check_fits(cycle, enrolment, session, given_up, now)
                _take(enrolment, session, Seat.How.WAITED, given_up, now)
        except rules.Full:
            break
        except (rules.HasAll, rules.NotOffered):
            continue
        Waiting.objects.filter(pk=waiting.pk).update(ended_at=now)
        freed += [given_up.session_id] if given_up else []
    return freed


def _check_fits(
    cycle: Cycle, enrolment: Enrolment, session: Session, given_up: Seat | None, now: datetime
) -> None:
    mine = places.all_open_seats(cycle, enrolment.person_id)
    _check_swap(cycle, enrolment, session, [s for s in mine if s != given_up], now)


@action
def cancel(*, by: Actor, session: Session, words: str, now: datetime) -> None:
    """A session does not happen: its pupils are placed anew by their own lists, and told why.

    Whoever ranked another session of that time that has a free seat goes there, else where it is
    open, else they have that period free. Pressed twice it is cancelled once.
    """
    held = Session.objects.select_for_update(of=("self",)).select_related("period__cycle__school")
    session = held.get(pk=session.pk)
    if session.cancelled_at:
        return
    session.cancelled_at, session.cancelled_words = now, words
    session.save(update_fields=["cancelled_at", "cancelled_words"])
    PeerTutor.objects.visible_to(by).filter(session=session, ended_at=None).update(ended_at=now)
    cycle = session.period.cycle
    for seat, enrolment in places.seats_with_enrolments(by, cycle, session):
        ended = words or "This session was cancelled."
        Seat.objects.filter(pk=seat.pk).update(ended_at=now, ended_words=ended)
        _place_anew(enrolment, places.instead(by, cycle, session, enrolment), now)


def _place_anew(enrolment: Enrolment, sessions: Iterable[Session], now: datetime) -> None:
    for session in sessions:
        try:
            with transaction.atomic():
                _take(enrolment, session, Seat.How.MOVED, None, now)
        except (rules.Full, rules.HasAll, rules.NotOffered):
            continue
        return


@action
def register(*, by: Actor, session: Session, came: Mapping[uuid.UUID, str], now: datetime) -> int:
    """Who came to a session, by seat; those not named stay as they are. Gives how many are marked.

    The whole register in one statement for each answer.
    """
    mine = Seat.objects.visible_to(by).filter(session=session, ended_at=None)
    marked = 0
    for answer in Seat.Came.values:
        of = [pk for pk, said in came.items() if said == answer]
        marked += mine.filter(pk__in=of).update(came=answer, came_at=now) if of else 0
    return marked


@action
def look_back(
    *, by: Actor, cycle: Cycle, was_needed: str, helped: uuid.UUID | None, now: datetime
) -> None:
    """Two taps after a cycle: was it what you needed, and who helped. Changed at any time.

    Who helped becomes evidence of a tie, which the pupil alone reads.
    """
    mine = Choice.objects.visible_to(by).filter(cycle=cycle, pupil=by.subject_id)
    mine.update(was_needed=was_needed)
    evidence.helped(
        by=by,
        school=cycle.school,
        kind=Evidence.Kind.CHOICE_TIME,
        source=cycle.pk,
        adult=helped,
        now=now,
    )
