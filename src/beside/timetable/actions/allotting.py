"""Allotting seats: asking the engine, and publishing what it came to."""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import connection
from procrastinate.contrib.django import app

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.placement import actions as placement
from beside.placement import rules as placing
from beside.placement.models import Run
from beside.timetable import rules
from beside.timetable.models import Cycle, Seat, Session
from beside.timetable.queries import apart, cycles, peers
from beside.timetable.queries.instances import instance_of

SECONDS = 120.0
# A row for everybody of the cycle who has none, so that each has reasons to read.
REASONS = """
INSERT INTO timetable_choice (id, school_id, cycle_id, pupil_id, wishes, reasons, at, was_needed)
SELECT said.id, %(school)s, %(cycle)s, said.pupil, '[]', said.reasons, %(now)s, ''
FROM jsonb_to_recordset(%(said)s) AS said (id uuid, pupil uuid, reasons jsonb)
ON CONFLICT (cycle_id, pupil_id) DO UPDATE SET reasons = excluded.reasons"""


@action
def ask(*, by: Actor, cycle: Cycle, now: datetime) -> Run:
    """Have the engine allot the seats of a cycle; while it does, pressed again, it is that run."""
    if cycles.standing(cycle, now) in ("planned", "open"):
        raise rules.NotReady("Choosing is still open. Close it first, then give out the places.")
    return placement.ask(
        by=by,
        school=cycle.school,
        problem="sessions",
        about=cycle.pk,
        year_groups=cycle.year_groups,
        instance=instance_of(by, cycle).to_json(),
        limit=SECONDS,
        now=now,
    )


@action
def publish(*, by: Actor, cycle: Cycle, run: Run, seen: str, now: datetime) -> None:
    """Make what a run came to what stands; `seen` is what stood when the page was loaded.

    Of two who publish at once one is told. Whoever keeps a place keeps their seat. What was
    settled by a swap since the run began is not undone: then it has to be run again.
    """
    held = Cycle.objects.select_for_update().get(pk=cycle.pk)
    placement.check_current(published=held.published_id, seen=seen)
    placing.check_found(is_found=run.about == cycle.pk and run.status in Run.FOUND)
    wanted = _wanted(by, cycle, run)
    _check_still_so(by, cycle, run, wanted)
    _seat(by, cycle, wanted, now)
    _say_why(by, cycle, run, now)
    held.published, held.published_at, held.published_by_id = run, now, by.subject_id
    held.save(update_fields=["published", "published_at", "published_by"])
    app.configure_task("timetable.say_why").defer(run_id=str(run.pk))


def _wanted(by: Actor, cycle: Cycle, run: Run) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Pupil and session, of the pupils who are still on roll."""
    here = set(cycles.pupils_of(by, cycle).values_list("person_id", flat=True))
    pairs = [
        (uuid.UUID(key), uuid.UUID(each)) for key, held in run.allocation.items() for each in held
    ]
    return {pair for pair in pairs if pair[0] in here}


def _check_still_so(
    by: Actor, cycle: Cycle, run: Run, wanted: set[tuple[uuid.UUID, uuid.UUID]]
) -> None:
    gone = cycles.sessions_of(cycle).filter(cancelled_at__isnull=False)
    cancelled = set(gone.values_list("pk", flat=True)) & {session for _, session in wanted}
    since = Seat.objects.filter(period__cycle=cycle, ended_at=None, since__gt=run.asked_at)
    period = dict(cycles.sessions_of(cycle).values_list("pk", "period"))
    away = peers.away(by, cycle)
    blocked = apart.sessions(by, cycle, {pupil for pupil, _ in wanted})
    may_not = any(
        period[session] in away[pupil] or session in blocked[pupil] for pupil, session in wanted
    )
    if cancelled or may_not or since.exclude(how=Seat.How.ALLOTTED).exists():
        raise rules.NotReady(
            "Something has changed since these places were worked out. Work them out again."
        )


def _seat(by: Actor, cycle: Cycle, wanted: set[tuple[uuid.UUID, uuid.UUID]], now: datetime) -> None:
    standing = Seat.objects.visible_to(by).filter(period__cycle=cycle, ended_at=None)
    kept = {(each.pupil_id, each.session_id): each for each in standing}
    over = [seat.pk for pair, seat in kept.items() if pair not in wanted]
    Seat.objects.filter(pk__in=over).update(ended_at=now)
    numbers: defaultdict[uuid.UUID, set[int]] = defaultdict(set)
    for pair, seat in kept.items():
        if pair in wanted:
            numbers[seat.session_id].add(seat.number)
    new = sorted(wanted - kept.keys())
    Seat.objects.bulk_create(_seats(cycle, new, numbers, now), batch_size=2000)


def _seats(
    cycle: Cycle,
    pairs: Collection[tuple[uuid.UUID, uuid.UUID]],
    numbers: defaultdict[uuid.UUID, set[int]],
    now: datetime,
) -> Iterable[Seat]:
    sessions: dict[uuid.UUID, Session] = {each.pk: each for each in cycles.sessions_of(cycle)}
    for pupil, key in pairs:
        number = next(n for n in range(1, len(numbers[key]) + 2) if n not in numbers[key])
        numbers[key].add(number)
        session = sessions[key]
        yield Seat(
            school_id=cycle.school_id,
            session=session,
            period_id=session.period_id,
            pupil_id=pupil,
            leader_id=session.leader_id,
            number=number,
            since=now,
        )


def _say_why(by: Actor, cycle: Cycle, run: Run, now: datetime) -> None:
    here = {str(pk) for pk in cycles.pupils_of(by, cycle).values_list("person_id", flat=True)}
    said = [
        {"id": str(uuid.uuid5(cycle.pk, pupil)), "pupil": pupil, "reasons": reasons}
        for pupil, reasons in run.reasons.items()
        if pupil in here
    ]
    values = {"school": cycle.school_id, "cycle": cycle.pk, "now": now, "said": json.dumps(said)}
    with connection.cursor() as cursor:
        cursor.execute(REASONS, values)
