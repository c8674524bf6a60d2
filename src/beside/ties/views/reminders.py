"""Reminding those who are waited for in a survey: how many first, then one press."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.ties import jobs
from beside.ties.actions import reminders as actions
from beside.ties.models import Round
from beside.ties.queries import reminders as queries
from beside.ties.views.letters import mail_links, written_in
from beside.ties.views.rounds import organised


@signed_in
def remind(request, pk):
    """How many would be reminded and who they are; a mail that is sent cannot be taken back."""
    found = organised(request, pk)
    waiting = queries.waiting(request.actor, found)
    if request.method == "POST":
        return _send(request, found, waiting)
    context = {
        "round": found,
        "waiting": waiting,
        "refusal": _refusal(request, found, waiting),
        "last": queries.last(request.actor, found),
        "languages": settings.LANGUAGES,
        "written_in": written_in(request),
    }
    return render(request, "ties/remind.html", context)


def _refusal(request, found: Round, waiting: queries.Waiting) -> Refusal | None:
    try:
        actions.check(by=request.actor, round_=found, waiting=waiting)
    except Refusal as refusal:
        return refusal
    return None


def _send(request, found: Round, waiting: queries.Waiting):
    try:
        actions.remind(by=request.actor, round_=found, waiting=waiting, now=now())
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect("round", found.pk)
    if waiting.carers:
        mail_links(request, found, waiting.carers)
    if waiting.colleagues:
        jobs.mail_reminders.defer(
            round_id=str(found.pk),
            staff=sorted(map(str, waiting.staff)),
            tutors=sorted(map(str, waiting.tutors)),
        )
    words = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", waiting.mails)
    messages.success(request, words % {"n": waiting.mails})
    return redirect("round", found.pk)
