from django import forms
from django.utils.translation import gettext_lazy as _

from beside.schools.models import SchoolDays, Settings

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


class HoursForm(forms.Form):
    """From when to when the school is open on each weekday; a day left empty is closed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for place, name in enumerate(WEEKDAYS):
            for end, words in (("opens", _("%s, from")), ("closes", _("%s, until"))):
                label = words % name
                self.fields[f"{end}{place}"] = forms.TimeField(
                    label=label, required=False, widget=CLOCK
                )

    def clean(self):
        for place, name in enumerate(WEEKDAYS):
            opens, closes = (self.cleaned_data.get(f"{end}{place}") for end in ("opens", "closes"))
            if bool(opens) != bool(closes):
                self.add_error(f"closes{place}", _("%s needs both times, or none.") % name)
            elif opens and closes and closes <= opens:
                self.add_error(f"closes{place}", _("%s closes before it opens.") % name)
        return self.cleaned_data

    def hours(self) -> dict:
        """The hours by weekday, none where a day is closed."""
        data = self.cleaned_data
        found = {place: (data[f"opens{place}"], data[f"closes{place}"]) for place in range(7)}
        return {place: span if span[0] else None for place, span in found.items()}


class DaysForm(forms.Form):
    kind = forms.ChoiceField(label=_("What?"), choices=SchoolDays.Kind.choices)
    name = forms.CharField(label=_("What is it called?"), max_length=100)
    first = forms.DateField(label=_("First day"), widget=DAY)
    last = forms.DateField(
        label=_("Last day"), help_text=_("The same day for one day."), widget=DAY, required=False
    )
    opens = forms.TimeField(label=_("A short day: from"), required=False, widget=CLOCK)
    closes = forms.TimeField(label=_("until"), required=False, widget=CLOCK)

    def clean(self):
        self.cleaned_data["last"] = self.cleaned_data.get("last") or self.cleaned_data.get("first")
        return self.cleaned_data


class NumbersForm(forms.ModelForm):
    """The school's own numbers; each stands here and nowhere else."""

    class Meta:
        model = Settings
        fields = (
            "nation",
            "social_care",
            "night_team",
            "officer",
            "numbers_checked_on",
            "low_level_to",
            "talk_minutes",
            "talk_days_kept",
            "case_years_kept",
        )
        labels = {
            "nation": _("Nation"),
            "social_care": _("Children’s social care: the number anybody may ring"),
            "night_team": _("At night and at weekends"),
            "officer": _("The local authority’s officer, for a case about an adult"),
            "numbers_checked_on": _("Somebody rang all of these on"),
            "low_level_to": _("A small worry about an adult goes to"),
            "talk_minutes": _("A talk is read within so many minutes of school being open"),
            "talk_days_kept": _(
                "A talk of which nothing was passed on is kept so many days after the pupil left"
            ),
            "case_years_kept": _("A case about an adult is kept so many years"),
        }
        widgets = {"numbers_checked_on": DAY}

    def clean_talk_minutes(self):
        minutes = self.cleaned_data["talk_minutes"]
        if not 10 <= minutes <= 480:
            raise forms.ValidationError(_("Between 10 minutes and the same school day (480)."))
        return minutes
