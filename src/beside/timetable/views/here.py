"""Where a request of choice time stands: its cycle, and who leads what by name."""

import uuid
from collections.abc import Iterable

from django.http import Http404
from django.shortcuts import get_object_or_404

from beside.schools import queries as schools
from beside.schools.here import here
from beside.schools.models import Enrolment
from beside.ties import naming
from beside.timetable.models import Cycle, Invite, Session
from beside.timetable.queries import cycles


def names(request, people: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of adults for whoever looks, a pupil too; nobody they are kept apart from."""
    wanted = {each for each in people if each}
    if here(request).is_pupil:
        return {pk: each.name for pk, each in naming.adults(wanted).items()}
    found = schools.names_of(request.actor, wanted)
    return {pk: each.name for pk, each in found.items()}


def leaders(request, cycle: Cycle) -> dict[uuid.UUID, str]:
    """Who leads the sessions of a cycle or invited somebody to one, by name."""
    led = cycles.sessions_of(cycle).values_list("leader_id", flat=True)
    invited = Invite.objects.visible_to(request.actor).filter(session__period__cycle=cycle)
    return names(request, [*led, *invited.values_list("by_id", flat=True)])


def organised(request, pk: uuid.UUID) -> Cycle:
    """A cycle for years for which the actor organises; to others there is no such page."""
    rows = Cycle.objects.select_related("school__federation", "published")
    return _run_by(request, get_object_or_404(rows.defer(*_whole()), pk=pk))


def _run_by(request, cycle: Cycle) -> Cycle:
    if not here(request).organises(cycle.school_id, cycle.year_groups):
        raise Http404
    return cycle


def at_my_school(request, pk: uuid.UUID) -> Cycle:
    """A cycle of the school where the actor works."""
    return get_object_or_404(_cycles(), pk=pk, school=here(request).staff_school)


def my_enrolment(request, cycle: Cycle) -> Enrolment:
    """The pupil's place on the roll, where the cycle is for their year; else no such page."""
    mine = here(request).enrolment if here(request).is_pupil else None
    if mine is None or not is_for(cycle, mine):
        raise Http404
    return mine


def is_for(cycle: Cycle, enrolment: Enrolment) -> bool:
    """Whether a cycle is for the year group of a pupil of its school."""
    years = cycle.year_groups
    return enrolment.school_id == cycle.school_id and (not years or enrolment.year_group in years)


def for_pupil(request, pk: uuid.UUID) -> tuple[Cycle, Enrolment]:
    """A cycle that is for the pupil who asks."""
    cycle = get_object_or_404(_cycles(), pk=pk)
    return cycle, my_enrolment(request, cycle)


def session_of(request, pk: uuid.UUID) -> Session:
    """A session of a school where the actor organises."""
    found = get_object_or_404(Session.objects.select_related("period__cycle__school"), pk=pk)
    found.period.cycle = organised(request, found.period.cycle_id)
    return found


def _cycles():
    return Cycle.objects.select_related("school__federation")


def _whole() -> list[str]:
    from beside.placement.queries import WHOLE

    return [f"published__{name}" for name in WHOLE]
