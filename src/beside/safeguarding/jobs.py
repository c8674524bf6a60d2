"""What the worker does for safeguarding: mail, what climbs, blocks that begin today."""

import uuid

from django.conf import settings
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.messages.actions import deliver
from beside.rights import Role
from beside.safeguarding.actions import blocks, clearing, climbing, rota, telling
from beside.schools.models import Person

AGAIN = RetryStrategy(max_attempts=40, wait=15)


@app.task(name="safeguarding.tell", retry=AGAIN)
def tell(*, people: list[str], about: str, key: str) -> None:
    """Mail each of these people that something waits; who, what and about whom is not in it.

    Each mail is a transaction of its own, and is tried again until the mail server takes it.
    """
    failed = None
    for person in people:
        try:
            _mail(uuid.UUID(person), about, key)
        except OSError as error:
            failed = error
    if failed:
        raise failed


def _mail(person: uuid.UUID, about: str, key: str) -> None:
    with acting(Actor(None, today())), role(Role.ROLL):
        found = Person.objects.filter(pk=person).exclude(email="").first()
        if found:
            deliver(
                recipient=person,
                address=found.email,
                day=today(),
                kind=f"{about}:{key.replace('-', '')[:12]}",
                subject=_("Something waits for you"),
                words=_WORDS[about]() % {"name": found.first_name, "address": _address(about, key)},
            )


def _address(about: str, key: str) -> str:
    """Where a mail leads: to the first page, or for a test message to its own."""
    if about != "test":
        return settings.ADDRESS
    return f"{settings.ADDRESS.rstrip('/')}/concerns/tested/{rota.test_secret(uuid.UUID(key))}/"


_WORDS = {
    "test": lambda: _(
        "Good day %(name)s,\n\nthis is a test. When something waits for you, a message like this"
        " comes. Please say that it arrived:\n\n%(address)s\n"
    ),
    "new": lambda: _(
        "Good day %(name)s,\n\nsomething has been written that you may have to look after. Please"
        " open it:\n\n%(address)s\n"
    ),
    "now": lambda: _(
        "%(name)s,\n\nsomebody needs somebody now. Please open Beside at once:\n\n%(address)s\n"
    ),
    "late": lambda: _(
        "Good day %(name)s,\n\nsomething was to be read by now, and nobody has read it. Please open"
        " it:\n\n%(address)s\n"
    ),
    "answer": lambda: _("Good day %(name)s,\n\nplease open Beside today:\n\n%(address)s\n"),
}


@app.periodic(cron="* * * * *")
@app.task(name="safeguarding.climb")
def climb(timestamp: int) -> None:
    """Every minute: what nobody has read by its minute goes to the leads, later to the head."""
    del timestamp
    by = Actor(None, today())
    with acting(by):
        with role(Role.KEEPER):
            told = climbing.climb(by=by, now=now())
        telling.tell_all(told, "late")


@app.periodic(cron="40 3 * * *")
@app.task(name="safeguarding.clear")
def clear(timestamp: int) -> None:
    """Every night: what is kept no longer is removed; run twice it is removed once."""
    del timestamp
    by = Actor(None, today())
    with acting(by, why="safeguarding.clear"), role(Role.KEEPER):
        clearing.clear(by=by)


@app.periodic(cron="*/10 * * * *")
@app.task(name="safeguarding.begin_blocks", pass_context=False)
def begin_blocks(timestamp: int) -> None:
    """End what blocks forbid that begin today; run twice it ends it once."""
    del timestamp
    by = Actor(None, today())
    with acting(by, why="safeguarding.begin_blocks"), role(Role.ROLL):
        blocks.begin(by=by)
