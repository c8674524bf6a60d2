"""With whom a pupil would like to be in choice time."""

import uuid

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from beside.access.calendar import now
from beside.access.decorators import finds, signed_in
from beside.access.refusals import Refusal
from beside.timetable import companions
from beside.timetable.actions import company as actions
from beside.timetable.queries import company as queries
from beside.timetable.views import here as at
from beside.timetable.views import pupil


@finds
@signed_in
def company(request, pk):
    """Find pupils by name, and say with whom one would like to be."""
    cycle, enrolment = at.for_pupil(request, pk)
    if request.method == "POST":
        refusal = _name(request, cycle)
        if not refusal:
            return redirect(reverse("choose", args=[pk]) + "#company")
        return pupil.shown(request, cycle, enrolment, refusal=refusal)
    typed = request.GET.get("name", "")
    named = {each.person for each in queries.named(request.actor, cycle)}
    found = [each for each in companions.find(cycle.pk, typed) if each.person not in named]
    return pupil.shown(request, cycle, enrolment, typed=typed, found=found)


def _name(request, cycle) -> str:
    try:
        companion = uuid.UUID(request.POST.get("pupil", ""))
    except ValueError:
        return _("Pick a name first.")
    try:
        actions.name_companion(
            by=request.actor,
            cycle=cycle,
            companion=companion,
            named=request.POST.get("named") == "yes",
            now=now(),
        )
    except Refusal as refusal:
        return str(refusal)
    return ""
