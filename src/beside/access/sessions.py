"""Sessions and their accounts, which every request reads: a statement of a fixed text each."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from beside.access.models import Account
from beside.access.queries import named
from beside.access.statement import Statement

SESSION = Statement(
    "SELECT {s} FROM django_session s WHERE s.session_key = %s AND s.expire_date > %s", s=Session
)
ACCOUNT = Statement("SELECT {a} FROM access_account a WHERE a.subject_id = %s", a=Account)


class SessionStore(DatabaseSessions):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        for (session,) in SESSION.rows(self.session_key, timezone.now()):
            return session
        self._session_key = None
        return None


class Accounts(AuthenticationBackend):
    """Sign-in by username or e-mail."""

    def _authenticate(self, request, **credentials) -> Account | None:
        """One look for the account and one hash, however the name could be read."""
        name = credentials.get("username") or credentials.get("email") or ""
        checked = (self._check_password(each, credentials["password"]) for each in named(name))
        return next(filter(None, checked), None)

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session, unless it may not sign in any more."""
        found = [account for (account,) in ACCOUNT.rows(user_id)]
        return next(filter(self.user_can_authenticate, found), None)
