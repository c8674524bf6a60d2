"""One transaction a request, with the actor told to the database before any view reads."""

import uuid

from django.contrib.auth import logout
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse

from beside.access import calendar, gate
from beside.access.actor import NOBODY, Actor, tell_database

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
        if request.actor is NOBODY:
            _tell(request, NOBODY)
        if not _inside_door(request):
            return redirect(request.session["beside_door_paths"][0])
        return gate.turned_away(request) or get_response(request)

    return middleware


def _tell(request, acting: Actor) -> None:
    door = "sign-in" if request.path.startswith(SIGN_IN_PATHS) else ""
    tell_database(acting, request.path, door)


def _find(request):
    today = calendar.today()
    subject = request.session.get("_auth_user_id") or request.session.get("beside_door_subject")
    if not subject:
        return NOBODY
    found = Actor(subject_id=uuid.UUID(subject), today=today)
    _tell(request, found)
    if request.session.get("_auth_user_id") and not request.user.is_authenticated:
        logout(request)
        return NOBODY
    return found


def _inside_door(request) -> bool:
    """Who came through the door of a meeting stays on the pages that it opens."""
    paths = request.session.get("beside_door_paths")
    return not paths or request.path.startswith(tuple(paths))
