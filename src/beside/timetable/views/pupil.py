"""Choice time as a pupil sees it: ranking, the fortnight, changing a place, looking back."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.placement import rules as placing
from beside.schools.here import here
from beside.ties.queries import evidence
from beside.timetable import leading, rules
from beside.timetable.actions import choosing, seats
from beside.timetable.forms import LookBackForm
from beside.timetable.models import Cycle, Period, Session
from beside.timetable.queries import before, company, cycles, inviting, lists, peers, places
from beside.timetable.views import cards, staff
from beside.timetable.views import here as at

LISTED = 12


@signed_in
def choice_time(request):
    """A pupil's own choice time, or what an adult of the school does for it."""
    found = here(request)
    if found.is_pupil:
        return _mine(request)
    if found.posts:
        return staff.overview(request)
    raise Http404


def _mine(request):
    enrolment = here(request).enrolment
    listed = [c for c in cycles.cycles_of(enrolment.school)[:LISTED] if at.is_for(c, enrolment)]
    context = {
        "choosing": [c for c in listed if cycles.standing(c, now()) == "open"],
        "given": [_given(request, c) for c in listed if c.published_id],
        "waiting": [c for c in listed if cycles.standing(c, now()) == "closed"],
        **_leading(request),
    }
    return render(request, "timetable/mine.html", context)


def _leading(request) -> dict:
    asked, led = peers.asked_of_me(request.actor, now()), peers.led_by_me(request.actor, now())
    rows = [*asked, *(each.row for each in led)]
    names = at.names(request, {pk for each in rows for pk in (each.asked_by_id, each.leader_id)})
    return {
        "asked": [(each, names.get(each.asked_by_id), names.get(each.leader_id)) for each in asked],
        "leading": [(each, names.get(each.row.leader_id)) for each in led],
    }


def _given(request, cycle: Cycle) -> dict:
    actor, names = request.actor, at.leaders(request, cycle)
    found = places.fortnight(actor, cycle, actor.subject_id)
    led = peers.leads(actor, cycle)
    choice = lists.choice_of(actor, cycle, actor.subject_id)
    return {
        "cycle": cycle,
        "places": lists.named(found, names, led, now(), cycle.due),
        "reasons": [
            *lists.reasons(actor, cycle, actor.subject_id),
            *company.reasons(actor, cycle),
        ],
        "own": lists.own_choice(actor, cycle, [actor.subject_id])[actor.subject_id],
        "over": cycle.last_day < actor.today,
        "choice": choice,
        "helped": evidence.helped_in(actor, cycle.pk),
        "unranked": any(each.seat for each in found) and not (choice and choice.wishes),
        "helpers": lists.helpers(places.open_seats(actor, cycle, actor.subject_id), names),
    }


@signed_in
def choose(request, pk):
    """The list of a pupil, dearest first, and what there is to choose from."""
    cycle, enrolment = at.for_pupil(request, pk)
    return choosing_page(request, cycle, enrolment)


def choosing_page(request, cycle: Cycle, enrolment, *, beside: str = ""):
    """The page on which a list is made, by the pupil or with an adult beside them."""
    refusal = _press(request, cycle, enrolment) if request.method == "POST" else ""
    if request.method == "POST" and not refusal and not request.htmx:
        return redirect(f"{request.path}#list")
    return shown(request, cycle, enrolment, beside=beside, refusal=refusal)


def shown(request, cycle: Cycle, enrolment, *, beside: str = "", refusal: str = "", **more):
    """The page as it stands; to a press only what that may have changed."""
    is_open = cycles.standing(cycle, now()) == "open"
    context = _choosing(request, cycle, enrolment, is_open) | {
        "cycle": cycle,
        "beside": beside,
        "press_url": _press_url(cycle, enrolment, beside),
        "refusal": refusal,
        "is_open": is_open,
        "pressed": bool(request.htmx),
    }
    if is_open and not request.htmx:
        context["notes"] = _notes(request, cycle, enrolment)
    if not beside and not request.htmx:
        context |= _company(request, cycle)
    part = "#pressed" if request.htmx else ""
    status = 409 if refusal and not request.htmx else 200
    return render(request, f"timetable/choose.html{part}", context | more, status=status)


def _press_url(cycle: Cycle, enrolment, beside: str) -> str:
    if beside:
        return reverse("choose_with", args=[cycle.pk, enrolment.person_id])
    return reverse("choose", args=[cycle.pk])


def _notes(request, cycle: Cycle, enrolment) -> list[tuple[str, str]]:
    found = inviting.notes_to(request.actor, cycle, enrolment.person_id, now())
    names = at.names(request, [each.writer_id for each in found])
    return [(each.words, names[each.writer_id]) for each in found if each.writer_id in names]


def _company(request, cycle: Cycle) -> dict:
    return {
        "named": company.named(request.actor, cycle),
        "most_named": placing.COMPANIONS_AT_MOST,
    }


def _choosing(request, cycle: Cycle, enrolment, is_open: bool) -> dict:
    """The list, the invitations and what is on: every session and every name read once.

    To a press only what it may have changed: what is on the list, and what was pressed.
    """
    actor, pupil, year = request.actor, enrolment.person_id, enrolment.year_group
    choice = lists.choice_of(actor, cycle, pupil)
    wished = [each["session"] for each in choice.wishes] if choice else []
    if request.htmx:
        sessions = cycles.among(cycle, pupil, [*wished, *_keys(request)])
    else:
        sessions = cycles.choosable(cycle, enrolment, wished)
    invites = inviting.to_pupil(actor, cycle, pupil)
    lines = inviting.lines_to(actor, invites, pupil, now())
    names = at.names(request, [*(s.leader_id for s in sessions), *(i.by_id for i in invites)])
    listed = lists.listed(choice, sessions, names)
    peers_of = leading.led_by(cycle.pk)
    may_come = set(before.open_to(actor, cycle, pupil, sessions))
    offered = [
        cycles.Offered(
            each,
            names.get(each.leader_id, ""),
            waits=each not in may_come,
            peer=peers_of.get(each.pk),
        )
        for each in sessions
        if not each.cancelled_at and (not each.year_groups or year in each.year_groups)
    ]
    ranks = {each.session.pk: each.rank for each in listed}
    found = {
        "listed": listed,
        "rows": cards.rows(listed, is_open=is_open),
        "invites": [
            inviting.Invited(each, names.get(each.by_id, ""), words=lines.get(each.pk, ""))
            for each in invites
        ],
        "ranks": ranks,
    }
    if request.htmx:
        return found | {"changed": cards.cards(offered, ranks, is_open=is_open, pressed=True)}
    days = cards.by_day(cycle.periods.all(), offered, ranks, is_open=is_open)
    return found | {"slots": days}


def _asked(request) -> tuple[str, str]:
    """What a press is, and of which session: the button's name, and its value."""
    pressed = (each for each in rules.CHANGES if request.POST.get(each))
    do = next(pressed, "")
    return do, request.POST.get(do, "")


def _keys(request) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(_asked(request)[1])]
    except ValueError:
        return []


def _press(request, cycle: Cycle, enrolment) -> str:
    do, session = _asked(request)
    purpose = request.POST.get(f"for-{session}", "") if do == rules.PURPOSE else ""
    if do not in rules.CHANGES or purpose not in ("", *rules.PURPOSES):
        return _("That button was not understood. Nothing has changed.")
    try:
        choosing.change(
            by=request.actor,
            cycle=cycle,
            enrolment=enrolment,
            do=do,
            session=uuid.UUID(session),
            purpose=purpose,
            now=now(),
        )
    except ValueError:
        return _("That button was not understood. Nothing has changed.")
    except Refusal as refusal:
        return str(refusal)
    return ""


@signed_in
def change(request, pk, period):
    """What else is on at the time of one's place: swap for it, or wait until one is free."""
    cycle, enrolment = at.for_pupil(request, pk)
    slot = get_object_or_404(Period, pk=period, cycle=cycle)
    refusal = ""
    if request.method == "POST":
        refusal = _change(request, cycle, enrolment, slot)
        if not refusal:
            return redirect("choice_time")
    context = {
        "cycle": cycle,
        "period": slot,
        "refusal": refusal,
        "has_begun": now() >= slot.starts_at,
        "mine": next(
            (
                each.seat
                for each in places.fortnight(request.actor, cycle, request.actor.subject_id)
                if each.period.pk == slot.pk
            ),
            None,
        ),
        "options": lists.options(request.actor, cycle, enrolment, slot, at.leaders(request, cycle)),
    }
    return render(request, "timetable/change.html", context, status=409 if refusal else 200)


CHANGES = {"swap": seats.swap, "wait": seats.wait}


def _change(request, cycle: Cycle, enrolment, slot: Period) -> str:
    do = request.POST.get("do", "")
    try:
        key = uuid.UUID(request.POST.get("session", ""))
    except ValueError:
        return _("Pick a session first.")
    session = get_object_or_404(Session.objects.select_related("period"), pk=key, period=slot)
    if do == "leave":
        seats.leave_waiting(by=request.actor, session=session, now=now())
        return ""
    if do not in CHANGES:
        return _("That button was not understood. Nothing has changed.")
    try:
        CHANGES[do](by=request.actor, cycle=cycle, enrolment=enrolment, session=session, now=now())
    except Refusal as refusal:
        return str(refusal)
    said = _("You are in %(title)s now.") if do == "swap" else _("You wait for %(title)s.")
    messages.success(request, said % {"title": session.title})
    return ""


@require_POST
@signed_in
def look_back(request, pk):
    """Two taps: was it what you needed, and who helped."""
    cycle, _enrolment = at.for_pupil(request, pk)
    form = LookBackForm(request.POST)
    if form.is_valid():
        led = {
            each.leader_id
            for each in places.open_seats(request.actor, cycle, request.actor.subject_id)
        }
        helped = form.cleaned_data["helped"]
        seats.look_back(
            by=request.actor,
            cycle=cycle,
            was_needed=form.cleaned_data["was_needed"],
            helped=helped if helped in led else None,
            now=now(),
        )
        messages.success(request, _("Thank you. You can change it at any time."))
    return redirect("choice_time")
