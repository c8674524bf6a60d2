from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from beside.access.models import Account


class AccountForm(forms.Form):
    username = forms.CharField(
        label=_("A name to sign in with"),
        help_text=_("Your e-mail address is fine."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("A password of at least 12 letters, figures or signs"),
        help_text=_("Three or four words that only you put together are easy to keep."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, account: Account | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.account = account
        if account:
            self.fields["username"].initial = account.username
            self.fields["username"].disabled = True

    def clean_username(self):
        username = self.cleaned_data["username"].strip()
        taken = Account.objects.filter(username__iexact=username)
        if self.account is None and taken.exists():
            raise forms.ValidationError(_("This name is taken. Choose another."))
        return username

    def clean_password(self):
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]

    def clean(self):
        username = self.cleaned_data.get("username", "")
        self.cleaned_data["email"] = username if "@" in username else ""
        return self.cleaned_data


class SignInForm(LoginForm):
    """Signing in, in our words; the way to a new password stands on the page itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("The name you sign in with, or your e-mail")
        self.fields["password"].help_text = ""
        for name in ("login", "password"):
            del self.fields[name].widget.attrs["placeholder"]
