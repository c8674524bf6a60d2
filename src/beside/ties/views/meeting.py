"""The staff meeting as a colleague goes through it: join, mark, send, see who needs somebody."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.actor import Actor, tell_database
from beside.access.calendar import now, today
from beside.access.decorators import signed_in
from beside.access.exchange import go, taken_out
from beside.access.limits import guesses
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.ties import doors, forms
from beside.ties.actions import marking
from beside.ties.actions import rounds as actions
from beside.ties.models import Respondent, Round
from beside.ties.queries import colleagues, states
from beside.ties.queries import rounds as queries
from beside.web.routes import route_of


def join(request):
    """Ask for the code on the screen."""
    form = forms.JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return go("join_choose", form.cleaned_data["code"].strip().upper())
    return render(request, "ties/join.html", {"form": form}, status=422 if form.errors else 200)


@taken_out("join_choose", ask="join")
def choose(request, code):
    """Choose yourself from the colleagues who were asked; that opens the marking list, no more."""
    guess = guesses.begin(request, "join")
    if guess is None:
        return render(
            request, "ties/join.html", {"wait": True, "form": forms.JoinForm()}, status=429
        )
    colleagues = doors.colleagues(code)
    if not colleagues:
        form = forms.JoinForm({"code": code})
        form.add_error(
            "code", _("That is not the code on the screen. Look again, or ask for a new one.")
        )
        return render(request, "ties/join.html", {"form": form}, status=422)
    guess.right()
    if request.method != "POST":
        return render(request, "ties/choose.html", {"colleagues": colleagues, "code": code})
    return _come_in(request, code, colleagues)


def _come_in(request, code, colleagues):
    chosen = next((c for c in colleagues if str(c.person) == request.POST.get("person")), None)
    if chosen is None or chosen.joined:
        error = _(
            "Somebody has joined with this name. Ask whoever opened the meeting to let you in."
        )
        context = {"colleagues": colleagues, "code": code, "error": error}
        return render(request, "ties/choose.html", context, status=422)
    request.session.flush()
    request.session["beside_door_subject"] = str(chosen.person)
    request.session["beside_door_round"] = str(chosen.round)
    request.session["beside_door_paths"] = [
        reverse("mark", args=[chosen.round]),
        *("/join/", "/beside/", "/concern/", "/sign-out/", "/signed-out/", "/who-sees/"),
        *("/accessibility/", "/static/"),
    ]
    actor = Actor(chosen.person, today())
    tell_database(actor, route_of(request))
    actions.join(by=actor, round_=Round.objects.get(pk=chosen.round), now=now())
    return redirect("mark", chosen.round)


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
    actions.join(by=request.actor, round_=round_, now=now())
    rows = queries.marking_rows(request.actor, round_)
    worried = reverse("raise_concern")
    context = {
        "round": round_,
        "rows": [_with_link(row, worried) for row in rows],
        "looked": sum(row.looked for row in rows),
        "closed": round_.status != Round.Status.OPEN,
    }
    return render(request, "ties/mark.html", context)


def _with_link(row, worried: str):
    from dataclasses import replace

    return replace(row, worried_url=f"{worried}?pupil={row.id}")


def _keep(request, round_):
    try:
        marks = forms.marks_from(request.POST)
        allowed = {row.id for row in queries.marking_rows(request.actor, round_)}
        if not set(marks) <= allowed:
            raise Http404
        marking.mark(by=request.actor, round_=round_, marks=marks)
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
            marking.mark(
                by=request.actor,
                round_=round_,
                marks={pupil: knows for pupil, knows in marks.items() if pupil in allowed},
            )
        actions.send(by=request.actor, round_=round_, now=now())
    except Refusal as refusal:
        return render(request, "ties/refused.html", {"refusal": refusal}, status=422)
    return redirect("meeting_after", pk)


@signed_in
def after(request, pk):
    """The list with names, on each colleague's own screen, and “I'll get to know ...”."""
    round_ = _asked(request, pk)
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
