"""One transaction a request, with the actor told to the database before any view reads."""

import uuid

from django.contrib.auth import logout
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse

from beside.access import calendar, keys, ways
from beside.access.actor import NOBODY, Actor, tell_database
from beside.access.inside import BROWSER, CARD, PAST, PATHS, open_session
from beside.access.models import SignInCard

SIGN_IN_PATHS = ("/account/", "/invitation/", "/join/", "/card/", "/family/", "/calendar/")


def one_transaction(get_response):
    """Everything of a request happens in one transaction, its template too; a 5xx undoes it."""

    def middleware(request):
        with transaction.atomic():
            response = get_response(request)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    return middleware


def actor(get_response):
    """Tell the database who acts: the session's account, or who came through a round's door."""

    def middleware(request):
        request.actor = _find(request)
        if request.actor is None:
            back = ways.back(request.session)
            logout(request)
            return redirect(back)
        if request.actor is NOBODY:
            _tell(request, NOBODY)
        if not _inside_door(request):
            return redirect(request.session[PATHS][0])
        return get_response(request)

    return middleware


def _tell(request, acting: Actor) -> None:
    door = "sign-in" if request.path.startswith(SIGN_IN_PATHS) else ""
    tell_database(acting, request.path, door)


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
