"""How long people wait for the pages looked at most, and what these ask."""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beside.access.actor import Actor, acting
from beside.access.calendar import now
from beside.access.models import Account
from beside.schools.models import Group, School
from beside.ties.models import Round
from beside.web.settling import settle

from .filling import OPEN, TODAY
from .school import LEAD, PUPIL

TURNS = 30
WARM_UP = 3
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
PART = {"HX-Request": "true"}


class Visit(NamedTuple):
    """A request by somebody: a page, or with a `form` what a script sends while answering."""

    who: str
    path: str
    form: dict[str, str] | None = None
    part: bool = False


def measure(turns: int = TURNS) -> Iterator[dict[str, Any]]:
    """One line a page: server time of a request in milliseconds, and its queries.

    Runs as the app's own role on a database that `filling.fill` has filled.
    """
    found = visits()
    clients = {who: signed_in_client(who) for who in {each.who for each in found.values()}}
    for visit in list(found.values()) * WARM_UP:
        make(clients[visit.who], visit)
    settle()
    for name, visit in found.items():
        client = clients[visit.who]
        begun, cpu = time.perf_counter(), time.process_time()
        times = sorted(_timed(client, visit) for _ in range(turns))
        yield {
            "method": name,
            "p50_ms": round(times[len(times) // 2], 1),
            "p95_ms": round(times[int(len(times) * 0.95)], 1),
            "queries": queries(client, visit),
            "cpu_s": round(time.process_time() - cpu, 3),
            "wall_s": round(time.perf_counter() - begun, 3),
        }


def visits() -> dict[str, Visit]:
    """A head of year's pages and maps; a pupil's people, a save and a find."""
    group = Group.objects.filter(kind=Group.Kind.TUTOR_GROUP).order_by("name")[0].pk
    newest = Round.objects.order_by("-taken_on")[0].pk
    school, open_ = School.objects.get().pk, Round.objects.get(name=OPEN).pk
    typed = f"{reverse('survey_find', args=[open_])}?screen=peer&typed=is"
    return {
        "home": Visit(LEAD, reverse("home")),
        "year": Visit(LEAD, reverse("year", args=[school, "9"])),
        "school": Visit(LEAD, reverse("school", args=[school])),
        "group": Visit(LEAD, reverse("group", args=[group])),
        "changes": Visit(LEAD, reverse("round_changes", args=[newest])),
        "governors": Visit(LEAD, reverse("governors", args=[school])),
        "between": Visit(LEAD, reverse("between", args=[school])),
        "my-people": Visit(PUPIL, reverse("my_people")),
        "save": Visit(
            PUPIL, reverse("survey_screen", args=[open_, "adult"]), {"next": "1"}, part=True
        ),
        "find": Visit(PUPIL, typed, part=True),
    }


def signed_in_client(username: str) -> Client:
    """A browser with the session of this account, as signing in leaves it."""
    with acting(Actor(None, TODAY), door="sign-in"):
        account = Account.objects.get(username=username)
        client = Client(SERVER_NAME="localhost")
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        session["beside_step_at"] = now().isoformat()
        session.save()
    return client


def make(client: Client, visit: Visit) -> None:
    """Make a request and read its answer whole; anything but an answer is a fault of the bench."""
    headers = PART if visit.part else {}
    if visit.form is None:
        answer = client.get(visit.path, headers=headers)
    else:
        answer = client.post(visit.path, visit.form, headers=headers)
    if answer.status_code != 200:
        raise RuntimeError(f"{visit.path} answered {answer.status_code}: nothing to time.")


def queries(client: Client, visit: Visit) -> int:
    """How many statements a request asks, but for those that begin and end its transaction."""
    with CaptureQueriesContext(connection) as captured:
        make(client, visit)
    return sum(not each["sql"].startswith(TRANSACTION) for each in captured.captured_queries)


def _timed(client: Client, visit: Visit) -> float:
    begun = time.perf_counter()
    make(client, visit)
    return (time.perf_counter() - begun) * 1000
