"""How long a head of year waits for the pages looked at most and the maps, and what they ask."""

import time
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beside.access.actor import Actor, acting
from beside.access.models import Account
from beside.schools.models import Group, School
from beside.ties.models import Round
from beside.web.settling import settle

from .filling import TODAY
from .school import LEAD

TURNS = 30
WARM_UP = 3
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def measure(turns: int = TURNS) -> Iterator[dict[str, Any]]:
    """One line a page: server time of a request in milliseconds, and its queries.

    Runs as the app's own role on a database that `filling.fill` has filled.
    """
    client = signed_in_client(LEAD)
    for path in list(paths().values()) * WARM_UP:
        get(client, path)
    settle()
    for name, path in paths().items():
        begun, cpu = time.perf_counter(), time.process_time()
        times = sorted(_timed(client, path) for _ in range(turns))
        yield {
            "method": name,
            "p50_ms": round(times[len(times) // 2], 1),
            "p95_ms": round(times[int(len(times) * 0.95)], 1),
            "queries": queries(client, path),
            "cpu_s": round(time.process_time() - cpu, 3),
            "wall_s": round(time.perf_counter() - begun, 3),
        }


def paths() -> dict[str, str]:
    """The pages with their addresses: the first page, a year, the whole school, and the maps."""
    school = School.objects.get().pk
    group = Group.objects.filter(kind=Group.Kind.TUTOR_GROUP).order_by("name")[0].pk
    newest = Round.objects.order_by("-taken_on")[0].pk
    return {
        "home": reverse("home"),
        "year": reverse("year", args=[school, "9"]),
        "school": reverse("school", args=[school]),
        "group": reverse("group", args=[group]),
        "changes": reverse("round_changes", args=[newest]),
        "governors": reverse("governors", args=[school]),
    }


def signed_in_client(username: str) -> Client:
    """A browser with the session of this account, as signing in leaves it."""
    with acting(Actor(None, TODAY), door="sign-in"):
        account = Account.objects.get(username=username)
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.save()
    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def get(client: Client, path: str) -> None:
    """Ask for a page and read it whole; anything but the page itself is a fault of the bench."""
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}, so there is nothing to time.")


def queries(client: Client, path: str) -> int:
    """How many statements a page asks, not counting those that begin and end its transaction."""
    return len(asked(client, path))


def asked(client: Client, path: str) -> list[dict[str, str]]:
    """The statements of a page, each with its time in seconds."""
    with CaptureQueriesContext(connection) as captured:
        get(client, path)
    return [q for q in captured.captured_queries if not q["sql"].startswith(TRANSACTION)]


def _timed(client: Client, path: str) -> float:
    begun = time.perf_counter()
    get(client, path)
    return (time.perf_counter() - begun) * 1000
