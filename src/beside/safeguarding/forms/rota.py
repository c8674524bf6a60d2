"""The forms of the lead: who may be picked, who reads on which day, receipts and holds."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _


class ListenerForm(forms.Form):
    """What the lead has checked of an adult whom pupils may pick."""

    adult = forms.ChoiceField(label=_("Who?"))
    about = forms.CharField(label=_("What pupils read about them"), max_length=120, required=False)
    is_employed = forms.BooleanField(
        label=_("Employed by the school: not from an agency, no volunteer"), required=False
    )
    checked_on = forms.DateField(
        label=_("All checks complete since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    trained_on = forms.DateField(
        label=_("Safeguarding training on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reads_at = forms.CharField(
        label=_("Reads at"),
        help_text=_("Times such as 10:30, 13:30. With none, what the school promises holds."),
        max_length=100,
        required=False,
    )

    def __init__(self, *args, adults: Sequence[tuple[str, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adult"].choices = adults

    def clean_reads_at(self):
        field = forms.TimeField()
        try:
            parts = self.cleaned_data["reads_at"].replace(";", ",").split(",")
            return [field.clean(part.strip()) for part in parts if part.strip()]
        except forms.ValidationError as error:
            raise forms.ValidationError(_("Write times such as 10:30, 13:30.")) from error


class DutyForm(forms.Form):
    """Who reads on a weekday, or on one day; the day counts where both are given."""

    adult = forms.ChoiceField(label=_("Who?"))
    weekday = forms.ChoiceField(
        label=_("Every"),
        required=False,
        choices=[
            ("", _("no weekday")),
            ("0", _("Monday")),
            ("1", _("Tuesday")),
            ("2", _("Wednesday")),
            ("3", _("Thursday")),
            ("4", _("Friday")),
        ],
    )
    day = forms.DateField(
        label=_("Or on one day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reads_at = forms.TimeField(
        label=_("Reads at"), initial="10:00", widget=forms.TimeInput(attrs={"type": "time"})
    )

    def __init__(self, *args, adults: Sequence[tuple[str, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adult"].choices = adults

    def clean(self):
        if not self.cleaned_data.get("weekday") and not self.cleaned_data.get("day"):
            self.add_error("day", __("Choose a weekday or a day."))
        return self.cleaned_data


class AwayForm(forms.Form):
    adult = forms.ChoiceField(label=_("Who?"))
    first = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Until, that day included"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, adults: Sequence[tuple[str, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adult"].choices = adults

    def clean(self):
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", __("The last day comes before the first."))
        return self.cleaned_data


class ReceiptForm(forms.Form):
    receipt_on = forms.DateField(
        label=_("On which day did they say that it came?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    receipt_from = forms.CharField(label=_("Who said so, and at which school?"), max_length=200)


class HoldForm(forms.Form):
    reason = forms.CharField(label=_("Why is nothing to be deleted?"), max_length=300)
