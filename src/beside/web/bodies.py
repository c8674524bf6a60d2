"""How much a request may carry: a form from anybody, more from who is signed in."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpResponse
from django.urls import Resolver404, resolve

from beside.web import short

View = TypeVar("View", bound=Callable[..., Any])
FORM = 64 * 1024
ANSWER = 256 * 1024
LONG_FORM = 1024 * 1024
FILE = 21 * 1024 * 1024


def takes_files(view: View) -> View:
    """Mark a view that somebody signed in may send a file to; all others take forms alone."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def takes_answers(view: View) -> View:
    """Mark a view to which a provider sends what it says of whoever is not signed in yet."""
    view.takes_answers = True  # type: ignore[attr-defined]
    return view


def most(path: str, session: dict[str, Any]) -> int:
    """How many bytes whoever has this session may send to a path."""
    if session.get("_auth_user_id"):
        return FILE if _is_marked(path, "takes_files") else LONG_FORM
    if session.get("beside_door_subject"):
        return LONG_FORM
    return ANSWER if _is_marked(path, "takes_answers") else FORM


def _is_marked(path: str, mark: str) -> bool:
    try:
        return getattr(resolve(path).func, mark, False)
    except Resolver404:
        return False


def bounded(get_response):
    """Refuse what nobody may send, before anything of it is read.

    The server has asked already who sends it; this holds under any other server too.
    """

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        wanted = int(length) if length.isascii() and length.isdigit() else FILE + 1
        if wanted > (FILE if _is_marked(request.path_info, "takes_files") else LONG_FORM):
            return HttpResponse(short.too_large(), status=413)
        return get_response(request)

    return middleware
