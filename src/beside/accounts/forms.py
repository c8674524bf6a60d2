from allauth.account.forms import ResetPasswordForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from beside.access.limits import addresses, ledger
from beside.access.limits.ledger import Limit
from beside.access.models import Account
from beside.access.queries import at_address

HOUR = 60 * 60
# Letters to one address of mail, and asked for from one address of the net.
LETTERS = Limit("forgotten.letters", most=5, seconds=HOUR)
ASKED = Limit("forgotten.address", most=200, seconds=HOUR)
NUMBERS = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code-field"}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The six figures of your app, or a recovery code"),
        max_length=20,
        widget=forms.TextInput(attrs=NUMBERS),
    )


class AppForm(forms.Form):
    code = forms.CharField(
        label=_("The six figures that the app shows now"),
        max_length=20,
        widget=forms.TextInput(attrs=NUMBERS),
    )


class PasskeyForm(forms.Form):
    """What a browser made or answered; `name` only when it is made."""

    credential = forms.JSONField()
    name = forms.CharField(max_length=60, required=False)

    def clean_credential(self):
        given = self.cleaned_data["credential"]
        if not isinstance(given, dict):
            raise forms.ValidationError(_("This passkey did not answer as it should."))
        return given


def _password(label, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False)


class OwnPasswordForm(forms.Form):
    """One's own password, shown that it is known."""

    password = _password(_("Your password"), "current-password")

    def __init__(self, *args, account: Account, **kwargs):
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self):
        if not self.account.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password. Please try again."))
        return self.cleaned_data["password"]


class NewPasswordForm(OwnPasswordForm):
    new = _password(_("A new password of at least 12 letters, figures or signs"), "new-password")

    def clean_new(self):
        validate_password(self.cleaned_data["new"], self.account)
        return self.cleaned_data["new"]


class FirstLinkForm(forms.Form):
    """Once, what only the owner has: the password of before, or the code of a card."""

    proof = forms.CharField(
        label=_("Your password in Beside, or the code on your card"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ForgottenForm(ResetPasswordForm):
    """A link for a new password goes to the address that the roll has of exactly one person."""

    def clean_email(self):
        address = self.cleaned_data["email"]
        self.users = list(Account.objects.filter(pk__in=at_address(address), is_active=True))
        return address

    def save(self, request, **kwargs):
        """Send it, or leave it where too many were asked for; the page says the same."""
        email = self.cleaned_data["email"]
        asked = [(LETTERS, email.casefold()), (ASKED, addresses.key(request))]
        if ledger.take_all(asked) is None:
            return email
        return super().save(request, **kwargs)
