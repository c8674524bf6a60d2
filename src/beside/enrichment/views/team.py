"""The page of a team: Plan, Start, Keep going, Show."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.enrichment import companions
from beside.enrichment.actions import pupils as actions
from beside.enrichment.forms import LineForm, PageForm
from beside.enrichment.models import Team, TeamPage
from beside.enrichment.queries import mine as queries
from beside.schools.here import here

KINDS = ("tasks", "meetings", "helps")


def _mine(request, pk) -> tuple[Team, TeamPage]:
    team = get_object_or_404(Team.objects.select_related("challenge__season"), pk=pk)
    page = queries.page_of(request.actor, team)
    if page is None:
        raise Http404
    return team, page


@signed_in
def team(request, pk):
    """What the team and its helper write down; they alone see it, and who makes teams."""
    found, page = _mine(request, pk)
    return _page(request, found, page)


def _page(request, found: Team, page: TeamPage, *, refusal: str = ""):
    members = companions.team(found.pk)
    names = {str(each.person): each.name for each in members}
    is_member = request.actor.subject_id in page.pupils
    context = {
        "team": found,
        "page": page,
        "members": members,
        "lists": {kind: [_named(each, names) for each in getattr(page, kind)] for kind in KINDS},
        "key": str(uuid.uuid4()),
        "stages": TeamPage.Stage.choices,
        "is_member": is_member,
        "may_write": is_member or page.helper_id == request.actor.subject_id,
        "reflections": queries.reflections(request.actor, found) if is_member else [],
        "refusal": refusal,
        "is_pupil": here(request).is_pupil,
    }
    return render(request, "enrichment/team.html", context, status=409 if refusal else 200)


def _named(line: dict, names: dict[str, str]) -> dict:
    return line | {"whose": names.get(line.get("who", ""), "")}


@require_POST
@signed_in
def write(request, pk):
    """One thing written down on the page, kept at once."""
    found, page = _mine(request, pk)
    if not (request.actor.subject_id in page.pupils or page.helper_id == request.actor.subject_id):
        raise Http404
    try:
        said = WRITES.get(request.POST.get("do", ""), _not_understood)(request, found)
    except Refusal as refusal:
        return _page(request, found, page, refusal=str(refusal))
    if said:
        return _page(request, found, page, refusal=said)
    return redirect(f"/challenges/team/{found.pk}/#{request.POST.get('do', '')}")


def _not_understood(_request, _team: Team) -> str:
    return _("That button was not understood. Nothing has changed.")


def _add(kind: str):
    def add(request, found: Team) -> str:
        form = LineForm(request.POST)
        if not form.is_valid():
            return _("Write a few words first, at most 200 letters.")
        line = {name: value for name, value in form.cleaned_data.items() if value}
        line["id"] = request.POST.get("key") or str(uuid.uuid4())
        actions.write(by=request.actor, team=found, kind=kind, line=line)
        return ""

    return add


def _tick(request, found: Team) -> str:
    done = request.POST.get("done") == "yes"
    changes = {"done": done}
    if request.POST.get("take"):
        changes = {"who": str(request.actor.subject_id)}
    actions.tick(
        by=request.actor,
        team=found,
        kind="tasks",
        line=request.POST.get("line", ""),
        changes=changes,
    )
    return ""


def _answer(request, found: Team) -> str:
    words = request.POST.get("words", "").strip()[:200]
    if not words:
        return _("Write a few words first, at most 200 letters.")
    line = request.POST.get("line", "")
    changes = {"answer": words}
    actions.tick(by=request.actor, team=found, kind="helps", line=line, changes=changes)
    return ""


def _set(request, found: Team) -> str:
    form = PageForm(request.POST)
    if not form.is_valid():
        return _("This is too long. Make it shorter, and keep it again.")
    actions.set_page(by=request.actor, team=found, said=form.cleaned_data)
    return ""


def _reflect(request, found: Team) -> str:
    words = request.POST.get("words", "").strip()
    if not words or len(words) > 500 or not here(request).is_pupil:
        return _("Write a few words first, at most 500 letters.")
    actions.reflect(
        by=request.actor,
        season=found.challenge.season,
        team=found,
        stage=request.POST.get("stage", "plan"),
        words=words,
        now=now(),
    )
    messages.success(request, _("Kept. Only you can read it."))
    return ""


WRITES = {
    "tasks": _add("tasks"),
    "meetings": _add("meetings"),
    "helps": _add("helps"),
    "tick": _tick,
    "answer": _answer,
    "page": _set,
    "reflect": _reflect,
}
