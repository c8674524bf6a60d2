"""The staff meeting as a colleague goes through it: mark, send, see who needs somebody."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.schools import queries as schools
from beside.ties import forms, meetings
from beside.ties.actions import door, marking
from beside.ties.actions import rounds as actions
from beside.ties.models import Respondent, Round
from beside.ties.queries import colleagues, states
from beside.ties.queries import rounds as queries


def _asked(request, pk) -> Round:
    round_ = get_object_or_404(Round.objects.select_related("school__federation"), pk=pk)
    asked = Respondent.objects.visible_to(request.actor).filter(
        round=round_, person=request.actor.subject_id, question="staff_knows", asked=True
    )
    if not asked.exists():
        raise Http404
    return round_


@signed_in
def mark(request, pk):
    round_ = _asked(request, pk)
    if request.method == "POST":
        return _keep(request, round_)
    if request.actor.past:
        actions.join(by=request.actor, round_=round_, now=now())
    rows = _rows(request, round_)
    worried = reverse("raise_concern") if request.actor.past else ""
    context = {
        "round": round_,
        "rows": [_with_link(row, worried) for row in rows],
        "looked": sum(row.looked for row in rows),
        "closed": round_.status != Round.Status.OPEN,
    }
    return render(request, "ties/mark.html", context | _place(request, round_))


def _rows(request, round_):
    """The list; to whom a colleague let in, with nothing but what was ticked on this screen."""
    rows = queries.marking_rows(request.actor, round_)
    if request.actor.past:
        return rows
    marks = meetings.provisional(request.actor, round_)
    return [
        replace(row, marks=tuple(marks.get(row.id, ())), looked=row.id in marks) for row in rows
    ]


def _place(request, round_) -> dict:
    """Who let the actor in, and whether they have still to say that it was them."""
    own = meetings.own_place(request.actor, round_)
    by = own.let_in_by_id if own else None
    names = schools.names_of(request.actor, [by]) if by else {}
    return {
        "let_in_by": names.get(by),
        "is_let_in": not request.actor.past,
        "says_whether": bool(by) and request.actor.past,
        "may_let_in": request.actor.past and not by and bool(round_.door_code),
    }


@require_POST
@signed_in
def was_me(request, pk):
    """Say whether it was me whom a colleague let in."""
    round_ = _asked(request, pk)
    if not request.actor.past:
        raise Http404
    door.was_me(by=request.actor, round_=round_, yes=request.POST.get("answer") == "yes", now=now())
    return redirect("mark", pk)


def _with_link(row, worried: str):
    return replace(row, worried_url=f"{worried}?pupil={row.id}") if worried else row


def _keep(request, round_):
    try:
        marks = forms.marks_from(request.POST)
        allowed = {row.id for row in queries.marking_rows(request.actor, round_)}
        if not set(marks) <= allowed:
            raise Http404
        _tick(request.actor)(by=request.actor, round_=round_, marks=marks)
    except ValueError:
        return HttpResponseBadRequest(_("That is not a pupil of this survey."))
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain")
    if "pupil" in request.POST:
        return HttpResponse(status=204)
    return redirect("mark", round_.pk)


@require_POST
@signed_in
def send(request, pk):
    round_ = _asked(request, pk)
    marks = forms.marks_from(request.POST)
    allowed = {row.id for row in queries.marking_rows(request.actor, round_)} if marks else set()
    try:
        if marks:
            _tick(request.actor)(
                by=request.actor,
                round_=round_,
                marks={pupil: knows for pupil, knows in marks.items() if pupil in allowed},
            )
        if request.actor.past:
            actions.send(by=request.actor, round_=round_, now=now())
        else:
            door.send(by=request.actor, round_=round_)
    except Refusal as refusal:
        return render(request, "ties/refused.html", {"refusal": refusal}, status=422)
    return redirect("meeting_after", pk)


def _tick(actor):
    """How ticks are kept: at once, or aside for whom a colleague let in."""
    return marking.mark if actor.past else door.mark


@signed_in
def after(request, pk):
    """The list with names, on each colleague's own screen, and “I'll get to know ...”."""
    round_ = _asked(request, pk)
    if not request.actor.past:
        return render(request, "ties/let_in_sent.html", {"round": round_})
    lines = queries.unclaimed(request.actor, round_)
    listed = [*lines.not_claimed, *lines.not_known_here]
    record_seen(by=request.actor.subject_id, pupils=[e.person_id for e in listed], what="meeting")
    ways = states.ways_in(request.actor, [e.person_id for e in listed])
    taken = queries.taken_by(request.actor, [e.person_id for e in listed])
    return render(
        request,
        "ties/meeting_after.html",
        {
            "round": round_,
            "colleagues": queries.colleagues(request.actor, round_),
            "lists": [
                (title, [(e, ways.get(e.person_id, ""), e.person_id in taken) for e in group])
                for title, group in (
                    (_("No adult here has claimed them yet"), lines.not_claimed),
                    (_("Not known to those here"), lines.not_known_here),
                )
            ],
        },
    )


@require_POST
@signed_in
def learns_with(request, pk):
    """The colleagues I learn with, for me alone."""
    round_ = _asked(request, pk)
    if not request.actor.past:
        raise Http404
    known = {
        str(person.pk): person.pk for person, _said in queries.colleagues(request.actor, round_)
    }
    chosen = [known[each] for each in request.POST.getlist("colleague") if each in known]
    try:
        marking.learns_with(by=request.actor, round_=round_, colleagues=chosen)
    except Refusal as refusal:
        return render(request, "ties/refused.html", {"refusal": refusal}, status=422)
    opened = colleagues.is_open(request.actor, round_.school)
    seen = (
        _("Kept. Colleagues can see it, as you chose.") if opened else _("Kept. Only you see it.")
    )
    messages.success(request, seen)
    return redirect("meeting_after", pk)
