"""One transaction a request, with the actor told to the database before any view reads."""

import uuid
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth import logout
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from beside.access import calendar, gate, keys, ways
from beside.access.actor import NOBODY, Actor, tell_database
from beside.access.inside import BROWSER, CARD, PAST, PATHS, open_session
from beside.access.limits import addresses, devices, signing_in
from beside.access.models import SignInCard
from beside.access.refusals import Refusal
from beside.web import short
from beside.web.routes import route_of
from beside.web.turns import QUEUE, QUEUE_HEADER, SIGN_IN_PAGE, TURN

APART = "kept_apart"
UNDOES = "undoes"
SIGN_IN_PATHS = ("/account/", "/invitation/", "/join/", "/card/", "/family/", "/calendar/")


def limited(get_response):
    """Passwords that were tried too often, or must wait their turn: before anything is opened.

    Who has signed in is known in this browser from then on, and their address with them.
    """

    def middleware(request):
        if request.method == "POST" and request.path == SIGN_IN_PAGE:
            judged = signing_in.judge(request, request.POST.get("login", ""))
            if judged.is_over:
                return HttpResponse(_later(), status=429, headers={"Retry-After": "60"})
            if QUEUE in request.META and TURN not in request.META and not judged.is_device:
                return HttpResponse(status=503, headers={QUEUE_HEADER: str(judged.place)})
        response = get_response(request)
        _remember(request, response)
        return response

    return middleware


def _later() -> str:
    words = _(
        "This name was tried too often with a wrong password. Try again in a quarter of an hour,"
        " or with a browser you have signed in with before."
    )
    ways = ((SIGN_IN_PAGE, _("Back to signing in")),)
    ways += ((reverse("account_reset_password"), _("I have forgotten my password")),)
    return short.page(_("Wait a while"), words, ways)


def _remember(request, response) -> None:
    """Note the browser and the address of who came without a session and goes with one."""
    session = getattr(request, "session", {})
    came = getattr(request, "actor", NOBODY).subject_id
    user = getattr(request, "user", None)
    if response.status_code >= 500 or not session.get("_auth_user_id") or user is None:
        return
    if str(came) == session["_auth_user_id"] or not user.is_authenticated:
        return
    devices.write(request, response, user, request.POST.get("login", ""))
    addresses.note(request, user.pk)


def one_transaction(get_response):
    """Everything of a request happens in one transaction, its template too.

    A 5xx undoes it, and so does a page that says that nothing was changed.
    """

    def middleware(request):
        with transaction.atomic():
            response = get_response(request)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
            if response.status_code >= 500 or getattr(response, UNDOES, False):
                transaction.set_rollback(True)
            return response

    return middleware


def actor(get_response):
    """Tell the database who acts: the session's account, or who came through a round's door."""

    def middleware(request):
        found = _find(request)
        request.actor = found or NOBODY
        if found is None:
            back = ways.back(request.session)
            logout(request)
            return redirect(back)
        if request.actor is NOBODY:
            _tell(request, NOBODY)
        if not _inside_door(request):
            return redirect(request.session[PATHS][0])
        return gate.turned_away(request) or get_response(request)

    return middleware


def kept_apart(get_response):
    """What the database refuses because of a block is told to everybody in the same few words."""

    def middleware(request):
        return get_response(request)

    def refused(request, exception):
        if isinstance(exception, IntegrityError) and APART in str(exception):
            return _undoing(render(request, "access/kept_apart.html", status=422))
        return None

    middleware.process_exception = refused
    return middleware


def refusals(get_response):
    """A refusal that a view does not put into its own page stands on one, with the way back."""

    def middleware(request):
        return get_response(request)

    def refused(request, exception):
        if not isinstance(exception, Refusal):
            return None
        context = {"words": str(exception), "back": _came_from(request)}
        return _undoing(render(request, "access/refused.html", context, status=409))

    middleware.process_exception = refused
    return middleware


def _undoing(response):
    setattr(response, UNDOES, True)
    return response


def _came_from(request) -> str:
    """The page of ours on which the button was pressed, if the browser says so; else the first."""
    said = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}, request.is_secure()):
        return reverse("home")
    parts = urlsplit(said)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def _tell(request, acting: Actor) -> None:
    door = "sign-in" if request.path.startswith(SIGN_IN_PATHS) else ""
    tell_database(acting, route_of(request), door)


def _find(request) -> Actor | None:
    """Who acts; nobody at all, or None where the way they came in by is shut to them now."""
    today = calendar.today()
    subject = request.session.get("_auth_user_id") or request.session.get("beside_door_subject")
    if not subject:
        return NOBODY
    found = _actor(request.session, subject, today)
    _tell(request, found)
    if not ways.is_open(request.session, found):
        return None
    is_account = bool(request.session.get("_auth_user_id"))
    if is_account and not request.user.is_authenticated:
        logout(request)
        return NOBODY
    if not found.past and is_account and _is_confirmed(request.session, found):
        found = _open_past(request, found)
    return found


def _actor(session, subject: str, today) -> Actor:
    return Actor(
        subject_id=uuid.UUID(subject),
        today=today,
        past=session.get(PAST) != "shut",
        browser=session.get(BROWSER, ""),
    )


def _is_confirmed(session, found: Actor) -> bool:
    """Whether an adult has said since whose hands the card is in that this session came by."""
    number = session.get(CARD)
    cards = SignInCard.objects.filter(subject=found.subject_id, confirmed_by__isnull=False)
    return number is not None and cards.filter(number=number).exists()


def _open_past(request, found: Actor) -> Actor:
    opened = open_session(request.session, found)
    _tell(request, opened)
    keys.open_past(by=opened, browser=found.browser)
    return opened


def _inside_door(request) -> bool:
    """Who came through the door of a meeting stays on the pages that it opens."""
    paths = request.session.get(PATHS)
    return not paths or request.path.startswith(tuple(paths))
