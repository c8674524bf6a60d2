from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
MIX = (
    (3, _("Mix tutor groups as far as can be")),
    (1, _("Mix tutor groups a little")),
    (0, _("As pupils wish")),
)


class SeasonForm(forms.Form):
    """A season: when, for whom, and how teams are mixed."""

    name = forms.CharField(
        label=_("What is it called?"), max_length=80, help_text=_("Summer challenges, Year 9")
    )
    first_day = forms.DateField(label=_("First day"), widget=DAY)
    last_day = forms.DateField(label=_("Last day"), widget=DAY)
    year_groups = forms.MultipleChoiceField(
        label=_("Which years?"), widget=forms.CheckboxSelectMultiple
    )
    mix = forms.TypedChoiceField(
        label=_("How are teams mixed?"),
        choices=MIX,
        coerce=int,
        widget=forms.RadioSelect,
        initial=3,
    )
    closes_on = forms.DateField(
        label=_("Pupils choose until the evening of"), widget=DAY, help_text=_("Until 18:00.")
    )

    def __init__(self, *args, years: list[str], zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        self.fields["year_groups"].choices = [(year, _("Year %s") % year) for year in years]

    def clean(self):
        said = super().clean()
        first, last, closes = (said.get(x) for x in ("first_day", "last_day", "closes_on"))
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        if first and closes and closes >= first:
            self.add_error("closes_on", _("Choose a day before the first day, to have time."))
        return said


class ClosingDayForm(forms.Form):
    """Set the day on which choosing closes, at 18:00."""

    closes_on = forms.DateField(label=_("Pupils choose until 18:00 on"), widget=DAY)


class ChallengeForm(forms.Form):
    """A challenge of the catalogue."""

    title = forms.CharField(label=_("What is it?"), max_length=80)
    words = forms.CharField(
        label=_("What would a team do?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    helper_id = forms.UUIDField(label=_("Who helps?"), required=False)
    location = forms.CharField(label=_("Where?"), max_length=80, required=False)
    cost = forms.CharField(label=_("What does it cost a family?"), max_length=80, required=False)
    risk = forms.CharField(
        label=_("What to take care of"),
        max_length=300,
        required=False,
        help_text=_("For staff: what the risk assessment says in short."),
    )
    teams = forms.IntegerField(label=_("Teams at most"), min_value=1, max_value=60, initial=2)
    least = forms.IntegerField(label=_("Pupils in a team, at least"), min_value=2, initial=4)
    most = forms.IntegerField(label=_("at most"), min_value=2, max_value=40, initial=6)

    def __init__(self, *args, adults: list[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        listed = [("", _("nobody yet")), *((str(pk), name) for pk, name in adults)]
        self.fields["helper_id"].widget = forms.Select(choices=listed)

    def clean(self):
        said = super().clean()
        if said.get("most", 99) < said.get("least", 2):
            self.add_error("most", _("This is less than the least."))
        return said


class LineForm(forms.Form):
    """One line on the page of a team."""

    words = forms.CharField(max_length=200)
    when = forms.CharField(max_length=40, required=False)
    where = forms.CharField(max_length=60, required=False)


class PageForm(forms.Form):
    """Where the team is, what it wants, how it will show it."""

    stage = forms.ChoiceField(choices=[(s, s) for s in ("plan", "start", "keep_going", "show")])
    goal = forms.CharField(max_length=300, required=False)
    show = forms.CharField(max_length=500, required=False)
