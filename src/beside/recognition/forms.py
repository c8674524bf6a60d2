from django import forms
from django.utils.translation import gettext_lazy as _

from beside.access.refusals import Refusal
from beside.recognition import rules


class ThankYouForm(forms.Form):
    """`dir` is left to the words; a longest length on the box would cut off what is pasted."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What did they do, and for whom?"),
        help_text=_("One or two lines are enough. You can write in any language."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        error_messages={"required": _("Write a few words first. One short line is fine.")},
    )

    def clean_words(self):
        words = self.cleaned_data["words"].replace("\r\n", "\n").strip()
        try:
            rules.check_words(words)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return words

    def clean(self):
        if self.errors.keys() & {"key", "to"}:
            raise forms.ValidationError(_("Pick who it is for, and send it again."))
        return self.cleaned_data
