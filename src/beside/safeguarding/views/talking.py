"""A pupil writes to somebody at school, and reads the answer once it is known that it is them."""

import uuid

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.safeguarding import forms
from beside.safeguarding.actions import concerns, talks, words
from beside.safeguarding.models import Talk, TalkEntry
from beside.safeguarding.queries import people
from beside.safeguarding.queries import talks as found
from beside.safeguarding.rules.words import Tries, is_resting
from beside.safeguarding.views import shared
from beside.schools.here import here


@signed_in
def talk(request):
    """“Talk to someone today”: pick an adult, or while school is closed say whether it can wait."""
    enrolment = here(request).enrolment
    if enrolment is None:
        return redirect("raise_concern")
    school, at = enrolment.school, now()
    stands = found.now_at(school, at)
    form = _form(request, school, stands)
    if request.method == "POST" and form.is_valid():
        sent = _send(request, enrolment, form, stands)
        if sent:
            return sent
    context = _context(request, enrolment, stands) | {"form": form}
    page = "talk" if stands.is_open else "talk_closed"
    return render(request, f"safeguarding/{page}.html", context, status=422 if form.errors else 200)


def _form(request, school, stands) -> forms.TalkForm:
    return forms.TalkForm(
        request.POST or None,
        initial={"key": concerns.new_key(), "adult": "no"},
        adults=people.adults_of(school, request.actor.today),
        picks=stands.is_open,
        needs_word=found.word_of(request.actor) is None,
    )


def _context(request, enrolment, stands) -> dict:
    school = enrolment.school
    readers = people.names(request.actor, [each.reader for each in stands.readings])
    return {
        "school": school,
        "first_name": enrolment.person.first_name,
        "stands": stands,
        "readings": [(each, readers.get(each.reader)) for each in stands.readings],
        "choices": people.choices(request.actor, school, stands.at) if stands.is_open else [],
        "has_talks": found.mine(request.actor).exists(),
        "needs_word": found.word_of(request.actor) is None,
        "meeting": request.session.get("beside_door_round"),
        **shared.numbers(school),
        **shared.leads_in_words(request.actor, school),
    }


def _send(request, enrolment, form, stands):
    """Send what a valid form says; none where a refusal was put on the form."""
    data, at = form.cleaned_data, now()
    is_urgent = not stands.is_open and request.POST.get("safe") != "yes"
    wanted = talks.Wanted(
        picked=data.get("to") if stands.is_open else None,
        words=data["words"],
        wish=data["wish"] or Talk.Wish.WRITE,
        about_adult=form.is_about_adult,
        past=data["past_ids"],
        past_words=data["past"],
        is_urgent=is_urgent,
    )
    try:
        if form.needs_word:
            names = (enrolment.person.given_name, enrolment.person.family_name)
            words.choose_word(by=request.actor, word=data["word"], names=names, at=at)
        kept = talks.send(
            by=request.actor, school=enrolment.school, wanted=wanted, at=at, key=data["key"]
        )
    except talks.NobodyHere:
        return render(request, "safeguarding/nobody_here.html", shared.numbers(enrolment.school))
    except Refusal as refusal:
        form.add_error("word" if "word" in str(refusal) else None, str(refusal))
        return None
    shared.prove(request, at)
    return redirect("not_safe_sent" if is_urgent else "my_talk", kept.pk)


@require_POST
@signed_in
def not_safe(request):
    """“I am not safe now”: lead and deputy hear of it at once; no word and no words are needed."""
    enrolment, at = shared.pupils_enrolment(here(request)), now()
    wanted = talks.Wanted(is_urgent=True)
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"{at:%Y-%m-%d %H}")
    try:
        kept = talks.send(by=request.actor, school=enrolment.school, wanted=wanted, at=at, key=key)
    except Refusal:
        return render(request, "safeguarding/nobody_here.html", shared.numbers(enrolment.school))
    return redirect("not_safe_sent", kept.pk)


@signed_in
def not_safe_sent(request, pk):
    """Who was told, who can help now, and what to do until somebody comes."""
    enrolment = shared.pupils_enrolment(here(request))
    kept = get_object_or_404(found.mine(request.actor), pk=pk, is_urgent=True)
    context = _context(request, enrolment, found.now_at(enrolment.school, now())) | {"talk": kept}
    return render(request, "safeguarding/not_safe.html", context)


@signed_in
def is_it_you(request):
    """Neither talk nor answer opens again before the pupil has given their word."""
    enrolment, at = shared.pupils_enrolment(here(request)), now()
    if shared.is_proven(request, at):
        return redirect("my_talks")
    form = forms.WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if words.try_word(by=request.actor, word=form.cleaned_data["word"], now=at):
            shared.prove(request, at)
            return redirect("my_talks")
        form.add_error("word", _("That is not your word."))
    kept = found.word_of(request.actor)
    resting = bool(kept and is_resting(Tries(kept.wrong, kept.rests_until), at))
    context = _context(request, enrolment, found.now_at(enrolment.school, at)) | {
        "form": form,
        "has_word": kept is not None,
        "rests_until": kept.rests_until if resting and kept else None,
    }
    return render(request, "safeguarding/again.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def shut(request):
    """Shut what was opened; the word is asked for again."""
    shared.forget(request)
    return redirect("home")


@signed_in
def my_talks(request):
    """What the pupil wrote to somebody, newest first."""
    enrolment, at = shared.pupils_enrolment(here(request)), now()
    if not shared.is_proven(request, at):
        return redirect("is_it_you")
    listed = list(found.mine(request.actor))
    if len(listed) == 1:
        return redirect("my_talk", listed[0].pk)
    readers = people.names(request.actor, [each.reader_id for each in listed])
    context = _context(request, enrolment, found.now_at(enrolment.school, at))
    context["listed"] = [(each, readers.get(each.reader_id)) for each in listed]
    return render(request, "safeguarding/my_talks.html", context)


@signed_in
def my_talk(request, pk):
    """One talk as its writer reads it: who has read it, what they answered, what happens next."""
    enrolment, at = shared.pupils_enrolment(here(request)), now()
    kept = get_object_or_404(found.mine(request.actor), pk=pk)
    if not shared.is_proven(request, at):
        return redirect("is_it_you")
    form = forms.SayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        talks.say_more(by=request.actor, talk=kept, words=form.cleaned_data["words"], at=at)
        return redirect("my_talk", pk)
    context = _context(request, enrolment, found.now_at(enrolment.school, at))
    context |= _said(request, kept, at) | {"form": form}
    return render(request, "safeguarding/my_talk.html", context, status=422 if form.errors else 200)


def _said(request, kept: Talk, at) -> dict:
    is_open = found.opens_for_pupil(request.actor, kept)
    entries = found.said_in(request.actor, kept, at) if is_open else []
    who = [kept.reader_id, kept.taken_by_id, *(each.writer_id for each in entries)]
    names = people.names(request.actor, who)
    answers = [each for each in entries if each.kind == TalkEntry.Kind.ANSWER]
    return {
        "talk": kept,
        "is_open": is_open,
        "reader": names.get(kept.reader_id),
        "answered_by": names.get(answers[-1].writer_id) if answers else None,
        "entries": [(names.get(each.writer_id), each) for each in entries],
        "read": next((e for e in entries if e.kind == TalkEntry.Kind.READ), None),
        "openers": [
            (names.get(e.writer_id), e) for e in entries if e.kind == TalkEntry.Kind.OPENED
        ],
    }
