"""Changes of the roll by hand: a pupil moves, leaves, is renamed or joins; a year goes up."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.decorators import signed_in
from beside.schools import forms, jobs
from beside.schools.actions.by_hand import cancel_change, change_by_hand
from beside.schools.models import RollImport
from beside.schools.queries import desk
from beside.schools.views.pupils import CHANGED, office, on_the_roll, pupil


def _keep(request, school, edit, on) -> RollImport:
    with transaction.atomic():
        kept = change_by_hand(by=request.actor, school=school, edit=edit, on=on)
        jobs.start_import(kept)
    return kept


def _posted(request):
    return request.POST if request.method == "POST" else None


@require_POST
@signed_in
def change(request, pk, what):
    """Keep one change of one pupil, as the form says."""
    enrolment = on_the_roll(request, pk)
    if what not in forms.CHANGES:
        raise Http404
    today = request.actor.today
    form = forms.CHANGES[what](request.POST, enrolment=enrolment, today=today)
    if not form.is_valid():
        return pupil(request, pk, form, what)
    kept = _keep(request, enrolment.school, form.edit, form.on)
    words = {"name": enrolment.person.name, "day": date_format(kept.apply_on, "D j M")}
    messages.success(request, CHANGED[what] % words)
    return redirect("roll_pupil", pk)


@signed_in
def join(request):
    """Somebody who joins: a name is enough."""
    school = office(request)
    form = forms.JoinForm(_posted(request), school=school, today=request.actor.today)
    if request.method == "POST" and form.is_valid():
        _keep(request, school, form.edit_with(f"by-hand-{uuid.uuid4().hex[:12]}"), form.on)
        messages.success(request, _("They are on the roll in a moment. You can take it back."))
        return redirect("roll_pupils")
    context = {"form": form, "school": school}
    return render(request, "schools/join.html", context, status=422 if form.errors else 200)


@signed_in
def next_year(request):
    """The plan for next year: which year goes up into which, and who leaves."""
    school = office(request)
    today = request.actor.today
    form = forms.NextYearForm(_posted(request), school=school, today=today)
    if request.method == "POST" and form.is_valid():
        kept = _keep(request, school, form.edit, form.on)
        return redirect("roll_plan", kept.pk)
    waiting = [each for each in desk.waiting(request.actor, school) if "years" in each.edit]
    context = {"form": form, "school": school, "waiting": waiting}
    return render(request, "schools/next_year.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def cancel(request, pk):
    """Take back a change whose day has not come."""
    found = get_object_or_404(
        RollImport.objects.visible_to(request.actor), pk=pk, school=office(request)
    )
    if cancel_change(by=request.actor, change=found):
        messages.success(request, _("Taken back. Nothing changes on that day."))
    return redirect("roll_pupils")
