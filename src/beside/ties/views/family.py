"""The form of a parent or carer: their own link, one question at a time, and send."""

import uuid
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from beside.access.actor import Actor, tell_database
from beside.access.calendar import now, today
from beside.access.exchange import go, taken_out
from beside.access.limits import guesses
from beside.access.refusals import Refusal
from beside.ties import family_answers as said
from beside.ties import family_wording as wording
from beside.ties import forms, naming, questions, rules
from beside.ties.actions import families as actions
from beside.ties.models import CarerLink, Round
from beside.ties.queries import families as queries
from beside.ties.queries.rounds import why_over
from beside.web.middleware import LANGUAGE
from beside.web.routes import route_of

OPENS = ("/family/", "/accessibility/", "/static/")
HELD = "beside_family_link"


def _around(round_: Round | None = None) -> dict:
    """Around every page of a family: the school, the languages, whether this one was checked."""
    code = get_language()
    around = {
        "languages": settings.LANGUAGES,
        "language": code,
        "unchecked": code != settings.LANGUAGE_CODE and code not in queries.checks(),
    }
    if round_:
        school = round_.school
        around |= {
            "round": round_,
            "school_name": school.name,
            "fictional": school.federation.fictional,
        }
    return around


def ask(request):
    """Type the code of a letter."""
    form = forms.LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return go("family", form.cleaned_data["code"])
    return _ask(request, form, status=422 if form.errors else 200)


def _ask(request, form, *, status: int = 200, **more):
    context = _around() | {"form": form} | more
    return render(request, "ties/family/ask.html", context, status=status)


@taken_out("family", ask="family_ask")
def come_in(request, code):
    """Who sees what; the press of a button begins, never the opening of a link."""
    guess = guesses.begin(request, "family")
    if guess is None:
        return _ask(request, forms.LetterForm(), status=429, wait=True)
    link = CarerLink.objects.filter(token_hash=actions.link_digest(code)).first()
    if link is None:
        return _wrong(request, code)
    guess.right()
    round_ = Round.objects.select_related("school__federation").get(pk=link.round_id)
    context = _around(round_)
    if link.spent_at:
        return render(request, "ties/family/sent.html", context | {"before": True})
    if why_over(round_, today()):
        return render(request, "ties/family/over.html", context)
    if request.method == "POST":
        return _begin(request, link, round_)
    return render(request, "ties/family/intro.html", context | {"promise": wording.PROMISE})


def _wrong(request, code):
    form = forms.LetterForm({"code": code})
    form.add_error("code", wording.WRONG_CODE)
    return _ask(request, form, status=422)


def _begin(request, link: CarerLink, round_: Round):
    """Open the form to this browser, and no other page."""
    language = request.session.get(LANGUAGE)
    request.session.flush()
    if language:
        request.session[LANGUAGE] = language
    request.session["beside_door_subject"] = str(link.carer_id)
    request.session["beside_door_round"] = str(round_.pk)
    request.session["beside_door_paths"] = list(OPENS)
    request.session[HELD] = [str(link.pk), link.number]
    carer = Actor(link.carer_id, today())
    tell_database(carer, route_of(request))
    actions.start(by=carer, round_=round_, now=now())
    return redirect("family_screen", said.TALK)


def _held(request) -> CarerLink | None:
    """The link that this browser came in with, as long as no newer one was made."""
    pk, number = request.session.get(HELD, (None, None))
    if request.actor.subject_id is None or pk is None:
        return None
    mine = CarerLink.objects.visible_to(request.actor)
    return mine.filter(pk=pk, number=number).first()


def opened(view):
    """Only for a browser that came in with a link which is not spent; others are told where to."""

    @wraps(view)
    def inside(request, *args, **kwargs):
        link = _held(request)
        if link is None:
            return redirect("family_ask")
        if link.spent_at:
            return redirect("family_sent")
        sheet = queries.sheet(request.actor, link)
        if request.method == "GET" and why_over(sheet.round, today()):
            return render(request, "ties/family/over.html", _around(sheet.round))
        return view(request, sheet, *args, **kwargs)

    return inside


@opened
def screen(request, sheet, screen):
    """One question; every button keeps what stands on the page."""
    if screen not in sheet.screens:
        raise Http404
    if request.method != "POST":
        return _show(request, sheet, screen)
    try:
        return _post(request, sheet, screen)
    except Refusal as refusal:
        words = wording.REFUSALS.get(type(refusal), refusal)
        return _show(request, sheet, screen, status=422, refusal=words)


def _show(request, sheet: queries.FamilySheet, screen: str, *, status: int = 200, **more):
    kind, child = said.parts(screen)[0], sheet.child(screen)
    typed = request.POST.get("typed", request.GET.get("typed", ""))
    context = _around(sheet.round) | {
        "sheet": sheet,
        "screen": screen,
        "kind": kind,
        "child": child,
        "title": _title(kind, child),
        "asked": wording.SCREENS[kind],
        "place": sheet.screens.index(screen) + 1,
        "before": questions.before(sheet.screens, screen),
        "said": _shown(request, sheet, kind, child),
        "choices": wording.CHOICES.get(kind, {}).items(),
        "relations": wording.RELATIONS.items(),
        "typed": typed,
        "found": naming.find(sheet.round.pk, "adult", typed) if kind == said.TALK else [],
    }
    return render(request, "ties/family/screen.html", context | more, status=status)


def _title(kind: str, child: queries.Child | None) -> str:
    title = wording.SCREENS[kind].title
    return str(title) % {"name": child.first_name} if child else str(title)


def _shown(request, sheet: queries.FamilySheet, kind: str, child: queries.Child | None):
    """What stands in a form: as it was sent if that was refused, else as it was kept."""
    kept = said.about(sheet.answers, str(child.pk))[kind] if child else None
    if kind == "others":
        return _other_rows(request, kept or [])
    if request.method == "POST" and kind in said.TICKS:
        ticks = request.POST.getlist("tick")
        return {"ticks": ticks, "words": request.POST.get("words", ""), **_tutor(request)}
    return kept or {}


def _tutor(request) -> dict:
    return {"tutor": "tutor" in request.POST}


def _other_rows(request, kept: list) -> list[dict]:
    rows = []
    for place, n in enumerate(said.OTHERS):
        row = kept[place] if place < len(kept) else {"words": "", "relation": ""}
        if request.method == "POST":
            row = {name: request.POST.get(f"{name}-{n}", "") for name in row}
        rows.append(row | {"n": n})
    return rows


def _post(request, sheet: queries.FamilySheet, screen: str):
    kind, child = said.parts(screen)[0], sheet.child(screen)
    by, round_, about = request.actor, sheet.round, str(child.pk) if child else ""
    if "skip" in request.POST:
        actions.skip(by=by, round_=round_, kind=kind, child=about)
        return _next(sheet, screen)
    if child:
        form = dict(request.POST.lists())
        actions.keep(by=by, round_=round_, kind=kind, child=about, form=form)
    elif "keep" not in request.POST:
        _talk(request, round_)
    if "keep" in request.POST:
        return HttpResponse(status=204)
    if "next" in request.POST:
        return _next(sheet, screen)
    if "find" in request.POST:
        return _show(request, sheet, screen)
    return redirect("family_screen", screen)


def _talk(request, round_: Round) -> None:
    """Somebody added or taken off; words that were typed are kept whichever button was pressed."""
    post, by = request.POST, request.actor
    if "off" in post:
        actions.take_off(by=by, round_=round_, key=post["off"])
    if "add" in post:
        actions.add(by=by, round_=round_, alter=_id(post["add"]))
    if post.get("words"):
        actions.add(by=by, round_=round_, words=post["words"])


def _id(value: str) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except ValueError as error:
        raise rules.NotFound("We could not find this person. Type the name again.") from error


def _next(sheet: queries.FamilySheet, screen: str):
    following = questions.after(sheet.screens, screen)
    return redirect("family_screen", following) if following else redirect("family_check")


@opened
def find(request, sheet):
    """Adults of the school whose names begin with what was typed, as buttons."""
    typed = (request.POST or request.GET).get("typed", "")
    context = {"found": naming.find(sheet.round.pk, "adult", typed), "typed": typed}
    return render(request, "ties/family/talk.html#found", context)


@opened
def check(request, sheet):
    """What was put down, to look over before it is sent."""
    parts = [(each, *_part(sheet, each)) for each in sheet.screens]
    context = _around(sheet.round) | {"sheet": sheet, "parts": parts, "last": sheet.screens[-1]}
    return render(request, "ties/family/check.html", context)


def _part(sheet: queries.FamilySheet, screen: str) -> tuple[str, list[str]]:
    kind, child = said.parts(screen)[0], sheet.child(screen)
    if child is None:
        return _title(kind, child), [each.name for each in sheet.people]
    kept = said.about(sheet.answers, str(child.pk))[kind]
    return _title(kind, child), [str(line) for line in _lines(kind, kept) if line]


def _lines(kind: str, kept) -> list:
    """What was said on a screen, in words, one thing a line."""
    if not kept:
        return []
    if kind == "beside":
        return [wording.CHOICES[kind][kept]]
    if kind == "others":
        return [_other(each["words"], wording.RELATIONS.get(each["relation"])) for each in kept]
    return [*(wording.CHOICES[kind][tick] for tick in kept["ticks"]), kept["words"]]


def _other(words: str, relation) -> str:
    return f"{words} ({relation})" if words and relation else words or str(relation)


@require_POST
@opened
def send(request, sheet):
    """Send; twice is once."""
    children = [each.pk for each in sheet.children]
    try:
        actions.send(by=request.actor, link=sheet.link, children=children, now=now())
    except Refusal:
        return render(request, "ties/family/over.html", _around(sheet.round), status=409)
    return redirect("family_sent")


def sent(request):
    """Thank you, and what happens next."""
    return render(request, "ties/family/sent.html", _around() | {"home": reverse("family_ask")})
