"""The door of a staff meeting: the code leads to the list, and one's own mail gets one in."""

import uuid

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from beside.access import opening
from beside.access.actor import Actor, tell_database
from beside.access.calendar import now, today
from beside.access.decorators import signed_in
from beside.access.exchange import INSTEAD, MINUTES_30, go, held, taken_out
from beside.access.inside import ALWAYS, BROWSER, PATHS, shut_session
from beside.access.limits import guesses, ledger
from beside.access.limits.ledger import Limit
from beside.schools.here import here
from beside.ties import doors, forms, jobs, meetings
from beside.ties.actions import door
from beside.ties.models import Respondent, Round
from beside.web.routes import route_of

# Wrong codes for one name; a code has 31 to the sixth, and ends after half an hour at most.
WRONG_KEYS = Limit("meeting.person", most=60, seconds=15 * 60)
CODE_LONGEST = 12
KEY = "beside_join_key"
DEVICE = "beside_meeting"
DEVICE_SECONDS = 10 * 60 * 60


def join(request):
    """Ask for the code on the screen, or go on as whoever came in on this device before."""
    if _is_pupil(request):
        return _not_for_pupils(request)
    known = _known(request)
    if request.method == "POST" and "again" in request.POST and known:
        return _again(request, *known)
    form = forms.JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return go("join_choose", form.cleaned_data["code"].strip().upper())
    context = {"form": form, "known": known}
    return render(request, "ties/join.html", context, status=422 if form.errors else 200)


def _is_pupil(request) -> bool:
    return request.actor.subject_id is not None and here(request).enrolment is not None


def _not_for_pupils(request):
    return render(request, "ties/join_not_pupils.html", status=403)


@taken_out("join_choose", ask="join")
def choose(request, code):
    """Choose your name; the code that lets you in goes to your own address."""
    guess = guesses.begin(request, "join")
    if guess is None:
        context = {"wait": True, "form": forms.JoinForm()}
        return render(request, "ties/join.html", context, status=429)
    if _is_pupil(request):
        return _not_for_pupils(request)
    colleagues = doors.colleagues(code)
    if not colleagues:
        return _wrong(request, code)
    guess.right()
    me = next((c for c in colleagues if _is_me(request, c)), None)
    if me:
        return redirect("mark", me.round)
    if request.method != "POST":
        return render(request, "ties/choose.html", {"colleagues": colleagues, "code": code})
    chosen = next((c for c in colleagues if str(c.person) == request.POST.get("person")), None)
    if chosen is None:
        return render(
            request, "ties/choose.html", {"colleagues": colleagues, "code": code}, status=422
        )
    if chosen.has_address:
        jobs.mail_door_code.defer(
            round_id=str(chosen.round),
            person=str(chosen.person),
            address=request.build_absolute_uri("/"),
        )
    return _with_code(code, chosen.person)


def _with_code(code: str, person: uuid.UUID, key: str = "") -> HttpResponse:
    """The way to the page that asks for the second code, with no code in its address."""
    response = go("join_choose", code)
    response["Location"] = reverse("join_confirm", args=[INSTEAD, person])
    path = reverse("join_choose", args=[INSTEAD])
    if key:
        response.set_cookie(KEY, key, max_age=MINUTES_30, path=path, httponly=True, samesite="Lax")
    return response


def _is_me(request, colleague: doors.Colleague) -> bool:
    """Whether this browser is signed in with the colleague's own account, or came in as them."""
    return request.actor.past and colleague.person == request.actor.subject_id


def _wrong(request, code):
    form = forms.JoinForm({"code": code})
    form.add_error(
        "code", _("That is not the code on the screen. Look again, or ask for a new one.")
    )
    return render(request, "ties/join.html", {"form": form}, status=422)


def confirm(request, code, person):
    """The code out of one's own mail, or the one that a colleague reads out."""
    if _is_pupil(request):
        return _not_for_pupils(request)
    if code != INSTEAD and request.method != "POST":
        return _with_code(code, person, request.GET.get("key", "")[:CODE_LONGEST])
    code = held(request, "join_choose") if code == INSTEAD else code
    colleagues = doors.colleagues(code)
    chosen = next((c for c in colleagues if c.person == person), None)
    if chosen is None:
        return redirect("join")
    if request.method != "POST":
        return _ask(request, chosen, code)
    tried = ledger.take(WRONG_KEYS, str(person))
    if tried is None:
        return _ask(request, chosen, code, status=429, wait=True)
    typed = "".join(c for c in request.POST.get("key", "").upper() if c.isalnum())
    let_in_by = _who_let_in(chosen, colleagues, typed)
    own_code = typed in door.mail_codes(person, chosen.number, now())
    opens = opening.door(is_pupil=False, own_code=own_code, let_in=let_in_by is not None)
    if opens == opening.Door.SHUT:
        return _ask(request, chosen, code, status=422, wrong=True)
    ledger.give_back(tried)
    return _come_in(request, chosen, None if opens == opening.Door.OWN else let_in_by)


def _who_let_in(chosen, colleagues, typed: str) -> uuid.UUID | None:
    """The colleague, in the meeting in their own right, whose code this is."""
    for each in colleagues:
        may = each.joined and each.let_in_by is None and each.person != chosen.person
        if may and typed in door.colleague_codes(chosen.person, chosen.number, each.person, now()):
            return each.person
    return None


def _ask(request, chosen, code, *, status: int = 200, **more):
    key = request.COOKIES.get(KEY, "")[:CODE_LONGEST]
    context = {"colleague": chosen, "code": INSTEAD, "key": key} | more
    return render(request, "ties/join_confirm.html", context, status=status)


def _come_in(request, chosen: doors.Colleague, let_in_by: uuid.UUID | None = None):
    """Open the marking list: to whom a colleague let in, it is empty, and nothing else."""
    browser = uuid.uuid4().hex if let_in_by else ""
    actor = Actor(chosen.person, today(), past=let_in_by is None, browser=browser)
    tell_database(actor, route_of(request))
    round_ = Round.objects.get(pk=chosen.round)
    number = door.come_in(by=actor, round_=round_, now=now(), let_in_by=let_in_by)
    _session(request, actor, round_, number)
    response = redirect("mark", chosen.round)
    if let_in_by is None:
        _remember(response, actor, round_, number)
    return response


def _session(request, actor: Actor, round_: Round, number: str) -> None:
    request.session.flush()
    request.session["beside_door_subject"] = str(actor.subject_id)
    request.session["beside_way"] = meetings.WAY
    request.session[meetings.ROUND] = str(round_.pk)
    request.session[meetings.NUMBER] = number
    paths = [reverse("mark", args=[round_.pk]), "/join/"]
    if actor.past:
        request.session[PATHS] = [*paths, "/beside/", "/concern/", *ALWAYS]
    else:
        shut_session(request.session, browser=actor.browser, paths=paths)
    request.session[BROWSER] = actor.browser


def _remember(response, actor: Actor, round_: Round, number: str) -> None:
    """Keep on this device that it is theirs, for this meeting, until they are put out."""
    own = number.partition(".")[2]
    value = signing.dumps([str(round_.pk), str(actor.subject_id), own], salt=DEVICE)
    response.set_cookie(
        DEVICE, value, max_age=DEVICE_SECONDS, httponly=True, samesite="Lax", path="/join/"
    )


def _known(request) -> tuple[Respondent, Round] | None:
    """Whose device this is in a meeting that is not closed, or nobody's."""
    try:
        round_id, person, own = signing.loads(
            request.COOKIES.get(DEVICE, ""), salt=DEVICE, max_age=DEVICE_SECONDS
        )
    except signing.BadSignature:
        return None
    tell_database(Actor(uuid.UUID(person), today()), route_of(request))
    asked = Respondent.objects.filter(
        round=round_id, person=person, question="staff_knows", door_number=int(own)
    )
    found = asked.exclude(round__status=Round.Status.CLOSED).select_related("round").first()
    tell_database(request.actor, route_of(request), "sign-in")
    return (found, found.round) if found else None


def _again(request, asked: Respondent, round_: Round):
    actor = Actor(asked.person_id, today())
    tell_database(actor, route_of(request))
    _session(request, actor, round_, door.number_of(round_, asked))
    return redirect("mark" if round_.status == Round.Status.OPEN else "meeting_after", round_.pk)


@signed_in
def let_in(request, pk):
    """Let a colleague in by name: the code to read out to them."""
    round_ = get_object_or_404(Round.objects.select_related("school__federation"), pk=pk)
    own = meetings.own_place(request.actor, round_)
    if own is None or not request.actor.past or own.let_in_by_id or not round_.door_code:
        raise Http404
    others = [c for c in doors.colleagues(round_.door_code) if c.person != own.person_id]
    chosen = next((c for c in others if str(c.person) == request.POST.get("person")), None)
    context = {"round": round_, "colleagues": others, "chosen": chosen}
    if chosen:
        door.let_in(by=request.actor, round_=round_, person=chosen.person, now=now())
        codes = door.colleague_codes(chosen.person, chosen.number, own.person_id, now())
        context["key"] = codes[0]
    return render(request, "ties/let_in.html", context)
