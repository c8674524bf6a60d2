"""Surveys as their organiser sees them: opening, the projector, ending."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.schools import queries as schools
from beside.schools.here import ORGANISES, here
from beside.schools.models import Person
from beside.ties import doors, forms, meetings
from beside.ties.actions import rounds as actions
from beside.ties.models import Round
from beside.ties.queries import reminders
from beside.ties.queries import rounds as queries
from beside.ties.queries.wishes import asks_wish
from beside.web.qr import qr


def organised(request, pk) -> Round:
    """A round about years whose surveys the actor runs; to others there is no such page."""
    found = get_object_or_404(Round.objects.select_related("school__federation"), pk=pk)
    if not here(request).organises(found.school_id, found.year_groups):
        raise Http404
    return found


@signed_in
def rounds(request):
    school = here(request).school_where(*ORGANISES)
    runs = here(request).organises
    listed = [r for r in queries.rounds_of(school) if runs(r.school_id, r.year_groups)]
    return render(request, "ties/rounds.html", {"school": school, "rounds": listed})


@signed_in
def new(request):
    school = here(request).school_where(*ORGANISES)
    years = here(request).years_to_run(school)
    form = forms.RoundForm(request.POST or None, years=years, today=request.actor.today)
    if request.method == "POST" and form.is_valid():
        opened = actions.open_staff_round(
            by=request.actor,
            school=school,
            name=form.cleaned_data["name"],
            year_groups=here(request).within(school, form.cleaned_data["year_groups"]),
            closes_on=form.cleaned_data["closes_on"],
            now=now(),
        )
        return redirect("round", opened.pk)
    context = {
        "form": form,
        "school": school,
        "pupils": schools.pupils_of(request.actor, school).count(),
        "staff": len(schools.staff_ids(school, request.actor.today)),
    }
    return render(request, "ties/round_new.html", context, status=422 if form.errors else 200)


@signed_in
def round_(request, pk):
    found = organised(request, pk)
    context = {
        "round": found,
        "progress": queries.progress(request.actor, found),
        "led": _led(request, found),
        "runs_all": here(request).organises(found.school_id),
        "joined": queries.joined(request.actor, found) if found.status == "open" else [],
        "asks_pupils": "adult" in found.questions and not found.imported,
        "by_year": queries.progress_by_year(request.actor, found),
        "families": queries.families_progress(request.actor, found),
        "asks_wish": asks_wish(found),
        "reminded": reminders.last(request.actor, found),
        "promises": Round.Promise.choices,
        "prints_cards": bool(schools.tutor_groups(request.actor)),
    }
    if found.status == Round.Status.PREVIEW:
        context["panel"] = queries.panel(request.actor, found)
        context["may_try"] = schools.pupils_of(request.actor, found.school, found.year_groups)
    return render(request, "ties/round.html", context)


def _led(request, found: Round) -> list[str]:
    """The years of a survey that the actor leads."""
    led = [year for school, year in here(request).years if school.pk == found.school_id]
    return [year for year in led if not found.year_groups or year in found.year_groups]


@signed_in
def progress(request, pk):
    context = _how_far(request, organised(request, pk))
    return render(request, "ties/round_screen.html#progress", context)


@signed_in
def screen(request, pk):
    """What the projector shows: how to join, the promise, how many are done, and no name."""
    found = organised(request, pk)
    link = request.build_absolute_uri(reverse("join_choose", args=[found.door_code or "-"]))
    context = _how_far(request, found) | {
        "link": request.build_absolute_uri(reverse("join")),
        "qr": qr(link) if found.door_code else "",
        "door_open": bool(found.door_code) and found.door_closes_at > now(),
    }
    return render(request, "ties/round_screen.html", context)


def _how_far(request, found: Round) -> dict:
    """How many have sent; once all have or the asking has ended, how many pupils are unclaimed."""
    so_far = queries.progress(request.actor, found)
    over = found.status != Round.Status.OPEN or so_far.sent == so_far.asked
    unclaimed = doors.unclaimed_counts(found.pk) if over else None
    pairs = meetings.let_in(request.actor, found)
    names = schools.names_of(request.actor, [person for pair in pairs for person in pair])
    let_in = [(names[who], names[by]) for who, by in pairs if who in names and by in names]
    return {"round": found, "progress": so_far, "unclaimed": unclaimed, "let_in": let_in}


@require_POST
@signed_in
def end(request, pk):
    found = organised(request, pk)
    actions.end_asking(by=request.actor, round_=found, now=now())
    messages.success(
        request, _("The asking has ended. You can go on with it below if that was too soon.")
    )
    return redirect("round_screen" if "screen" in request.POST else "round", pk)


@require_POST
@signed_in
def go_on(request, pk):
    actions.go_on_asking(by=request.actor, round_=organised(request, pk))
    return redirect("round", pk)


@require_POST
@signed_in
def code(request, pk):
    actions.renew_code(by=request.actor, round_=organised(request, pk), now=now())
    return redirect("round_screen", pk)


@require_POST
@signed_in
def let_in(request, pk):
    """Let a colleague in again who lost their screen."""
    found = organised(request, pk)
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=_id(request))
    actions.let_back_in(by=request.actor, round_=found, person=person.pk)
    messages.success(request, _("%(name)s can join again.") % {"name": person.name})
    return redirect("round", pk)


def _id(request) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("person", ""))
    except ValueError as error:
        raise Http404 from error
