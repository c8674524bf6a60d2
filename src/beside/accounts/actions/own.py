"""What somebody does with their own account: another password, and locking it."""

from datetime import datetime
from uuid import UUID

from beside.access import actions as access
from beside.access.actor import Actor
from beside.access.models import Account
from beside.audit.actions import action


@action
def change_password(
    *, by: Actor, account: Account, password: str, this: UUID, now: datetime
) -> None:
    """A new password; every other session of the account ends."""
    account.set_password(password)
    account.save(update_fields=["password"])
    access.end_sessions(by=by, now=now, but=this)


@action
def lock(*, by: Actor, account: Account, now: datetime) -> None:
    """Nobody signs in with this account until the office invites its owner again."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    access.end_sessions(by=by, now=now)
