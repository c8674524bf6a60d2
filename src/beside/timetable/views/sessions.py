"""What is offered in a cycle: adding, changing, cancelling."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.schools import queries as schools
from beside.timetable.actions import offering, seats
from beside.timetable.forms import SessionForm
from beside.timetable.models import Cycle, Period
from beside.timetable.queries import before, led, peers
from beside.timetable.views import here as at

WORDS_AT_MOST = 200


@signed_in
def new(request, pk):
    """Add a session, in one period or the same in several."""
    cycle = at.organised(request, pk)
    form = _form(request, cycle, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = list(Period.objects.filter(cycle=cycle, pk__in=form.cleaned_data["periods"]))
        if _kept(form, lambda: _offer(request, chosen, form)):
            messages.success(request, _("Added: %(title)s.") % form.cleaned_data)
            return redirect("session_new" if "more" in request.POST else "cycle", pk)
    context = {"form": form, "cycle": cycle}
    return render(request, "timetable/session.html", context, status=422 if form.errors else 200)


def _offer(request, periods: list[Period], form: SessionForm) -> None:
    offering.offer(by=request.actor, periods=periods, offered=form.offer)


def _form(request, cycle: Cycle, data, **more) -> SessionForm:
    periods = [(str(each.pk), when(each)) for each in cycle.periods.all()]
    years = cycle.year_groups or schools.year_groups_of(cycle.school, request.actor.today)
    lists = {"years": years, "periods": periods, "adults": _adults(request, cycle)}
    return SessionForm(data, earlier=_earlier(cycle, more.get("initial", {})), **lists, **more)


def _earlier(cycle: Cycle, initial) -> list[str]:
    """What a session can come after; what it comes after now stays in the list."""
    return sorted({*before.titles(cycle), initial.get("after", "")} - {""})


def _adults(request, cycle: Cycle) -> list[tuple]:
    names = schools.names_of(request.actor, schools.staff_ids(cycle.school, request.actor.today))
    return sorted(((pk, each.name) for pk, each in names.items()), key=lambda pair: pair[1])


def when(period: Period) -> str:
    """A period in words: its day, and from when to when."""
    begins, ends = (timezone.localtime(each) for each in (period.starts_at, period.ends_at))
    return f"{date_format(begins, 'l j F')}, {begins:%H:%M} – {ends:%H:%M}"


def _kept(form: SessionForm, write) -> bool:
    try:
        write()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@signed_in
def session(request, pk):
    """A session: what it is, who sits there; change it or cancel it."""
    found = at.session_of(request, pk)
    names = ("title", "purposes", "location", "seats", "year_groups", "is_open", "after")
    initial = {name: getattr(found, name) for name in names} | {"leader": found.leader_id}
    data = request.POST or None
    form = _form(request, found.period.cycle, data, with_periods=False, initial=initial)
    sent = request.method == "POST" and form.is_valid()
    if sent and _kept(form, lambda: _change(request, found, form)):
        messages.success(request, _("Kept."))
        return redirect("cycle", found.period.cycle_id)
    context = {
        "form": form,
        "cycle": found.period.cycle,
        "session": found,
        "when": when(found.period),
        "inside": led.register(request.actor, found),
        "helper": peers.of_sessions(request.actor, [found]).get(found.pk),
    }
    return render(request, "timetable/session.html", context, status=422 if form.errors else 200)


def _change(request, found, form: SessionForm) -> None:
    offering.change(by=request.actor, session=found, offered=form.offer)


@require_POST
@signed_in
def cancel(request, pk):
    """It does not happen: its pupils are placed anew and told why."""
    found = at.session_of(request, pk)
    words = request.POST.get("words", "").strip()[:WORDS_AT_MOST]
    seats.cancel(by=request.actor, session=found, words=words, now=now())
    messages.success(request, _("Cancelled. Its pupils have been placed anew, and can read why."))
    return redirect("cycle", found.period.cycle_id)
