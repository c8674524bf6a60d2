"""What somebody said before, while it is shut: their word opens it, or an adult who knows them."""

import uuid

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access import keys
from beside.access import past as guarded
from beside.access.actor import tell_database
from beside.access.calendar import now
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.inside import open_session
from beside.access.models import Notice, SignInCard
from beside.access.refusals import Refusal
from beside.home import told
from beside.home.forms import WordForm
from beside.safeguarding.actions import words
from beside.safeguarding.queries.talks import word_of
from beside.schools.here import here
from beside.schools.queries import names_of, tutor_groups
from beside.ties.queries.answering import asked_in
from beside.web.routes import route_of


@signed_in
def past(request):
    """What can be done without one's past, and the ways to open it."""
    if request.actor.past:
        return redirect("home")
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        word = form.cleaned_data["word"]
        if guarded.fits_word(by=request.actor, word=word, now=now()):
            return _open(request)
        form.add_error("word", _("That is not your word."))
    context = {
        "here": here(request),
        "surveys": [each for each in asked_in(request.actor) if not each.sent],
        "has_word": guarded.asks_word(by=request.actor, now=now()),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "home/past.html", context, status=status)


def _open(request):
    browser = request.actor.browser
    opened = open_session(request.session, request.actor)
    tell_database(opened, route_of(request))
    keys.open_past(by=opened, browser=browser)
    return redirect("home")


@signed_in
def word(request):
    """Choose a word of one's own, once; a lead gives the next, face to face."""
    found = here(request)
    if not found.is_pupil or not request.actor.past:
        raise Http404
    form = WordForm(request.POST or None)
    has_word = word_of(request.actor) is not None
    if request.method == "POST" and form.is_valid() and not has_word:
        names = (found.person.given_name, found.person.family_name, found.person.first_name)
        try:
            words.choose_word(
                by=request.actor, word=form.cleaned_data["word"], names=names, at=now()
            )
        except Refusal as refusal:
            form.add_error("word", str(refusal))
        else:
            messages.success(request, _("Kept. With your next card you are asked for this word."))
            return redirect("home")
    status = 422 if form.errors else 200
    context = {"form": form, "has_word": has_word}
    return render(request, "home/word.html", context, status=status)


@signed_in
@recently_confirmed
def confirm(request):
    """Cards that somebody else made and that opened no past: say whose hands they are in."""
    if not tutor_groups(request.actor):
        raise Http404
    waiting = told.cards_to_confirm(request.actor)
    if request.method == "POST":
        card = get_object_or_404(SignInCard, pk__in=waiting, pk=_id(request))
        keys.confirm(by=request.actor, card=card)
        messages.success(request, _("Thank you. What this pupil said before is open to them."))
        return redirect("cards_confirm")
    names = names_of(request.actor, [each.subject_id for each in waiting.values()])
    makers = names_of(request.actor, [each.made_by_id for each in waiting.values()])
    rows = [
        (each, names[each.subject_id], makers.get(each.made_by_id))
        for each in waiting.values()
        if each.subject_id in names
    ]
    return render(request, "home/cards_confirm.html", {"rows": rows})


def _id(request) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("card", ""))
    except ValueError as error:
        raise Http404 from error


@require_POST
@signed_in
def notices_read(request):
    """I have read what I was told."""
    keys.read_notices(by=request.actor, now=now())
    return redirect("home")


@require_POST
@signed_in
def not_me(request, pk):
    """That was not me: whoever it was is put out, and what they sent is taken back."""
    mine = Notice.objects.visible_to(request.actor).filter(subject=request.actor.subject_id)
    notice = get_object_or_404(mine, pk=pk)
    if not request.actor.past:
        raise Http404
    account = keys.not_me(by=request.actor, notice=notice, now=now())
    if account is not None and request.user.is_authenticated:
        update_session_auth_hash(request, account)
    messages.success(
        request, _("Thank you for saying so. The card is dead, and what was sent with it is gone.")
    )
    return redirect("home")
