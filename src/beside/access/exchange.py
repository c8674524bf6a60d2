"""A secret in an address is taken out of it at once, so that no log, title or history keeps it.

Who opens `/card/2GKBRVVC/` is sent to `/card/-/`, and the code goes with them in a cookie that no
script reads and that only this one page is sent. The view is given the code as before.
"""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

INSTEAD = "-"
MINUTES_30 = 30 * 60
LONGEST = 200


def taken_out(route: str, *, ask: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a view that has a secret in its address be opened without it.

    `route` is its name; `ask` the page that asks for the code, for who comes without one.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def inside(request: HttpRequest, **given: str) -> HttpResponse:
            ((name, secret),) = given.items()
            if secret != INSTEAD:
                if request.method == "POST" or len(secret) > LONGEST:
                    return view(request, **given)
                return go(route, secret, request.GET.urlencode())
            held = _held(request, route)
            if not held and ask:
                return redirect(ask)
            return view(request, **{name: held or INSTEAD})

        return inside

    return decorate


def go(route: str, secret: str, query: str = "") -> HttpResponse:
    """The way to a page that a secret opens, with the secret in a cookie instead of the address."""
    address = reverse(route, args=[INSTEAD])
    response = redirect(f"{address}?{query}" if query else address)
    response["Referrer-Policy"] = "no-referrer"
    response.set_cookie(
        _cookie(route),
        base64.urlsafe_b64encode(secret.encode()).decode(),
        max_age=MINUTES_30,
        path=address,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _held(request: HttpRequest, route: str) -> str:
    try:
        return base64.urlsafe_b64decode(request.COOKIES.get(_cookie(route), "")).decode()[:LONGEST]
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def _cookie(route: str) -> str:
    return f"beside_{route}"
