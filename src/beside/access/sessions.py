"""Sessions and their accounts, which every request reads: a statement of a fixed text each."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.utils import timezone

from beside.access import actions, calendar, rules
from beside.access.actor import Actor, tell_database
from beside.access.models import Account
from beside.access.queries import holds_of_actor, named
from beside.access.statement import Statement
from beside.web.routes import route_of

SESSION = Statement(
    "SELECT {s} FROM django_session s WHERE s.session_key = %s AND s.expire_date > %s", s=Session
)
ACCOUNT = Statement(
    "SELECT {a}, beside_holds(), schools_second_step_off(),"
    " ARRAY(SELECT o.id FROM access_opensession o"
    " WHERE o.subject_id = a.subject_id AND o.ended_at IS NULL)"
    " FROM access_account a WHERE a.subject_id = %s",
    a=Account,
)


class SessionStore(DatabaseSessions):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        for (session,) in SESSION.rows(self.session_key, timezone.now()):
            return session
        self._session_key = None
        return None


class Accounts(AuthenticationBackend):
    """Sign-in by username, or by the address that the roll has of exactly one person today."""

    def _authenticate(self, request, **credentials) -> Account | None:
        """One look for the account and one hash, however the name could be read."""
        name = credentials.get("username") or credentials.get("email") or ""
        checked = (self._check_password(each, credentials["password"]) for each in named(name))
        return next(filter(None, checked), None)

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session with what its person holds, unless it may not sign in."""
        for account, holds, off, sessions in ACCOUNT.rows(user_id):
            account.holds, account.second_step_off = holds, off
            account.open_sessions = {str(each) for each in sessions}
            return account if self.user_can_authenticate(account) else None
        return None


@receiver(user_logged_in)
def note_session(request, user: Account, **_kwargs) -> None:
    """Write down that somebody has signed in, whichever way they came, and in which role."""
    actor = Actor(user.pk, calendar.today())
    tell_database(actor, route_of(request), "sign-in")
    opened = actions.open_session(
        by=actor, device=rules.device(request.META.get("HTTP_USER_AGENT", "")), now=calendar.now()
    )
    for kept in ("beside_step_at", "beside_locked", "beside_came_by"):
        request.session.pop(kept, None)
    request.session["beside_session"] = str(opened)
    request.session["beside_role"] = rules.role_of(holds_of_actor())
    request.session["beside_used_at"] = calendar.now().isoformat()
