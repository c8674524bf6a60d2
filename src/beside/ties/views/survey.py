"""A survey as a pupil goes through it: the promise, one screen at a time, send."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.ties import answers as said
from beside.ties import naming, questions, rules, wording
from beside.ties.actions import answering, asking
from beside.ties.models import Round
from beside.ties.queries import answering as queries
from beside.ties.queries.rounds import why_over

FIND = ("adult", "peer", "wish")
OWN_WORDS = ("family", "outside", "wish")


def answered_by(request, pk) -> queries.Sheet:
    """The actor's own sheet of a survey; to who was not asked there is no such page."""
    sheet = queries.sheet(request.actor, pk)
    if sheet is None:
        raise Http404
    return sheet


@signed_in
def intro(request, pk):
    """Who will see what, before the first question."""
    sheet = answered_by(request, pk)
    helpers = naming.closest(pk, "adult") if sheet.is_easier else []
    if request.method == "POST":
        helper = next(
            (h.person for h in helpers if str(h.person) == request.POST.get("helper")), None
        )
        draft = answering.start(by=request.actor, round_=sheet.round, now=now(), helper=helper)
        return _at(request, sheet.now(draft.answers), sheet.screens[0])
    promise = wording.PROMISES[sheet.round.promise]
    context = {"sheet": sheet, "promise": promise, "helpers": helpers}
    return render(request, "ties/survey/intro.html", context | _over(request, sheet))


def _over(request, sheet: queries.Sheet) -> dict:
    over = None if sheet.is_panel else why_over(sheet.round, request.actor.today)
    return {"over": over} if over else {}


@signed_in
def screen(request, pk, screen):
    """One question; every button keeps what stands on the page."""
    sheet = answered_by(request, pk)
    if screen not in sheet.screens:
        raise Http404
    if request.method == "POST":
        return _post(request, sheet, screen)
    if not sheet.begun:
        return redirect("survey", pk)
    return _show(request, sheet, screen)


def _show(request, sheet: queries.Sheet, screen: str, *, status: int = 200, **more):
    asked = wording.SCREENS[screen]
    typed = request.POST.get("typed", "") if "find" in request.POST else ""
    context = {
        "sheet": sheet,
        "screen": screen,
        "asked": asked,
        "title": asked.easier if sheet.is_easier else asked.title,
        "place": sheet.screens.index(screen) + 1,
        "before": questions.before(sheet.screens, screen),
        "listed": sheet.of(screen),
        "chips": queries.chips(sheet, screen) if screen in questions.PEOPLE else [],
        "finds": screen in FIND,
        "own_words": screen in OWN_WORDS,
        "kind": _kind(screen),
        "choices": wording.CHOICES.get(screen, {}).items(),
        "chosen": sheet.answers["choices"].get(screen, ""),
        "rings": wording.RINGS.items(),
        "found": queries.find(sheet, screen, typed) if typed and screen in FIND else [],
        "typed": typed,
        "for_stage": _for_stage(sheet) if screen == "stage" else [],
        "said_nobody": sheet.answers["done"].get(screen) == said.NONE,
    }
    place = reverse("survey_screen", args=[sheet.round.pk, screen])
    context |= _over(request, sheet) | more
    return _page(request, "ties/survey/screen.html", context, place, status)


def _page(request, template: str, context: dict, place: str, status: int = 200):
    """The whole page, or for a script its middle, with the address at which the whole stands."""
    if not request.htmx:
        return render(request, template, context, status=status)
    response = render(request, f"{template}#survey", context, status=status)
    response["HX-Push-Url"] = place
    return response


def _kind(screen: str) -> str:
    if screen in questions.PEOPLE:
        return "people"
    if screen in questions.QUALITIES or screen == "helps":
        return "tapped"
    return screen if screen in ("stage", "wish") else "choice"


def _for_stage(sheet: queries.Sheet) -> list[queries.Somebody]:
    wanted = {each["key"] for each in said.for_stage(sheet.answers)}
    return [each for each in sheet.people if each.key in wanted]


def _post(request, sheet: queries.Sheet, screen: str):
    try:
        kept = sheet.now(_keep(request, sheet.round, screen))
    except rules.NotAsked:
        return _from_the_start(request, sheet.round)
    if "keep" in request.POST:
        return HttpResponse(status=204)
    if "next" in request.POST or "skip" in request.POST:
        return _next(request, kept, screen)
    try:
        return _show(request, kept.now(_change(request, kept, screen)), screen)
    except Refusal as refusal:
        return _show(request, kept, screen, status=422, refusal=refusal)


def _keep(request, round_: Round, screen: str) -> said.Answers:
    by, form = request.actor, request.POST
    if "skip" in form:
        return answering.skip(by=by, round_=round_, screen=screen)
    return answering.keep(by=by, round_=round_, screen=screen, form=dict(form.lists()))


def _change(request, sheet: queries.Sheet, screen: str) -> said.Answers:
    """Somebody added or taken off; only looking for a name changes nothing."""
    post, by, round_ = request.POST, request.actor, sheet.round
    if "add" in post:
        return answering.add(by=by, round_=round_, question=screen, alter=_id(post["add"]))
    if "add_words" in post:
        words = post.get("words", "")
        return answering.add(by=by, round_=round_, question=screen, words=words)
    if "off" in post:
        return answering.take_off(by=by, round_=round_, key=post["off"])
    return sheet.answers


def _id(value: str) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except ValueError as error:
        raise rules.NotFound("We could not find this person. Type the name again.") from error


def _next(request, sheet: queries.Sheet, screen: str):
    following = questions.after(sheet.screens, screen)
    if following:
        return _at(request, sheet, following)
    return _look_over(request, sheet) if request.htmx else redirect("survey_check", sheet.round.pk)


def _at(request, sheet: queries.Sheet, screen: str):
    if request.htmx:
        return _show(request, sheet, screen)
    return redirect("survey_screen", sheet.round.pk, screen)


def _from_the_start(request, round_: Round):
    if not request.htmx:
        return redirect("survey", round_.pk)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = reverse("survey", args=[round_.pk])
    return response


@signed_in
def find(request, pk):
    """People whose names begin with what was typed, as buttons."""
    sheet = answered_by(request, pk)
    asked = request.POST or request.GET
    screen = asked.get("screen", "")
    if screen not in FIND:
        raise Http404
    typed = asked.get("typed", "")
    context = {"found": queries.find(sheet, screen, typed), "typed": typed}
    return render(request, "ties/survey/people.html#found", context)


@signed_in
def check(request, pk):
    """What was put down, to look over before it is sent."""
    sheet = answered_by(request, pk)
    return _look_over(request, sheet) if sheet.begun else redirect("survey", pk)


def _look_over(request, sheet: queries.Sheet):
    parts = [
        (screen, wording.SCREENS[screen], sheet.of(screen), _chosen(sheet, screen))
        for screen in sheet.screens
    ]
    context = {"sheet": sheet, "parts": parts, "last": sheet.screens[-1]}
    context |= _over(request, sheet)
    place = reverse("survey_check", args=[sheet.round.pk])
    return _page(request, "ties/survey/check.html", context, place)


def _chosen(sheet: queries.Sheet, screen: str):
    value = sheet.answers["choices"].get(screen)
    return wording.CHOICES[screen][value] if value else ""


@require_POST
@signed_in
def send(request, pk):
    """Send; twice is once."""
    sheet = answered_by(request, pk)
    if not sheet.begun:
        return redirect("survey", pk)
    if sheet.is_panel:
        return redirect("survey_sent", pk)
    try:
        answering.send(by=request.actor, round_=sheet.round, screens=sheet.screens, now=now())
    except Refusal as refusal:
        context = {"sheet": sheet, "over": refusal}
        return render(request, "ties/survey/over.html", context, status=409)
    return redirect("survey_sent", pk)


@signed_in
def sent(request, pk):
    """Thank you, and what happens next."""
    return render(request, "ties/survey/sent.html", {"sheet": answered_by(request, pk)})


@require_POST
@signed_in
def comment(request, pk):
    """Somebody on the panel says what they think of a screen, or of the whole."""
    sheet = answered_by(request, pk)
    if not sheet.is_panel:
        raise Http404
    screen = request.POST.get("screen", "")
    words = request.POST.get("words", "")
    asking.comment(by=request.actor, round_=sheet.round, screen=screen, words=words)
    messages.success(request, _("Thank you. Whoever runs this reads it."))
    return redirect("survey_sent", pk)


@signed_in
def heard(request, pk):
    """What was heard, what will be done and by when: for everybody who was asked, or runs it."""
    found = get_object_or_404(
        queries.heard_by(request.actor).select_related("school__federation"), pk=pk
    )
    return render(request, "ties/heard.html", {"round": found})
