"""Who is acting, on which day, told to the database for the length of a transaction."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from beside.rights import Role


@dataclass(frozen=True)
class Actor:
    """A subject acting on a day of the school's calendar; nobody where `subject_id` is None.

    Without their `past` they came in with a key that somebody else made, and nothing that they said
    before is shown. What is put down then is kept for that `browser` alone.
    """

    subject_id: uuid.UUID | None
    today: date
    past: bool = True
    browser: str = ""


NOBODY = Actor(None, date.min)


def tell_database(actor: Actor, why: str = "", door: str = "") -> None:
    """Set who acts, when and why, for row policies and audit, until this transaction ends."""
    settings = [
        ("beside.actor", str(actor.subject_id or "")),
        ("beside.today", "" if actor.today == date.min else actor.today.isoformat()),
        ("beside.why", why),
        ("beside.door", door),
        ("beside.past", "" if actor.past else "shut"),
        ("beside.browser", actor.browser),
    ]
    columns = ", ".join("set_config(%s, %s, true)" for _ in settings)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [part for pair in settings for part in pair])


@contextmanager
def acting(actor: Actor, why: str = "", door: str = "") -> Iterator[None]:
    """One transaction in which the database knows this actor."""
    with transaction.atomic():
        tell_database(actor, why, door)
        yield


@contextmanager
def writing_over_the_past() -> Iterator[None]:
    """Let an action write where something was said before, which it never gives back to read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('beside.past', true), set_config('beside.past', '', true)"
        )
        before = cursor.fetchone()[0] or ""
        yield
        cursor.execute("SELECT set_config('beside.past', %s, true)", [before])


@contextmanager
def as_browser(browser: str) -> Iterator[None]:
    """Let an action read and write what was put down in another browser of the actor."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('beside.browser', true),"
            " set_config('beside.browser', %s, true)",
            [browser],
        )
        before = cursor.fetchone()[0] or ""
        yield
        cursor.execute("SELECT set_config('beside.browser', %s, true)", [before])


@contextmanager
def role(name: Role) -> Iterator[None]:
    """One transaction (or savepoint) under a named database role, which must be granted to us."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute(f'SET LOCAL ROLE "{name}"')
        yield
        cursor.execute(f'SET LOCAL ROLE "{before}"')
