"""Tell the database who is acting, and on which day, for the length of one transaction.

Row policies, triggers and the audit read these values from settings such as `beside.actor`.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from beside.rights import Role


@dataclass(frozen=True)
class Actor:
    """The person who acts, and the day on which they do; `subject_id` None means nobody.

    `past` is False where they came in with a card or code that somebody else made, or were let in
    by a colleague. They then see none of their earlier answers, and their drafts are stored
    apart, under the random key of their `browser`; that key is empty for everybody else.
    """

    subject_id: uuid.UUID | None
    today: date
    past: bool = True
    browser: str = ""


NOBODY = Actor(None, date.min)


def tell_database(actor: Actor, why: str = "", door: str = "") -> None:
    """Set the actor for row policies and the audit until the current transaction ends.

    `why` is the reason that the audit records, such as `timetable.fill`. `door` is `sign-in` while
    somebody is signing in, when the database may look up their account.
    """
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
    """Run the block in one transaction in which the database knows this actor."""
    with transaction.atomic():
        tell_database(actor, why, door)
        yield


@contextmanager
def writing_over_the_past() -> Iterator[None]:
    """Let an action replace earlier answers of an actor whose `past` is False.

    Inside the block the database shows those answers, so the action must not return any of them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('beside.past', true), set_config('beside.past', '', true)"
        )
        before = cursor.fetchone()[0] or ""
        yield
        cursor.execute("SELECT set_config('beside.past', %s, true)", [before])


@contextmanager
def as_browser(browser: str) -> Iterator[None]:
    """Let an action read and write the drafts that the actor made in another browser."""
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
    """Run the block, in a transaction or savepoint, as a database role that is granted to us."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute(f'SET LOCAL ROLE "{name}"')
        yield
        cursor.execute(f'SET LOCAL ROLE "{before}"')
