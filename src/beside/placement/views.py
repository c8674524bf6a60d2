"""Somebody for each pupil who has nobody: proposals, and asking those adults."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.placement import actions
from beside.placement import proposals as queries
from beside.placement.models import Run
from beside.schools.here import here
from beside.schools.models import School
from beside.ties.actions import approaches

SECONDS = 30.0


def _led(request, pk: uuid.UUID, year_group: str) -> School:
    """The school, where the actor leads this year group; to others there is no such page."""
    for school, year in here(request).years:
        if (school.pk, year) == (pk, year_group):
            return school
    raise Http404


@signed_in
def proposals(request, pk, year_group):
    """Who has nobody, and whom the engine proposes for each; a press has it think again."""
    school = _led(request, pk, year_group)
    if request.method == "POST":
        _think(request, school, year_group)
        return redirect("proposals", pk, year_group)
    run = queries.latest_run(request.actor, school, year_group)
    if request.htmx:
        return _state(request, run)
    seeking = queries.seeking(request.actor, school, year_group)
    proposed = _open(request, school, run, {line.person.pk for line in seeking})
    record_seen(
        by=request.actor.subject_id, pupils=[each.person.pk for each in seeking], what="year"
    )
    context = {
        "school": school,
        "year_group": year_group,
        "run": run,
        "seeking": seeking,
        "proposed": proposed,
        "without": len(seeking) - len(proposed),
        "costs": [each for each in run.costs if each["pupils"] or each["wishes"]] if run else [],
    }
    return render(request, "placement/proposals.html", context)


def _state(request, run: Run | None):
    """How far the thinking is; once it is done the whole page is asked for again."""
    if run is None or not run.is_going_on:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "placement/proposals.html#state", {"run": run})


def _open(request, school, run: Run | None, seeking: set) -> list[queries.Proposal]:
    if run is None or run.status not in Run.FOUND:
        return []
    found = queries.proposed(request.actor, school, run)
    return [each for each in found if each.pupil.pk in seeking]


def _think(request, school: School, year_group: str) -> None:
    actions.ask(
        by=request.actor,
        school=school,
        problem="mentors",
        about=queries.about(school, year_group),
        instance=queries.instance_of(request.actor, school, year_group).to_json(),
        limit=SECONDS,
        now=now(),
        year_group=year_group if _leads_one(request, school, year_group) else None,
    )


def _leads_one(request, school: School, year_group: str) -> bool:
    """Whether the actor leads this year group, and not all of them at once."""
    posts = here(request).posts
    return any((each.school_id, each.year_group) == (school.pk, year_group) for each in posts)


@require_POST
@signed_in
def ask(request, pk, year_group):
    """Ask the adults that were marked whether they would get to know the pupil."""
    school = _led(request, pk, year_group)
    run = queries.latest_run(request.actor, school, year_group)
    run = get_object_or_404(Run.objects.visible_to(request.actor), pk=run.pk if run else pk)
    marked, asked = set(request.POST.getlist("pupil")), 0
    for each in queries.proposed(request.actor, school, run):
        if str(each.pupil.pk) in marked:
            asked += _ask(request, school, each)
    words = ngettext("%(n)s person is asked.", "%(n)s people are asked.", asked)
    messages.success(request, words % {"n": asked})
    return redirect("proposals", pk, year_group)


def _ask(request, school: School, each: queries.Proposal) -> bool:
    try:
        approaches.ask(by=request.actor, school=school, pupil=each.pupil.pk, adult=each.adult.pk)
    except Refusal as refusal:
        messages.warning(request, f"{each.adult.name}: {refusal}")
        return False
    return True
