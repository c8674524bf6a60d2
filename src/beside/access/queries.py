"""What the door asks before it is known who comes, and of whoever has come."""

import uuid

from allauth.account.internal.userkit import get_user_by_username
from django.db import connection

from beside.access.models import Account


def holds_of_actor() -> list[str]:
    """What the account of the actor rests on today: pairs "basis:scope"."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT beside_holds()")
        found: list[str] = cursor.fetchone()[0]
    return found


def at_address(address: str) -> list[uuid.UUID]:
    """The one person whom the roll reaches at an e-mail address; nobody where it reaches two.

    Only at the door: the database answers this to nobody who is inside already.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT schools_people_at(%s)", [address.strip()])
        found: list[uuid.UUID] = cursor.fetchone()[0]
    return found if len(found) == 1 else []


def named(name: str) -> list[Account]:
    """The account that somebody may mean by a name: of who has that address, else the username.

    An address is the roll's, of today; somebody who once chose another's as their name stands back.
    """
    if "@" in name:
        found = list(Account.objects.filter(pk__in=at_address(name)))
        if found:
            return found
    own = get_user_by_username(name) if name else None
    return [own] if own else []
