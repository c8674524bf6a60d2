"""An older pupil is asked to help to lead a session, and answers."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import finds, signed_in
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.schools.here import here
from beside.timetable.actions import peers as actions
from beside.timetable.models import PeerTutor, Session
from beside.timetable.queries import peers
from beside.timetable.views import here as at
from beside.timetable.views.sessions import when


@finds
@signed_in
def peer(request, pk):
    """Find an older pupil and ask them, for whoever leads the session or organises."""
    session = _session(request, pk)
    refusal = _ask(request, session) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        return redirect("session_peer", pk)
    typed = request.GET.get("name", "")
    helper = peers.of_sessions(request.actor, [session]).get(session.pk)
    found = [] if helper else peers.find(request.actor, session, typed)
    seen = [each.pk for each in found]
    record_seen(by=request.actor.subject_id, pupils=seen, what="choice_time")
    context = {
        "session": session,
        "when": when(session.period),
        "has_begun": now() >= session.period.starts_at,
        "organises": _organises(request, session),
        "helper": helper,
        "typed": typed,
        "found": found,
        "refusal": refusal,
    }
    return render(request, "timetable/peer.html", context, status=422 if refusal else 200)


def _session(request, pk: uuid.UUID) -> Session:
    found = get_object_or_404(Session.objects.select_related("period"), pk=pk)
    found.period.cycle = at.at_my_school(request, found.period.cycle_id)
    leads = found.leader_id == request.actor.subject_id
    if found.cancelled_at or not (leads or _organises(request, found)):
        raise Http404
    return found


def _organises(request, session: Session) -> bool:
    cycle = session.period.cycle
    return here(request).organises(cycle.school_id, cycle.year_groups)


def _ask(request, session: Session) -> str:
    try:
        key = uuid.UUID(request.POST.get("pupil", ""))
    except ValueError:
        return _("Find a pupil first.")
    pupil = get_object_or_404(peers.who_can_be_asked(request.actor, session), person=key)
    try:
        actions.ask(by=request.actor, session=session, enrolment=pupil, now=now())
    except Refusal as refusal:
        return str(refusal)
    messages.success(request, _("Asked. They find it on their own page."))
    return ""


@require_POST
@signed_in
def answer(request, pk):
    """The pupil says yes or no."""
    mine = PeerTutor.objects.visible_to(request.actor).filter(pupil=request.actor.subject_id)
    found = get_object_or_404(mine, pk=pk)
    said = request.POST.get("answer", "")
    if said not in ("yes", "no"):
        messages.error(request, _("Press yes or no. Nothing has changed."))
        return redirect("choice_time")
    try:
        actions.answer(by=request.actor, peer=found, yes=said == "yes", now=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("choice_time")
    thanks = _("Thank you. It stands below.") if said == "yes" else _("That is fine.")
    messages.success(request, thanks)
    return redirect("choice_time")


@require_POST
@signed_in
def end(request, pk):
    """Take the question back, or end it; the pupil may, and whoever leads or organises."""
    rows = PeerTutor.objects.visible_to(request.actor).select_related("session__period__cycle")
    found = get_object_or_404(rows, pk=pk)
    is_mine = request.actor.subject_id == found.pupil_id
    is_adult = request.actor.subject_id == found.leader_id or _organises(request, found.session)
    if not (is_mine or is_adult):
        raise Http404
    actions.end(by=request.actor, peer=found, now=now())
    if is_mine:
        messages.success(request, _("That is fine. It has ended."))
        return redirect("choice_time")
    messages.success(request, _("Taken back."))
    return redirect("session_peer", found.session_id)
