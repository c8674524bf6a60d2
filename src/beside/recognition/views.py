"""Thank-yous: a pupil writes one and keeps their own; an adult reads those they were sent."""

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
from beside.recognition import actions, queries
from beside.recognition.forms import ThankYouForm
from beside.recognition.models import ThankYou
from beside.safeguarding import actions as safeguarding
from beside.safeguarding.models import HelpLine
from beside.schools.here import here
from beside.schools.models import Post
from beside.ties import naming


@signed_in
def thank_yous(request):
    """A pupil's own thank-yous, or those to an adult of the school."""
    if here(request).is_pupil:
        return _sent(request)
    if here(request).posts:
        return _received(request)
    raise Http404


def _sent(request, *, status: int = 200, **more):
    listed = queries.sent(queries.of_pupil(request.actor))
    context = {
        "answered": queries.answered(request.actor, now()),
        "listed": [each for each in listed if not each.thank_you.away_for_pupil],
        "away": [each for each in listed if each.thank_you.away_for_pupil],
    }
    return render(request, "recognition/sent.html", context | more, status=status)


def _received(request):
    """To open the page is to read: from then on none of them can be taken back."""
    actions.read(by=request.actor, now=now())
    listed = queries.received(request.actor)
    pupils = [each.pupil.pk for each in listed]
    record_seen(by=request.actor.subject_id, pupils=pupils, what="thank_you")
    context = {
        "listed": [each for each in listed if not each.thank_you.away_for_adult],
        "away": [each for each in listed if each.thank_you.away_for_adult],
        "is_staff": here(request).holds(*(k for k in Post.Kind if k not in Post.NOT_STAFF)),
        "help_line": HelpLine.objects.filter(school=here(request).school).first(),
    }
    return render(request, "recognition/received.html", context)


@finds
@signed_in
def write(request):
    """A pupil finds an adult at school, and thanks them."""
    if not here(request).is_pupil:
        raise Http404
    if request.method == "POST":
        return _send(request)
    adult = _adult(request.GET.get("to", ""))
    if adult and adult.is_here:
        form = ThankYouForm(initial={"key": safeguarding.new_key(), "to": adult.person})
        return render(request, "recognition/write.html", {"form": form, "adult": adult})
    return _choose(request, gone=adult)


def _adult(typed: str) -> naming.Adult | None:
    try:
        return next(iter(naming.adults([uuid.UUID(typed)]).values()), None)
    except ValueError:
        return None


def _choose(request, **more):
    typed = request.GET.get("name", "")
    context = {"typed": typed, "found": naming.find_adults(typed)}
    part = "#found" if request.htmx else ""
    return render(request, f"recognition/choose.html{part}", context | more)


def _send(request):
    form = ThankYouForm(request.POST)
    adult = _adult(request.POST.get("to", ""))
    if form.is_valid():
        try:
            _to(request, form.cleaned_data)
        except Refusal as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, _("Sent to %(name)s.") % {"name": adult.name})
            return redirect("thank_yous")
    again = form.data.copy()
    again["key"] = str(safeguarding.new_key())
    form.data = again
    return render(request, "recognition/write.html", {"form": form, "adult": adult}, status=422)


def _to(request, said: dict) -> None:
    actions.send(
        by=request.actor,
        school=here(request).enrolment.school,
        adult=said["to"],
        words=said["words"],
        at=now(),
        key=said["key"],
    )


@require_POST
@signed_in
def take_back(request, pk):
    """A pupil takes back what nobody has read yet."""
    mine = ThankYou.objects.visible_to(request.actor).filter(pupil=request.actor.subject_id)
    try:
        found = get_object_or_404(mine, pk=pk)
        actions.take_back(by=request.actor, thank_you=found, now=now())
    except Refusal as refusal:
        return _sent(request, status=409, refusal=refusal)
    messages.success(request, _("You took it back. No one has read it."))
    return redirect("thank_yous")


@require_POST
@signed_in
def put_away(request, pk):
    """Off one's own list, or back on it: one press each way."""
    found = get_object_or_404(ThankYou.objects.visible_to(request.actor), pk=pk)
    away = request.POST.get("away") == "yes"
    actions.put_away(by=request.actor, thank_you=found, away=away)
    return redirect("thank_yous")


@require_POST
@signed_in
def answer(request, pk):
    """“Thank you for telling me.”"""
    found = get_object_or_404(queries.to_adult(request.actor), pk=pk)
    actions.answer(by=request.actor, thank_you=found, now=now())
    return redirect("thank_yous")
