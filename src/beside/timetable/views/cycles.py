"""Pages on which staff plan a cycle of choice time, open and close choosing, and follow it."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.placement.queries import runs_about
from beside.schools.here import ORGANISES, here
from beside.timetable.actions import offering
from beside.timetable.forms import ClosingDayForm, CycleForm, RepeatCycleForm
from beside.timetable.models import Cycle
from beside.timetable.queries import cycles
from beside.timetable.views import here as at
from beside.web.evening import evening

ONE_NAME = "A cycle of this name is there already. Give this one another name."


@signed_in
def new(request):
    """Plan a cycle: its days, its slots and the years it is for."""
    school = here(request).school_where(*ORGANISES)
    years = here(request).years_to_run(school)
    form = CycleForm(request.POST or None, years=years, zone=school.time_zone)
    if request.method == "POST" and form.is_valid():
        made = _kept(form, "name", lambda: _plan(request, school, form))
        if made:
            return redirect("cycle", made.pk)
    status = 422 if form.errors else 200
    return render(request, "timetable/cycle_new.html", {"form": form}, status=status)


def _kept(form, field: str, write) -> Cycle | None:
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        if "cycle_once" not in str(error):
            raise
        form.add_error(field, _(ONE_NAME))
        return None


def _plan(request, school, form: CycleForm) -> Cycle:
    said = form.cleaned_data
    days = said["first_day"], said["last_day"]
    return offering.plan_cycle(
        by=request.actor,
        school=school,
        name=said["name"],
        days=days,
        times=offering.every_week(*days, form.filled_slots, form.zone),
        due=said["due"],
        own=said["own"],
        lets_require=said["lets_require"],
        year_groups=here(request).within(school, said["year_groups"]),
        closes_at=form.closes_at,
    )


@signed_in
def cycle(request, pk):
    """The state of a cycle: its sessions, how many pupils have chosen, and runs of the engine."""
    return page(request, at.organised(request, pk))


def page(request, found: Cycle, *, refusal: str = "", **forms):
    """Render the page of a cycle, with the message of a refusal if there is one."""
    actor, standing = request.actor, cycles.standing(found, now())
    listed = cycles.choosers(actor, found)
    context = {
        "cycle": found,
        "standing": standing,
        "refusal": refusal,
        "slots": cycles.slots(found, at.leaders(request, found), cycles.asked(actor, found)),
        "pupils": len(listed),
        "chosen": sum(each.wishes > 0 for each in listed),
        "runs": runs_about(actor, found.pk)[:5],
        "again": forms.get("again") or RepeatCycleForm(),
        "until": forms.get("until")
        or ClosingDayForm(initial={"closes_on": found.closes_at.date()}),
    }
    return render(request, "timetable/cycle.html", context, status=409 if refusal else 200)


@require_POST
@signed_in
def again(request, pk):
    """Plan a copy of a cycle, with the same periods and sessions, from another first day."""
    found, form = at.organised(request, pk), RepeatCycleForm(request.POST)
    if form.is_valid():
        made = _kept(
            form,
            "name",
            lambda: offering.plan_again(by=request.actor, cycle=found, **form.cleaned_data),
        )
        if made:
            messages.success(request, _("Planned with the same sessions. Look through them."))
            return redirect("cycle", made.pk)
    return page(request, found, refusal=_("Look at the form below."), again=form)


@require_POST
@signed_in
def open_choosing(request, pk):
    """Open choosing: from now on pupils can rank sessions."""
    found = at.organised(request, pk)
    try:
        offering.open_choosing(by=request.actor, cycle=found, now=now())
    except Refusal as refusal:
        return page(request, found, refusal=str(refusal))
    messages.success(request, _("Pupils can choose now."))
    return redirect("cycle", pk)


@require_POST
@signed_in
def until(request, pk):
    """Move the time at which choosing closes, or close it now."""
    found, form = at.organised(request, pk), ClosingDayForm(request.POST)
    if "now" in request.POST:
        offering.choose_until(by=request.actor, cycle=found, closes_at=now())
        messages.success(request, _("Choosing is closed. You can open it again below."))
        return redirect("cycle", pk)
    if not form.is_valid():
        return page(request, found, refusal=_("Give a day."), until=form)
    closes_at = evening(form.cleaned_data["closes_on"], ZoneInfo(found.school.time_zone))
    offering.choose_until(by=request.actor, cycle=found, closes_at=closes_at)
    return redirect("cycle", pk)
