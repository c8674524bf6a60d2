"""My people: a pupil's own map, on which nothing is counted."""

from functools import cache

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.schools.here import here
from beside.ties import questions, wording
from beside.ties.actions import answering, sharing
from beside.ties.queries import answering as sheets
from beside.ties.queries import evidence
from beside.ties.queries import people as queries
from beside.ties.views.survey import answered_by
from beside.web.rings import Place, layout


@signed_in
def my_people(request):
    """My map as it is now, the same as a list, and how it has grown."""
    if not here(request).is_pupil:
        raise Http404
    return _page(request)


def _page(request, template="ties/people/mine.html", **more):
    maps = queries.maps(request.actor)
    now_, before = (maps[0], maps[1:]) if maps else (None, [])
    context = {
        "map": now_,
        "rings": _rings(now_) if now_ else None,
        "before": cache(lambda: [(each, _rings(each)) for each in before]),
        "ring_words": wording.RINGS.items(),
        "wishes": queries.wishes(request.actor),
        "helped": evidence.helped(request.actor),
        "surveys": sheets.asked_in(request.actor) if now_ is None else [],
    }
    return render(request, template, context | more)


def _rings(map_: queries.Map):
    placed = [Place(each.key, each.name, each.kind, each.ring) for each in map_.people if each.ring]
    return layout(placed)


@require_POST
@signed_in
def place(request, pk):
    """Put people of an open survey into other circles: one of them, or the whole list."""
    sheet = answered_by(request, pk)
    try:
        if rings := _asked(request, {each.key for each in sheet.people}):
            answering.place(by=request.actor, round_=sheet.round, rings=rings)
        if sheet.sent:
            answering.send(by=request.actor, round_=sheet.round, screens=sheet.screens, now=now())
    except Refusal as refusal:
        return render(request, "ties/refused.html", {"refusal": refusal}, status=409)
    if request.htmx:
        return _page(request, "ties/people/mine.html#rings")
    messages.success(request, _("Kept."))
    return redirect("my_people")


def _asked(request, keys: set[str]) -> dict[str, int]:
    if "key" in request.POST:
        pairs = [(request.POST["key"], request.POST.get("ring", ""))]
    else:
        pairs = [(key, request.POST.get(f"ring-{key}", "")) for key in sorted(keys)]
    return {key: int(ring) for key, ring in pairs if key in keys and ring in ("1", "2", "3")}


@require_POST
@signed_in
def share(request, pk):
    """Open a name to somebody, or take it back: one press each way."""
    mine = queries.sent_by(request.actor, (*questions.PEOPLE, "wish")).select_related("round")
    nomination = get_object_or_404(mine, pk=pk)
    audience, opened = request.POST.get("audience", ""), request.POST.get("opened") == "yes"
    try:
        sharing.choose(
            by=request.actor, nomination=nomination, audience=audience, opened=opened, now=now()
        )
    except Refusal as refusal:
        return render(request, "ties/refused.html", {"refusal": refusal}, status=422)
    return redirect("my_people")
