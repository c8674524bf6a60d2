"""The page on which staff read first what somebody writes to a pupil."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.locks import reached
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.rights import Basis
from beside.safeguarding.actions import to_pupils as actions
from beside.safeguarding.queries import to_pupils as queries
from beside.safeguarding.queries.taken_back import taken_back
from beside.schools.here import here
from beside.schools.models import Post

READERS = (Basis.TUTOR, Basis.HEAD_OF_YEAR, Basis.SAFEGUARDING_LEAD)


def _reads(request) -> bool:
    """Whether somebody looks after pupils here, so that words to them may wait for their eye."""
    return not here(request).is_pupil and reached(READERS).exists()


def _leads_confirm(view):
    """Lead and deputy, who see what was taken back and who wrote often, show their second step."""
    guarded = recently_confirmed(view)

    @wraps(view)
    def inside(request, *args, **kwargs):
        is_lead = here(request).holds(*Post.SAFEGUARDING)
        return (guarded if is_lead else view)(request, *args, **kwargs)

    inside.recently_confirmed = True
    return inside


@signed_in
@_leads_confirm
def to_read(request):
    """What waits; for the lead also who wrote often, and what was taken back."""
    if not _reads(request):
        raise Http404
    return _shown(request)


def _shown(request, *, status: int = 200, **more):
    actor, is_lead = request.actor, here(request).holds(*Post.SAFEGUARDING)
    context = {
        "listed": queries.named(actor, queries.to_read(actor).select_related("school")),
        "is_lead": is_lead,
        "often": queries.often(actor, now()) if is_lead else [],
        "withdrawn": taken_back(actor) if is_lead else [],
        "now": now(),
    }
    _record(request, context)
    return render(request, "safeguarding/to_read.html", context | more, status=status)


def _record(request, context: dict) -> None:
    """Each pupil who is shown can read that somebody looked, and at what."""
    shown = [("to_pupil", row.pupil.pk) for row in (*context["listed"], *context["often"])]
    shown += [(row.look, row.pupil) for row in context["withdrawn"]]
    for look in dict.fromkeys(["to_pupil", *(what for what, _pupil in shown)]):
        pupils = [pupil for what, pupil in shown if what == look]
        record_seen(by=request.actor.subject_id, pupils=pupils, what=look)


@require_POST
@signed_in
@_leads_confirm
def pass_on(request, pk):
    """It goes on to the pupil, or it does not."""
    if not _reads(request):
        raise Http404
    words = get_object_or_404(queries.to_read(request.actor).select_related("school"), pk=pk)
    passes = request.POST.get("do") == "pass"
    try:
        actions.decide(by=request.actor, words=words, passes=passes, at=now())
    except Refusal as refusal:
        return _shown(request, status=409, refusal=refusal)
    said = _("It goes on, in school hours.") if passes else _("It does not go to the pupil.")
    messages.success(request, said)
    return redirect("to_read")
