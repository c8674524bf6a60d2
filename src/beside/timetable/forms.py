"""The forms of choice time: planning cycles and sessions, notes, invitations and looking back."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from beside.timetable.actions.offering import Offer
from beside.timetable.models.cycle import Purpose
from beside.web.evening import evening

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"))
# How many weekly slots the form offers.
SLOTS = 4
# The format in which browsers send and expect a date, whatever the language of the page.
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class CycleForm(forms.Form):
    """Plan a cycle of choice time with up to four slots; each is repeated every week of the cycle.

    `due` is how many places each pupil gets. Staff may require sessions for all of them but `own`.
    """

    name = forms.CharField(
        label=_("What is it called?"), max_length=80, help_text=_("Autumn, weeks 5 and 6")
    )
    first_day = forms.DateField(label=_("First day"), widget=DAY)
    last_day = forms.DateField(label=_("Last day"), widget=DAY)
    due = forms.IntegerField(
        label=_("How many places does every pupil have?"), min_value=1, max_value=20, initial=4
    )
    year_groups = forms.MultipleChoiceField(
        label=_("Which years?"), widget=forms.CheckboxSelectMultiple
    )
    lets_require = forms.BooleanField(
        label=_("Staff may require a pupil to come to a session"), required=False
    )
    own = forms.IntegerField(
        label=_("How many places stay the pupil’s own choice in any case?"),
        min_value=0,
        max_value=20,
        initial=2,
    )
    closes_on = forms.DateField(
        label=_("Pupils choose until the evening of"), widget=DAY, help_text=_("Until 18:00.")
    )

    def __init__(self, *args, years: list[str], zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        self.fields["year_groups"].choices = [(year, _("Year %s") % year) for year in years]
        for n in range(SLOTS):
            self._slot(n)

    def _slot(self, n: int) -> None:
        days = [("", "–"), *enumerate(WEEKDAYS)]
        needed = n == 0
        self.fields[f"day{n}"] = forms.ChoiceField(label=_("Day"), choices=days, required=needed)
        self.fields[f"from{n}"] = forms.TimeField(label=_("From"), widget=CLOCK, required=needed)
        self.fields[f"to{n}"] = forms.TimeField(label=_("To"), widget=CLOCK, required=needed)

    @property
    def slots(self) -> list[tuple[forms.BoundField, ...]]:
        """The fields of each slot, for the template: day, from, to."""
        return [(self[f"day{n}"], self[f"from{n}"], self[f"to{n}"]) for n in range(SLOTS)]

    def clean(self):
        data = super().clean()
        first, last, closes = (data.get(x) for x in ("first_day", "last_day", "closes_on"))
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        if first and closes and closes >= first:
            self.add_error("closes_on", _("Choose a day before the first day, to have time."))
        if data.get("own", 0) > data.get("due", 20):
            self.add_error("own", _("That is more than the places there are."))
        for n in range(SLOTS):
            self._check_slot(n, data)
        return data

    def _check_slot(self, n: int, data: dict) -> None:
        parts = [data.get(f"{part}{n}") for part in ("day", "from", "to")]
        if any(p not in ("", None) for p in parts) and any(p in ("", None) for p in parts):
            self.add_error(f"day{n}", _("Give this one a day, and from when to when."))
        elif parts[1] and parts[2] and parts[2] <= parts[1]:
            self.add_error(f"to{n}", _("It ends before it begins."))

    @property
    def filled_slots(self) -> list[tuple[int, str, str]]:
        """The slots that were filled in: weekday (0 is Monday), then from and to as `HH:MM`."""
        data = self.cleaned_data
        return [
            (int(data[f"day{n}"]), _clock(data[f"from{n}"]), _clock(data[f"to{n}"]))
            for n in range(SLOTS)
            if data.get(f"day{n}") not in ("", None)
        ]

    @property
    def closes_at(self) -> datetime:
        """When choosing closes: 18:00 on the chosen day, in the school's time zone."""
        return evening(self.cleaned_data["closes_on"], self.zone)


def _clock(value: time) -> str:
    return value.strftime("%H:%M")


class RepeatCycleForm(forms.Form):
    """Plan a copy of a cycle, with the same periods and sessions, from another first day."""

    name = forms.CharField(label=_("What is it called?"), max_length=80)
    first_day = forms.DateField(label=_("First day"), widget=DAY)


class ClosingDayForm(forms.Form):
    """Set the day on which choosing closes, at 18:00."""

    closes_on = forms.DateField(label=_("Pupils choose until 18:00 on"), widget=DAY)


class SessionForm(forms.Form):
    """Add a session in one or several periods, or change one session (`with_periods=False`)."""

    title = forms.CharField(label=_("What is it?"), max_length=80)
    purposes = forms.MultipleChoiceField(
        label=_("What is it good for?"),
        choices=Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    leader = forms.UUIDField(label=_("Who leads it?"), required=False)
    location = forms.CharField(label=_("Where?"), max_length=60, required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1000, initial=25)
    year_groups = forms.MultipleChoiceField(
        label=_("Which years may come?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None marked means all."),
    )
    is_open = forms.BooleanField(
        label=_("Pupils who are short of a place may be given one here"), required=False
    )
    after = forms.ChoiceField(
        label=_("What does it come after?"),
        required=False,
        help_text=_("Only who was there in an earlier cycle can come, and whom you invite."),
    )
    periods = forms.MultipleChoiceField(label=_("When?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, years, periods, adults, earlier, with_periods: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = [("", _("nothing")), *((each, each) for each in earlier)]
        self.fields["year_groups"].choices = [(year, _("Year %s") % year) for year in years]
        listed = [("", _("nobody yet")), *((str(pk), name) for pk, name in adults)]
        self.fields["leader"].widget = forms.Select(choices=listed)
        self.fields["periods"].choices = periods
        if not with_periods:
            del self.fields["periods"]

    def clean(self):
        data = super().clean()
        if data.get("is_open") and data.get("after"):
            self.add_error(
                "after", _("Nobody can be given a place here who has not done that first.")
            )
        return data

    @property
    def offer(self) -> Offer:
        """The session as `offering.offer` and `offering.change` take it."""
        data = self.cleaned_data
        return Offer(**{name: data[name] for name in Offer.__dataclass_fields__})


class LookBackForm(forms.Form):
    """A pupil's feedback after a cycle: was it what they needed, and which adult helped."""

    was_needed = forms.ChoiceField(choices=[("yes", ""), ("partly", ""), ("no", "")])
    helped = forms.UUIDField(required=False)


class NoteForm(forms.Form):
    """A note that staff write to a pupil to read before they choose; an empty one removes it."""

    pupil = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("A note to read before they choose"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "A colleague who looks after them reads it first. It reaches them in school hours. "
            "Leave it empty to take it back."
        ),
    )


class InviteForm(forms.Form):
    """Invite a pupil to a session, or require them to come, with a line to say why."""

    pupil = forms.UUIDField(widget=forms.HiddenInput)
    session = forms.ChoiceField(label=_("Which session?"))
    words = forms.CharField(
        label=_("A line to the pupil"),
        max_length=200,
        required=False,
        help_text=_("A colleague reads it first."),
    )
    is_required = forms.BooleanField(label=_("They have to come"), required=False)

    def __init__(self, *args, sessions: list[tuple[str, str]], lets_require: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = sessions
        if not lets_require:
            del self.fields["is_required"]
