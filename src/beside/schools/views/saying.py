"""The page of what waits for a yes, and the answer to it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.refusals import Refusal
from beside.schools import jobs, waits, words
from beside.schools.actions import approvals
from beside.schools.here import here
from beside.schools.models import Held
from beside.schools.rules import saying as rules


@signed_in
def waiting(request):
    """What waits for a yes, for those who may say it or asked for it."""
    if not here(request).holds(*rules.SAYS):
        raise Http404
    questions = [_question(each) for each in waits.waiting_for(request.actor)]
    yours = [each for each in questions if not each["why_not"]]
    others = [each for each in questions if each["why_not"]]
    return render(request, "schools/waits.html", {"yours": yours, "others": others})


def _question(wait: waits.Wait) -> dict:
    held = wait.held
    names = [person.name for person in wait.people] + words.coming(held.changes)
    asked = {"rule": held.rule, "post": held.post, "names": names[:SHOWN]}
    return {
        "held": held,
        "asks": words.asks(asked | {"year": words.year_of(held.changes)}),
        "more": max(0, len(names) - SHOWN),
        "gives": words.gives(held.rule, held.post),
        "asker": wait.asker.name if wait.asker else "",
        "said": ", ".join(person.name for person in wait.said),
        "why_not": words.WHY_NOT.get(wait.why_not, ""),
        "needs_top": wait.needs == "top",
        "is_court": held.rule == rules.COURT,
    }


SHOWN = 12


@require_POST
@signed_in
@recently_confirmed
def say(request, pk):
    """Say yes or no; the worker does what follows."""
    if not here(request).holds(*rules.SAYS):
        raise Http404
    found = Held.objects.visible_to(request.actor).select_related("school")
    held = get_object_or_404(found, pk=pk)
    if request.POST.get("answer") == "order":
        return _need_order(request, held)
    yes = request.POST.get("answer") == "yes"
    try:
        approvals.say(by=request.actor, held=held, yes=yes, now=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("waits")
    jobs.decide_held.defer(held_id=str(held.pk))
    said = _("You said yes.") if yes else _("You said no. Nothing changes.")
    messages.success(request, f"{said} {_('Whom it concerns is told.')}")
    return redirect("waits")


def _need_order(request, held: Held):
    """“We need to see the order”: it stays as it is, and the lead has five days."""
    try:
        approvals.need_order(by=request.actor, held=held)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It waits. You have five days to see the order."))
    return redirect("waits")
