"""Where a request of challenges stands."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404

from beside.access.models import in_force
from beside.enrichment.models import Season
from beside.schools import queries as schools
from beside.schools.here import here
from beside.schools.models import Enrolment, Post, School
from beside.ties import naming


def helpers(request, season: Season) -> dict[uuid.UUID, str]:
    """The helpers of a season by name, for whoever looks."""
    wanted = {each.helper_id for each in season.challenges.all() if each.helper_id}
    if here(request).is_pupil:
        return {pk: each.name for pk, each in naming.adults(wanted).items()}
    return {pk: each.name for pk, each in schools.names_of(request.actor, wanted).items()}


def adults(request, school: School) -> list[tuple[uuid.UUID, str]]:
    """Everybody who could help by name: staff, and from the community whose checks are in date."""
    today = request.actor.today
    outside = Post.objects.visible_to(request.actor).filter(
        in_force(today), school=school, kind=Post.Kind.COMMUNITY, checks_expire__gte=today
    )
    people = [*schools.staff_ids(school, today), *outside.values_list("person_id", flat=True)]
    names = schools.names_of(request.actor, people)
    return sorted(((pk, each.name) for pk, each in names.items()), key=lambda pair: pair[1])


def organised(request, pk: uuid.UUID) -> Season:
    """A season for years for which the actor organises; to others there is no such page."""
    found = get_object_or_404(Season.objects.select_related("school__federation"), pk=pk)
    if not here(request).organises(found.school_id, found.year_groups):
        raise Http404
    return found


def is_for(season: Season, enrolment: Enrolment) -> bool:
    """Whether a season is for the year group of a pupil of its school."""
    years = season.year_groups
    return season.school_id == enrolment.school_id and (not years or enrolment.year_group in years)


def for_pupil(request, pk: uuid.UUID) -> Season:
    """A season that is for the pupil who asks."""
    season = get_object_or_404(Season.objects.select_related("school__federation"), pk=pk)
    mine = here(request).enrolment if here(request).is_pupil else None
    if mine is None or not is_for(season, mine):
        raise Http404
    return season
