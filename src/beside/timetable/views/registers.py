"""Registers: who came to a session, and the list for the attendance system."""

import csv

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from beside.access.calendar import now
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.schools.actions import releases as letting_out
from beside.schools.here import ORGANISES, here
from beside.schools.models import Post
from beside.schools.queries import releases
from beside.timetable.actions import seats
from beside.timetable.models import Cycle, Seat, Session
from beside.timetable.queries import led
from beside.timetable.views import here as at

COLUMNS = ("id", "name", "begins", "session", "came")


@signed_in
def register(request, pk):
    """The register of one session, for who leads it or organises choice time."""
    session = get_object_or_404(Session.objects.select_related("period__cycle"), pk=pk)
    cycle = at.at_my_school(request, session.period.cycle_id)
    leads = session.leader_id == request.actor.subject_id
    if not (leads or here(request).organises(cycle.school_id, cycle.year_groups)):
        raise Http404
    lines = led.register(request.actor, session)
    if request.method == "POST":
        came = {each.seat.pk: request.POST.get(str(each.seat.pk), "") for each in lines}
        marked = seats.register(by=request.actor, session=session, came=came, now=now())
        messages.success(request, _("Kept: %(marked)s marked.") % {"marked": marked})
        return redirect("register", pk)
    pupils = [each.pupil.pk for each in lines]
    record_seen(by=request.actor.subject_id, pupils=pupils, what="choice_time")
    context = {"session": session, "lines": lines, "answers": Seat.Came.choices}
    return render(request, "timetable/register.html", context)


@signed_in
@recently_confirmed
def export(request, pk):
    """All registers of a cycle as a sheet: asked for, let out by somebody else, fetched once."""
    school = here(request).school_where(*ORGANISES, Post.Kind.OFFICE)
    cycle = at.at_my_school(request, pk)
    runs = here(request).organises(cycle.school_id, cycle.year_groups)
    if cycle.school_id != school.pk or not (runs or here(request).holds(Post.Kind.OFFICE)):
        raise Http404
    label = _("Registers: %(cycle)s") % {"cycle": cycle.name}
    release = releases.latest(request.actor, "registers", cycle.pk)
    if request.method == "POST" and request.POST.get("do") == "fetch" and release:
        try:
            letting_out.fetch(by=request.actor, release=release, now=now())
        except Refusal as refusal:
            context = {"refusal": refusal}
            return render(request, "schools/not_released.html", context, status=422)
        return _sheet(request, cycle)
    if request.method == "POST":
        about = {"school": school, "what": "registers", "about": cycle.pk, "label": label}
        why = request.POST.get("why", "")[:200]
        letting_out.ask(by=request.actor, **about, why=why, now=now())
        return redirect("registers_export", pk)
    context = releases.page_of(request.actor, "registers", cycle.pk, label, now())
    return render(request, "schools/release.html", context)


def _sheet(request, cycle: Cycle) -> HttpResponse:
    """Every pupil in it is told."""
    seats_ = Seat.objects.visible_to(request.actor).filter(period__cycle=cycle)
    pupils = set(seats_.values_list("pupil", flat=True))
    record_seen(by=request.actor.subject_id, pupils=pupils, what="registers")
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="registers.csv"'
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    rows = led.registers(request.actor, cycle)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return answer


def _safe(cell: str) -> str:
    """Text that a spreadsheet reads as text and not as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
