"""A pupil as an adult may see them, and finding one by name."""

from django.shortcuts import get_object_or_404, render

from beside.access.decorators import finds, signed_in
from beside.access.models import in_force
from beside.audit.actions import record_seen
from beside.home import queries
from beside.schools import queries as schools
from beside.schools.here import here
from beside.schools.models import Enrolment

FOUND_AT_MOST = 30


@signed_in
def pupil(request, pupil):
    found = here(request)
    enrolment = get_object_or_404(
        Enrolment.objects.visible_to(request.actor)
        .filter(in_force(request.actor.today))
        .select_related("person", "school__federation", "tutor_group"),
        person=pupil,
        school=found.staff_school,
    )
    record_seen(by=request.actor.subject_id, pupils=[pupil], what="pupil")
    return render(request, "home/pupil.html", queries.pupil_page(found, enrolment))


@finds
@signed_in
def search(request):
    """Pupils by name, among those the actor may see, the nearest name first."""
    school = here(request).staff_school
    words = request.GET.get("q", "").strip()
    everyone = schools.pupils_of(request.actor, school)
    found = schools.named(everyone, school, words, most=FOUND_AT_MOST + 1)
    context = {"words": words, "found": found[:FOUND_AT_MOST], "more": len(found) > FOUND_AT_MOST}
    return render(request, "home/search.html", context)
