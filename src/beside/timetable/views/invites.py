"""Staff invite a pupil to a session of choice time."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import finds, signed_in
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.schools.models import Enrolment
from beside.timetable.actions import inviting as actions
from beside.timetable.forms import InviteForm, NoteForm
from beside.timetable.models import Cycle, Invite
from beside.timetable.queries import cycles, inviting
from beside.timetable.views import here as at
from beside.timetable.views.sessions import when


@finds
@signed_in
def invite(request, pk):
    """Find a pupil, choose a session, write a line; and take back what one has sent."""
    cycle = at.at_my_school(request, pk)
    pupil = _pupil(request, cycle)
    form = _form(request, cycle, pupil) if pupil else None
    if request.method == "POST" and form and form.is_valid() and _sent(request, cycle, form):
        messages.success(request, _("Sent. A line with it is read first by a colleague."))
        return redirect("session_invite", pk)
    typed = request.GET.get("name", "")
    found = inviting.find(request.actor, cycle, typed)
    seen = [each.pk for each in found]
    record_seen(by=request.actor.subject_id, pupils=seen, what="choice_time")
    context = {
        "cycle": cycle,
        "pupil": pupil,
        "form": form,
        **(_note(request, cycle, pupil) if pupil else {}),
        "typed": typed,
        "found": found,
        "mine": inviting.by_me(request.actor, cycle),
    }
    status = 422 if form and form.errors else 200
    return render(request, "timetable/invite.html", context, status=status)


def _pupil(request, cycle: Cycle) -> Enrolment | None:
    typed = request.POST.get("pupil") or request.GET.get("pupil")
    if not typed:
        return None
    try:
        key = uuid.UUID(typed)
    except ValueError as error:
        raise Http404 from error
    found = cycles.pupils_of(request.actor, cycle).select_related("person")
    return get_object_or_404(found, person=key)


def _form(request, cycle: Cycle, pupil: Enrolment) -> InviteForm:
    sessions = [
        (str(each.pk), f"{each.title}: {when(each.period)}")
        for each in sorted(
            cycles.sessions_of(cycle).filter(cancelled_at=None),
            key=lambda each: each.leader_id != request.actor.subject_id,
        )
        if not each.year_groups or pupil.year_group in each.year_groups
    ]
    return InviteForm(
        request.POST or None,
        sessions=sessions,
        lets_require=cycle.lets_require,
        initial={"pupil": pupil.person_id},
    )


def _sent(request, cycle: Cycle, form: InviteForm) -> bool:
    said = form.cleaned_data
    try:
        actions.invite(
            by=request.actor,
            cycle=cycle,
            session=cycles.sessions_of(cycle).get(pk=said["session"]),
            pupil=said["pupil"],
            words=said["words"],
            is_required=said.get("is_required", False),
            now=now(),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _note(request, cycle: Cycle, pupil: Enrolment) -> dict:
    """The form of a note, and what has become of the one that was written."""
    written = inviting.note_by_me(request.actor, cycle, pupil.person_id)
    words = written.words if written else ""
    form = NoteForm(initial={"pupil": pupil.person_id, "words": words}, auto_id="note_%s")
    return {"note": form, "written": written}


@require_POST
@signed_in
def note(request, pk):
    """Write a pupil a line to read before they choose, or take it back."""
    cycle, form = at.at_my_school(request, pk), NoteForm(request.POST)
    pupil = _pupil(request, cycle)
    if pupil is None or not form.is_valid():
        messages.error(request, _("Write at most 300 letters, and pick a pupil first."))
        return redirect("session_invite", pk)
    words = form.cleaned_data["words"]
    try:
        actions.write_note(
            by=request.actor, cycle=cycle, pupil=pupil.person_id, words=words, now=now()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("session_invite", pk)
    messages.success(
        request,
        _("Kept. A colleague reads it first, and then it goes on.") if words else _("Taken back."),
    )
    return redirect(f"{reverse('session_invite', args=[pk])}?pupil={pupil.person_id}")


@require_POST
@signed_in
def end(request, pk):
    """Take an invitation back."""
    mine = Invite.objects.visible_to(request.actor).filter(by=request.actor.subject_id)
    found = get_object_or_404(mine.select_related("session__period"), pk=pk)
    actions.end(by=request.actor, invite=found, now=now())
    messages.success(request, _("Taken back."))
    return redirect("session_invite", found.session.period.cycle_id)
