"""Files with many pupils in them: who asks for one, and the second person who lets it out."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.refusals import Refusal
from beside.schools import queries
from beside.schools.actions import releases as actions
from beside.schools.here import DECIDES, here
from beside.schools.models import Release


@signed_in
@recently_confirmed
def releases(request):
    """What colleagues asked for and what became of it, for whoever may let it out."""
    school = here(request).school_where(*DECIDES)
    found = list(Release.objects.visible_to(request.actor).filter(school=school)[:50])
    people = {p for each in found for p in (each.asked_by_id, each.decided_by_id)} - {None}
    names = queries.names_of(request.actor, people)
    rows = [
        {
            "release": each,
            "asked_by": names.get(each.asked_by_id),
            "decided_by": names.get(each.decided_by_id),
            "waits": each.waits(now()) and each.asked_by_id != request.actor.subject_id,
        }
        for each in found
    ]
    return render(request, "schools/releases.html", {"school": school, "rows": rows})


@require_POST
@signed_in
@recently_confirmed
def decide(request, pk: uuid.UUID):
    """Yes or no to one of them."""
    school = here(request).school_where(*DECIDES)
    found = get_object_or_404(Release.objects.visible_to(request.actor), pk=pk, school=school)
    said = request.POST.get("say")
    if said not in ("yes", "no"):
        raise Http404
    try:
        actions.decide(by=request.actor, release=found, yes=said == "yes", now=now())
    except Refusal as refusal:
        context = {"refusal": refusal}
        return render(request, "schools/not_released.html", context, status=422)
    return redirect("releases")
