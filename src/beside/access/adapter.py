from allauth.account.adapter import DefaultAccountAdapter
from django.db import connection
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beside.access.limits import addresses, devices, ledger, signing_in
from beside.access.queries import named

WRONG = _("This name and this password do not go together. Please try again.")
# One processor works for browsers that nobody knows, however many of our processes there are.
ONE_CORE = "SELECT pg_advisory_xact_lock(734001)"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation: nobody signs themselves up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": _("That was tried too often. Wait a while, then try again."),
    }

    def get_login_stages(self) -> list[str]:
        """None: the second step is asked for by the gate, whichever way somebody came in."""
        return []

    def respond_user_inactive(self, request, user):
        """Whoever knows the password of a locked account is told that it is locked."""
        return redirect(f"{reverse('signed_out')}?why=locked")

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_client_ip(self, request) -> str:
        return addresses.client(request) or super().get_client_ip(request)

    def pre_authenticate(self, request, **credentials) -> None:
        """Nothing: tries are counted in `authenticate`, by our own limits."""

    def authenticate(self, request, **credentials):
        """Count the try, check the password, and take the count back where it was right."""
        name = credentials.get("username") or credentials.get("email") or ""
        accounts = named(name)
        tried = signing_in.begin(request, accounts, name)
        if tried is None:
            raise self.validation_error("too_many_login_attempts")
        if not any(map(devices.read(request).has_seen, accounts)):
            _wait_for_the_core()
        found = super().authenticate(request, **credentials)
        if found:
            ledger.give_back(*tried)
        return found


def _wait_for_the_core() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_CORE)
