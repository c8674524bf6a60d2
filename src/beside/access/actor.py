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
    """A subject acting on a day of the school's calendar; nobody where `subject_id` is None."""

    subject_id: uuid.UUID | None
    today: date


NOBODY = Actor(None, date.min)


def tell_database(actor: Actor, why: str = "", door: str = "") -> None:
    """Set who acts, when and why, for row policies and audit, until this transaction ends."""
    settings = [
        ("beside.actor", str(actor.subject_id or "")),
        ("beside.today", "" if actor.today == date.min else actor.today.isoformat()),
        ("beside.why", why),
        ("beside.door", door),
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
def role(name: Role) -> Iterator[None]:
    """One transaction (or savepoint) under a named database role, which must be granted to us."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute(f'SET LOCAL ROLE "{name}"')
        yield
        cursor.execute(f'SET LOCAL ROLE "{before}"')
