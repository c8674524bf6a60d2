from django import forms
from django.utils.translation import gettext_lazy as _

from beside.safeguarding.models import ConcernEntry


class ConcernForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    pupil = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What worries you?"),
        help_text=_("Write what you saw or heard, in the child’s words where you can."),
        widget=forms.Textarea,
        max_length=5000,
    )


class TalkForm(ConcernForm):
    """The same, as a pupil meets it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What would you like to tell us?")
        self.fields["words"].help_text = _("A few words are enough.")


class EntryForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What do you do?"),
        choices=[
            (ConcernEntry.Kind.TAKEN, _("I take this on")),
            (ConcernEntry.Kind.NOTE, _("I note something")),
            (ConcernEntry.Kind.CLOSED, _("I close this")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What was done, and what comes next"),
        widget=forms.Textarea,
        max_length=5000,
        required=False,
    )
