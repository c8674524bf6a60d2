"""What somebody said before, while it is shut: their word opens it, or an adult who knows them."""

import uuid

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access import keys
from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.inside import open_session
from beside.access.models import Account, Notice, SignInCard
from beside.access.refusals import Refusal
from beside.home import told
from beside.home.forms import WordForm
from beside.schools.here import here
from beside.schools.queries import names_of, tutor_groups
from beside.ties.queries.answering import asked_in


@signed_in
def past(request):
    """What can be done without one's past, and the ways to open it."""
    if request.actor.past:
        return redirect("home")
    account = Account.objects.get(pk=request.actor.subject_id)
    form = WordForm(request.POST or None)
    context = {
        "here": here(request),
        "surveys": [each for each in asked_in(request.actor) if not each.sent],
        "has_word": bool(account.own_word) and account.word_tries < keys.TRIES,
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        return _open(request, form, context)
    status = 422 if form.errors else 200
    return render(request, "home/past.html", context, status=status)


def _open(request, form: WordForm, context: dict):
    try:
        opens = keys.give_word(by=request.actor, word=form.cleaned_data["word"])
    except Refusal as refusal:
        keys.count_try(by=request.actor)
        form.add_error("word", str(refusal))
        return render(request, "home/past.html", context, status=422)
    if not opens:
        return redirect("past")
    browser = request.actor.browser
    keys.open_past(by=open_session(request.session, request.actor), browser=browser)
    return redirect("home")


@signed_in
def word(request):
    """Choose a word of one's own, which opens one's past with the next card."""
    if not here(request).is_pupil or not request.actor.past:
        raise Http404
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keys.choose_word(by=request.actor, word=form.cleaned_data["word"])
        except Refusal as refusal:
            form.add_error("word", str(refusal))
        else:
            messages.success(request, _("Kept. With your next card you are asked for this word."))
            return redirect("home")
    status = 422 if form.errors else 200
    return render(request, "home/word.html", {"form": form}, status=status)


@signed_in
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
