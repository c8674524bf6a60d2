from allauth.account.adapter import DefaultAccountAdapter
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

WRONG = _("This name and this password do not go together. Please try again.")


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
