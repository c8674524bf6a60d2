"""Challenges as a pupil sees them: the catalogue, their list, with whom, their team."""

import uuid

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from beside.access.calendar import now
from beside.access.decorators import finds, signed_in
from beside.access.refusals import Refusal
from beside.enrichment import companions, rules
from beside.enrichment.actions import pupils as actions
from beside.enrichment.models import Season
from beside.enrichment.queries import mine as queries
from beside.enrichment.queries import seasons
from beside.enrichment.views import here as at
from beside.enrichment.views import seasons as organising
from beside.placement import rules as placing
from beside.schools.here import here


@signed_in
def challenges(request):
    """A pupil's own seasons and teams, or those that an adult helps or organises."""
    found = here(request)
    if found.is_pupil:
        return _mine(request)
    if found.posts:
        return organising.overview(request)
    raise Http404


def _mine(request):
    enrolment = here(request).enrolment
    listed = [s for s in seasons.seasons_of(enrolment.school)[:6] if at.is_for(s, enrolment)]
    context = {
        "choosing": [s for s in listed if seasons.standing(s, now()) == "open"],
        "waiting": [s for s in listed if seasons.standing(s, now()) == "closed"],
        "teams": queries.my_teams(request.actor, listed),
    }
    return render(request, "enrichment/mine.html", context)


@signed_in
def rank(request, pk):
    """The catalogue, and the pupil's list of what they would like, dearest first."""
    season = at.for_pupil(request, pk)
    refusal = _press(request, season) if request.method == "POST" else ""
    if request.method == "POST" and not refusal and not request.htmx:
        return redirect(f"{request.path}#list")
    return _page(request, season, refusal)


def _page(request, season: Season, refusal: str = "", **more):
    offered = seasons.catalogue(season, at.helpers(request, season))
    wishes = queries.wishes(request.actor, season)
    ranks = {key: place for place, key in enumerate(wishes, 1)}
    by_key = {str(each.challenge.pk): each for each in offered}
    context = {
        "season": season,
        "refusal": refusal,
        "is_open": seasons.standing(season, now()) == "open",
        "offered": [(each, ranks.get(str(each.challenge.pk))) for each in offered],
        "listed": [by_key[key] for key in wishes if key in by_key],
        "named": queries.named(request.actor, season),
        "most_named": placing.COMPANIONS_AT_MOST,
    }
    part = "#choosing" if request.htmx else ""
    status = 409 if refusal and not request.htmx else 200
    return render(request, f"enrichment/rank.html{part}", context | more, status=status)


def _press(request, season: Season) -> str:
    do = request.POST.get("do", "")
    try:
        key = uuid.UUID(request.POST.get("challenge", ""))
        if do not in rules.CHANGES:
            raise ValueError
        actions.rank(by=request.actor, season=season, do=do, challenge=key, now=now())
    except ValueError:
        return _("That button was not understood. Nothing has changed.")
    except Refusal as refusal:
        return str(refusal)
    return ""


@finds
@signed_in
def company(request, pk):
    """Find pupils by name, and say with whom one would like to be."""
    season = at.for_pupil(request, pk)
    if request.method == "POST":
        return _name(request, season)
    typed = request.GET.get("name", "")
    found = companions.find(season.pk, typed)
    named = {each.person for each in queries.named(request.actor, season)}
    context = {"typed": typed, "found": [each for each in found if each.person not in named]}
    return _page(request, season, **context)


def _name(request, season: Season):
    try:
        actions.name_companion(
            by=request.actor,
            season=season,
            companion=uuid.UUID(request.POST.get("pupil", "")),
            named=request.POST.get("named") == "yes",
            now=now(),
        )
    except ValueError:
        return _page(request, season, _("Pick a name first."))
    except Refusal as refusal:
        return _page(request, season, str(refusal))
    return redirect(f"/challenges/{season.pk}/rank/#company")
