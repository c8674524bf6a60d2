"""Making teams: the engine at work, what it came to, publishing, moving pupils by hand."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.enrichment.actions import seasons as actions
from beside.enrichment.models import Member, Season, Team
from beside.enrichment.queries import outcomes, seasons
from beside.enrichment.views import here as at
from beside.enrichment.views.seasons import page
from beside.placement import actions as placement
from beside.placement.models import Run
from beside.placement.queries import WHOLE


@require_POST
@signed_in
def make(request, pk):
    """Have teams made; those that stand stand until others are published."""
    season = at.organised(request, pk)
    try:
        found = actions.make_teams(by=request.actor, season=season, now=now())
    except Refusal as refusal:
        return page(request, season, refusal=str(refusal))
    return redirect("teams_run", found.pk)


def _mine(request, pk) -> tuple[Run, Season]:
    found = get_object_or_404(Run.objects.visible_to(request.actor).defer(*WHOLE), pk=pk)
    return found, at.organised(request, found.about)


@signed_in
def run(request, pk):
    """How far a run is, and the teams it came to."""
    found, season = _mine(request, pk)
    if request.htmx and not found.is_going_on:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _page(request, found, season)


def _page(request, found: Run, season: Season, *, refusal: str = ""):
    context = {
        "run": found,
        "season": season,
        "refusal": refusal,
        "is_published": season.published_id == found.pk,
        "seen": str(season.published_id or ""),
    }
    if request.htmx:
        return render(request, "enrichment/run.html#state", context)
    if found.clashes:
        context["clashes"] = outcomes.clashes(request.actor, found, season)
    if found.status in Run.FOUND:
        context["proposed"] = outcomes.proposed(request.actor, found, season)
        context["outcome"] = outcomes.outcome(request.actor, found, season)
    return render(request, "enrichment/run.html", context, status=409 if refusal else 200)


@require_POST
@signed_in
def stop(request, pk):
    """End it with the best so far."""
    found, _season = _mine(request, pk)
    placement.stop(by=request.actor, run=found)
    return redirect("teams_run", pk)


@require_POST
@signed_in
def publish(request, pk):
    """Make these teams stand."""
    found, season = _mine(request, pk)
    try:
        actions.publish(
            by=request.actor,
            season=season,
            run=found,
            seen=request.POST.get("seen", ""),
            now=now(),
        )
    except Refusal as refusal:
        season.refresh_from_db()
        return _page(request, found, season, refusal=str(refusal))
    messages.success(request, _("Published. Every pupil sees their team, and why."))
    return redirect("season_teams", season.pk)


@signed_in
def teams(request, pk):
    """The teams as they stand; a pupil is moved by hand, and what that breaks is shown."""
    season = at.organised(request, pk)
    if request.method == "POST":
        return _move(request, season)
    return _teams_page(request, season)


def _teams_page(request, season: Season, *, refusal: str = ""):
    formed = seasons.teams(request.actor, season)
    pupils = [pupil.pk for each in formed for _member, pupil in each.members]
    record_seen(by=request.actor.subject_id, pupils=pupils, what="challenges")
    context = {"season": season, "formed": formed, "refusal": refusal}
    return render(request, "enrichment/teams.html", context, status=409 if refusal else 200)


def _move(request, season: Season):
    try:
        keys = [uuid.UUID(request.POST.get(name, "")) for name in ("member", "team")]
    except ValueError:
        return _teams_page(request, season, refusal=_("Pick a team first."))
    mine = Member.objects.visible_to(request.actor).filter(season=season)
    member = get_object_or_404(mine, pk=keys[0])
    team = get_object_or_404(Team.objects.select_related("challenge"), pk=keys[1])
    try:
        actions.move(by=request.actor, member=member, team=team, now=now())
    except Refusal as refusal:
        return _teams_page(request, season, refusal=str(refusal))
    return redirect(f"/challenges/{season.pk}/teams/#{team.pk}")
