"""The page on which staff read first what somebody writes to a pupil."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.locks import reached
from beside.audit.actions import record_seen
from beside.rights import Basis
from beside.safeguarding.actions import to_pupils as actions
from beside.safeguarding.queries import to_pupils as queries
from beside.schools.here import here
from beside.schools.models import Post

READERS = (Basis.TUTOR, Basis.HEAD_OF_YEAR, Basis.SAFEGUARDING_LEAD)


def _reads(request) -> bool:
    """Whether somebody looks after pupils here, so that words to them may wait for their eye."""
    return not here(request).is_pupil and reached(READERS).exists()


@signed_in
def to_read(request):
    """What waits; for the lead also who wrote often, and what was taken back."""
    if not _reads(request):
        raise Http404
    actor, is_lead = request.actor, here(request).holds(*Post.SAFEGUARDING)
    context = {
        "listed": queries.named(actor, queries.to_read(actor).select_related("school")),
        "is_lead": is_lead,
        "often": queries.often(actor, now()) if is_lead else [],
        "withdrawn": queries.withdrawn(actor) if is_lead else [],
    }
    shown = [row.pupil.pk for name in ("listed", "often", "withdrawn") for row in context[name]]
    record_seen(by=actor.subject_id, pupils=shown, what="to_pupil")
    return render(request, "safeguarding/to_read.html", context)


@require_POST
@signed_in
def pass_on(request, pk):
    """It goes on to the pupil, or it does not."""
    if not _reads(request):
        raise Http404
    words = get_object_or_404(queries.to_read(request.actor).select_related("school"), pk=pk)
    passes = request.POST.get("do") == "pass"
    actions.decide(by=request.actor, words=words, passes=passes, at=now())
    said = _("It goes on, in school hours.") if passes else _("It does not go to the pupil.")
    messages.success(request, said)
    return redirect("to_read")
