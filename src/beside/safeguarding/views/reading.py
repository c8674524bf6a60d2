"""Talks as they are read at school: what waits, one talk with its rules, and what is done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.refusals import Refusal
from beside.audit.actions import record_command, record_seen
from beside.safeguarding import forms
from beside.safeguarding.actions import rota, talks
from beside.safeguarding.models import Talk, TalkEntry
from beside.safeguarding.queries import concerns as asked
from beside.safeguarding.queries import people
from beside.safeguarding.queries import talks as found
from beside.safeguarding.rules.routing import Route
from beside.safeguarding.views import shared
from beside.schools.here import here
from beside.schools.models import Post

STAFF = tuple(kind for kind in Post.Kind if kind not in Post.NOT_STAFF)


@signed_in
def waiting(request):
    """What pupils wrote that the actor may read, and whether pupils may pick them."""
    school, at = here(request).staff_school, now()
    listed = list(found.for_staff(request.actor).filter(school=school, closed_at=None))
    closed = list(found.for_staff(request.actor).filter(school=school).exclude(closed_at=None))
    shared.record_case(request, [t.pupil_id for t in (*listed, *closed) if t.route != Route.LEAD])
    names = people.names(request.actor, [p for t in (*listed, *closed) for p in _people(t)])
    context = {
        "at": at,
        "unread": [_row(t, names, at) for t in listed if not t.read_at],
        "read": [_row(t, names, at) for t in listed if t.read_at],
        "closed": [_row(t, names, at) for t in closed[-20:]],
        "listener": people.listener_of(request.actor, school),
    }
    return render(request, "safeguarding/waiting.html", context)


def _people(talk: Talk) -> list:
    return [talk.pupil_id, talk.reader_id, talk.taken_by_id, talk.picked_id]


def _row(talk: Talk, names: dict, at) -> dict:
    return {
        "talk": talk,
        "pupil": names.get(talk.pupil_id),
        "reader": names.get(talk.reader_id),
        "owner": names.get(talk.taken_by_id),
        "picked": names.get(talk.picked_id),
        "is_late": bool(talk.due_at and at >= talk.due_at and not talk.read_at),
    }


@require_POST
@signed_in
def say_yes(request):
    """The adult's own yes to being picked, or that they take it back."""
    school, yes = here(request).staff_school, request.POST.get("say") == "yes"
    rota.answer_for_oneself(by=request.actor, school=school, yes=yes, at=now())
    return redirect("talks")


@signed_in
@recently_confirmed
def read_talk(request, pk):
    """One talk: the rules above the text; reading it and taking it on are two buttons."""
    talk = get_object_or_404(found.for_staff(request.actor).select_related("school"), pk=pk)
    at = now()
    answer = forms.AnswerForm(request.POST if request.POST.get("do") == "answer" else None)
    close = forms.CloseTalkForm(request.POST if request.POST.get("do") == "close" else None)
    if request.method == "POST":
        done = _do(request, talk, answer, close, at)
        if done:
            return done
    else:
        _record(request, talk, at)
    status = 422 if answer.errors or close.errors else 200
    context = _context(request, talk, at) | {"answer": answer, "close": close}
    return render(request, "safeguarding/read_talk.html", context, status=status)


def _record(request, talk: Talk, at) -> None:
    """The pupil sees who opened it; of one about an adult nothing is written that others read."""
    talks.open_talk(by=request.actor, talk=talk, at=at)
    if talk.route == Route.LEAD:
        record_seen(by=request.actor.subject_id, pupils=[talk.pupil_id], what="talk")
    else:
        shared.record_case(request, [talk.pupil_id])
    record_command(what="safeguarding.talk_read", details={"talk": str(talk.pk)})


def _do(request, talk: Talk, answer, close, at):
    """Do what a button says; none where a form is shown again with what is wrong."""
    do, by = request.POST.get("do"), request.actor
    try:
        if do == "read":
            talks.mark_read(by=by, talk=talk, at=at)
        elif do == "take":
            talks.take_on(by=by, talk=talk, at=at)
        elif do == "cannot":
            talks.hand_on(by=by, talk=talk, at=at)
            messages.info(
                request, _("It has been handed on. The pupil does not have to do anything.")
            )
            return redirect(_list(request))
        elif do == "answer" and answer.is_valid():
            talks.answer(by=by, talk=talk, words=answer.cleaned_data["words"], at=at)
        elif do == "close" and close.is_valid():
            data = close.cleaned_data
            talks.close(by=by, talk=talk, outcome=data["outcome"], words=data["because"], at=at)
        else:
            return None
    except Refusal as refusal:
        _put(refusal, do, answer, close, request)
        return None if do in ("answer", "close") else redirect("read_talk", talk.pk)
    return redirect("read_talk", talk.pk)


def _list(request) -> str:
    """The page on which the actor finds what waits; for the chair, who is not staff, another."""
    return "talks" if here(request).holds(*STAFF) else "concerns"


def _put(refusal: Refusal, do: str, answer, close, request) -> None:
    form = {"answer": answer, "close": close}.get(do)
    if form is None:
        messages.warning(request, str(refusal))
    else:
        form.add_error("words" if do == "answer" else "because", str(refusal))


def _context(request, talk: Talk, at) -> dict:
    entries = found.entries_of(request.actor, talk)
    names = people.names(request.actor, [*_people(talk), *(e.writer_id for e in entries)])
    closed = next((e for e in entries if e.kind == TalkEntry.Kind.CLOSED), None)
    return {
        **_row(talk, names, at),
        "at": at,
        "back": reverse(_list(request)),
        "entries": [(names.get(e.writer_id), e) for e in entries],
        "closed": closed,
        "stands": found.now_at(talk.school, at),
        **shared.numbers(talk.school),
        **shared.leads_in_words(request.actor, talk.school),
    }


@signed_in
def told(request):
    """A part of every page of staff: how much waits to be read, asked again and again."""
    mine = here(request)
    if not mine.posts:
        return HttpResponse("")
    school = mine.posts[0].school
    waits = asked.waiting_count(request.actor, school, now())
    page = reverse("concerns" if mine.holds(*shared.LOOK_AFTER) else "talks")
    context = {"waits": waits, "page": page}
    return render(request, "safeguarding/told.html", context) if waits else HttpResponse("")
