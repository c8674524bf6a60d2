"""Giving out the places: the engine at work, what it came to, publishing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.engine.sessions.model import OBJECTIVES
from beside.placement import actions as placement
from beside.placement.models import Run
from beside.placement.queries import WHOLE
from beside.timetable.actions import allotting
from beside.timetable.models import Cycle
from beside.timetable.queries import outcomes
from beside.timetable.views import here as at
from beside.timetable.views.cycles import page


@require_POST
@signed_in
def ask(request, pk):
    """Have the places worked out; what stands published stands until that is published."""
    cycle = at.organised(request, pk)
    try:
        found = allotting.ask(by=request.actor, cycle=cycle, now=now())
    except Refusal as refusal:
        return page(request, cycle, refusal=str(refusal))
    return redirect("run", found.pk)


def _mine(request, pk) -> tuple[Run, Cycle]:
    found = get_object_or_404(Run.objects.visible_to(request.actor).defer(*WHOLE), pk=pk)
    return found, at.organised(request, found.about)


@signed_in
def run(request, pk):
    """How far a run is, and what it came to."""
    found, cycle = _mine(request, pk)
    if request.htmx and not found.is_going_on:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _page(request, found, cycle)


def _page(request, found: Run, cycle: Cycle, *, refusal: str = ""):
    context = {
        "run": found,
        "cycle": cycle,
        "refusal": refusal,
        "is_published": cycle.published_id == found.pk,
        "seen": str(cycle.published_id or ""),
        "stages": len(OBJECTIVES),
    }
    if request.htmx:
        return render(request, "timetable/run.html#state", context)
    if found.clashes:
        context["clashes"] = outcomes.clashes(request.actor, found, cycle)
    if found.status in Run.FOUND:
        context["outcome"] = outcomes.outcome(found)
        context["full"] = outcomes.most_wanted(found, cycle)
        context["demand"] = outcomes.demand(found, cycle)
    return render(request, "timetable/run.html", context, status=409 if refusal else 200)


@require_POST
@signed_in
def stop(request, pk):
    """End it with the best so far."""
    found, _cycle = _mine(request, pk)
    placement.stop(by=request.actor, run=found)
    return redirect("run", pk)


@require_POST
@signed_in
def publish(request, pk):
    """Make it what stands."""
    found, cycle = _mine(request, pk)
    try:
        allotting.publish(
            by=request.actor,
            cycle=cycle,
            run=found,
            seen=request.POST.get("seen", ""),
            now=now(),
        )
    except Refusal as refusal:
        cycle.refresh_from_db()
        return _page(request, found, cycle, refusal=str(refusal))
    messages.success(request, _("Published. Every pupil can see their places, and why."))
    return redirect("cycle", cycle.pk)
