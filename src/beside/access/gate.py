"""Who is in, and may go on: a session that is over, one that is locked, a second step not shown.

Staff of a real school open no page before their second step, but those that show nothing of a pupil
(`WITHOUT`). In a session stand, all under `beside_`: the row of the session, the role it was opened
in, when it was last used, when a second step was shown, how its owner came in, what they had typed
when they were stopped.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from beside.access import actions, rules
from beside.access.calendar import now

WITHOUT = (
    *("/you/", "/account/", "/sign-out/", "/signed-out/", "/accessibility/", "/who-sees/"),
    *("/invitation/", "/join/", "/card/", "/family/", "/calendar/", "/start/", "/static/"),
)
# A concern can be written without it: whoever is worried is never sent away for a telephone.
WITHOUT_EXACTLY = ("/concern/", "/talk/")
WHILE_LOCKED = (
    *("/you/locked/", "/you/second-step/", "/you/second-step/passkey/"),
    *("/sign-out/", "/signed-out/", "/accessibility/"),
)
# What an open page asks by itself, again and again: nobody need be there, and it leads nowhere.
UNNOTICED = ("/talks/told/",)
TOUCHED_EVERY = timedelta(minutes=1)
KEEP_AT_MOST = 100_000


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """Where somebody who is signed in has to go instead, if they may not go on as they are."""
    if not _has_account(request):
        return None
    stopped = _out(request) or _locked(request) or _first_the_second_step(request)
    return _nothing() if stopped and request.path in UNNOTICED else stopped


def _has_account(request) -> bool:
    return request.actor.subject_id is not None and "_auth_user_id" in request.session


def _out(request) -> HttpResponse | None:
    why = rules.why_out(
        holds=request.user.holds,
        role_then=request.session.get("beside_role", ""),
        is_open=request.session.get("beside_session") in request.user.open_sessions,
    )
    if not why:
        return None
    logout(request)
    return _go(request, f"{reverse('signed_out')}?why={why}")


def _locked(request) -> HttpResponse | None:
    idle = rules.is_idle(
        used_at=_moment(request, "beside_used_at"), now=now(), minutes=settings.IDLE_MINUTES
    )
    if idle and not is_staff(request):
        return signed_out_as_idle(request)
    if idle:
        request.session["beside_locked"] = True
    if request.session.get("beside_locked"):
        return None if request.path in WHILE_LOCKED else _stop(request, "locked")
    if request.path not in UNNOTICED:
        _touch(request)
    return None


def signed_out_as_idle(request) -> HttpResponse:
    """Sign out a pupil, a parent or a carer whom nobody has seen for a while."""
    actions.end_sessions(by=request.actor, now=now(), only=session_of(request))
    logout(request)
    return _go(request, f"{reverse('signed_out')}?why=idle")


def _touch(request) -> None:
    used = _moment(request, "beside_used_at")
    if used and now() - used < TOUCHED_EVERY:
        return
    request.session["beside_used_at"] = now().isoformat()
    actions.touch_session(by=request.actor, session=session_of(request), now=now())


def _first_the_second_step(request) -> HttpResponse | None:
    if not needs_second_step(request) or "beside_step_at" in request.session:
        return None
    if request.path.startswith(WITHOUT) or request.path in WITHOUT_EXACTLY:
        return None
    return _stop(request, "second_step")


def needs_second_step(request) -> bool:
    """Whether whoever is signed in is asked for a second step at all."""
    return is_staff(request) and not request.user.second_step_off


def is_staff(request) -> bool:
    """Whether an account is signed in whose person works at a school."""
    return _has_account(request) and rules.is_staff(request.user.holds)


def must_confirm(request) -> bool:
    """Whether a second step is due anew, since the last was more than a quarter of an hour ago."""
    if not needs_second_step(request):
        return False
    return not rules.is_recent(_moment(request, "beside_step_at"), now())


def confirm_first(request) -> HttpResponse:
    """The way to a second step, and back here with what was typed."""
    return _stop(request, "second_step")


def second_step_shown(request) -> None:
    """Somebody has just shown their second step; the session gets a new key."""
    request.session.cycle_key()
    request.session["beside_step_at"] = now().isoformat()


def session_of(request) -> uuid.UUID:
    """The id of the row of this session."""
    return uuid.UUID(request.session["beside_session"])


def _moment(request, name: str) -> datetime | None:
    told = request.session.get(name)
    return datetime.fromisoformat(told) if told else None


def _nothing() -> HttpResponse:
    return HttpResponse(status=204)


def _stop(request, page: str) -> HttpResponse:
    """Note the way back, and go to a page; what asks by itself is no way that anybody was going."""
    if request.path in UNNOTICED:
        return _nothing()
    back = request.get_full_path()
    if request.method == "POST":
        _keep_what_was_typed(request)
        back = reverse("carry_on")
    elif request.headers.get("HX-Request"):
        back = request.headers.get("HX-Current-URL", "/")
    request.session["beside_back"] = back
    return _go(request, reverse(page))


def _keep_what_was_typed(request) -> None:
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    words = typed.urlencode()
    if len(words) <= KEEP_AT_MOST:
        request.session["beside_typed"] = {"path": request.get_full_path(), "words": words}


def what_was_typed(request) -> tuple[str, QueryDict] | None:
    """Where somebody was going when they were stopped, and what they had typed; told once."""
    kept = request.session.pop("beside_typed", None)
    return (kept["path"], QueryDict(kept["words"])) if kept else None


def _go(request, where: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return redirect(where)
