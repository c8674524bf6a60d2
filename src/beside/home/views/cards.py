"""Sign-in cards: a tutor prints a sheet of them, a pupil comes in with one."""

from dataclasses import replace

from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from beside.access import actions, past
from beside.access.actor import Actor, tell_database
from beside.access.calendar import now, today
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.exchange import go, taken_out
from beside.access.inside import shut_session
from beside.access.limits import guesses
from beside.access.models import SignInCard
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.home.forms import CardForm
from beside.schools import queries
from beside.schools.models import Group, Person
from beside.ties.queries.answering import waiting_for
from beside.web.qr import qr
from beside.web.routes import route_of

BACKEND = "beside.access.sessions.Accounts"
# Open to whoever came in with a card that opens no past: to answer, and to ask for help.
WITHOUT_PAST = ("/past/", "/survey/", "/concern/", "/talk/")


def ask(request):
    """Type the code of a card."""
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return go("card", form.cleaned_data["code"])
    return render(request, "home/card_ask.html", {"form": form}, status=422 if form.errors else 200)


@taken_out("card", ask="card_ask")
def come_in(request, code):
    """Say whose card it is; the press of a button signs them in, never the opening of a link."""
    guess = guesses.begin(request, "card")
    if guess is None:
        return render(request, "home/card_ask.html", {"wait": True, "form": CardForm()}, status=429)
    card = SignInCard.objects.filter(code_hash=actions.card_digest(code)).first()
    if card is None:
        return _wrong(request, code)
    guess.right()
    pupil = Actor(card.subject_id, today())
    tell_database(pupil, route_of(request), "sign-in")
    if request.method == "POST":
        return _sign_in(request, card, pupil)
    return _ask_word(request, card, pupil)


def _ask_word(request, card: SignInCard, pupil: Actor, *, status: int = 200, **more):
    """Whose card it is; with the word they chose it opens what they said before.

    The pupil is only asked about: whoever is signed in on this browser is who looked at the page.
    """
    person = get_object_or_404(Person.objects.visible_to(pupil), pk=card.subject_id)
    context = {
        "person": person,
        "has_past": past.there_is(person=card.subject_id),
        "has_word": past.asks_word(by=pupil, now=now()),
    }
    answer = render(request, "home/card.html", context | more, status=status)
    tell_database(request.actor, route_of(request))
    return answer


def _wrong(request, code):
    form = CardForm({"code": code})
    form.add_error("code", _("We do not know this code. Look at your card and try again."))
    return render(request, "home/card_ask.html", {"form": form}, status=422)


def _sign_in(request, card: SignInCard, pupil: Actor):
    word = request.POST.get("word", "").strip()
    asked = bool(word) and past.asks_word(by=pupil, now=now())
    knows = asked and past.fits_word(by=pupil, word=word, now=now())
    if asked and not knows:
        wrong = _("That is not your word. Try again, or leave it empty and go on without it.")
        return _ask_word(request, card, pupil, status=422, wrong=wrong)
    try:
        came = actions.use_card(by=pupil, card=card, now=now(), knows_word=knows)
    except Refusal as refusal:
        form = CardForm()
        context = {"form": form, "spent": refusal}
        return render(request, "home/card_ask.html", context, status=410)
    request.session.flush()
    login(request, came.account, backend=BACKEND)
    if came.past:
        return _first_page(pupil)
    shut_session(request.session, browser=came.browser, paths=WITHOUT_PAST, card=card.number)
    tell_database(replace(pupil, past=False, browser=came.browser), route_of(request))
    return _first_page(pupil, "past")


def _first_page(pupil: Actor, otherwise: str = "home"):
    """The survey that waits for this pupil; another page where none does, or several."""
    waiting = waiting_for(pupil)
    return redirect("survey", waiting[0]) if len(waiting) == 1 else redirect(otherwise)


@signed_in
def sheets(request):
    """The tutor groups whose cards the actor may print."""
    groups = queries.tutor_groups(request.actor)
    if not groups:
        raise Http404
    return render(request, "home/card_groups.html", {"groups": groups})


@signed_in
@recently_confirmed
def sheet(request, group):
    """A sheet of cards to cut out, one a pupil; made at the press of a button."""
    found = get_object_or_404(Group, pk=group)
    pupils = queries.looked_after_in(request.actor, found)
    if not pupils:
        raise Http404
    if request.method != "POST":
        return render(request, "home/card_sheet.html", {"group": found, "pupils": pupils})
    chosen = _chosen(request, pupils)
    codes = actions.make_cards(
        by=request.actor,
        subjects=[each.pk for each in chosen],
        now=now(),
        anew="anew" in request.POST,
    )
    record_seen(by=request.actor.subject_id, pupils=codes, what="card")
    cards = [_drawn(request, each, codes[each.pk]) for each in chosen]
    context = {"group": found, "pupils": pupils, "cards": cards, "link": _link(request)}
    return render(request, "home/card_sheet.html", context)


def _chosen(request, pupils: list[Person]) -> list[Person]:
    only = request.POST.get("pupil")
    chosen = [each for each in pupils if not only or str(each.pk) == only]
    if not chosen:
        raise Http404
    return chosen


def _link(request) -> str:
    return request.build_absolute_uri(reverse("card_ask"))


def _drawn(request, person: Person, code: str) -> dict:
    link = request.build_absolute_uri(reverse("card", args=[code]))
    return {"person": person, "code": f"{code[:4]} {code[4:]}", "qr": qr(link)}
