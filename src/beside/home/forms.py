from django import forms
from django.utils.translation import gettext_lazy as _


class StartForm(forms.Form):
    school = forms.CharField(label=_("Your school’s name"), max_length=200)
    given_name = forms.CharField(label=_("Your first name"), max_length=200)
    family_name = forms.CharField(label=_("Your family name"), max_length=200)
    email = forms.EmailField(label=_("Your e-mail address"))
    code = forms.CharField(
        label=_("The start code"),
        help_text=_("It was printed where Beside was started."),
        max_length=20,
    )

    def clean_code(self):
        from beside.server.secrets import start_code

        given = self.cleaned_data["code"].strip().upper()
        if given != start_code():
            raise forms.ValidationError(
                _("That is not the start code. Look where Beside was started, or run: beside code")
            )
        return given


class CardForm(forms.Form):
    code = forms.CharField(
        label=_("The code on your card"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "code-field"}
        ),
    )

    def clean_code(self):
        typed = self.cleaned_data["code"].upper()
        return "".join(letter for letter in typed if letter.isalnum()) or "-"


class WordForm(forms.Form):
    word = forms.CharField(
        label=_("My own word"),
        help_text=_("Something only you know, of at least four letters. Not your name."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SayWordForm(forms.Form):
    word = forms.CharField(
        label=_("My own word"),
        max_length=60,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
