"""The forms in which the office changes the roll by hand."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from beside.schools.choices import LEAVING_REASONS, SHOWS
from beside.schools.models import Enrolment, School
from beside.schools.queries import desk
from beside.schools.roll import by_hand


class Day(forms.DateField):
    """A day from a calendar of the browser."""

    def __init__(self, **options) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **options)


def _groups(school: School) -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in desk.tutor_groups(school)]


class PupilFilter(forms.Form):
    """Which pupils a list shows. What is not understood shows everybody."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    year = forms.ChoiceField(label=_("Year"), required=False)
    group = forms.ChoiceField(label=_("Tutor group"), required=False)
    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWS)

    def __init__(self, data, *, school: School, today: date) -> None:
        super().__init__(data)
        years = [(year, year) for year, _count in desk.years(school, today)]
        self.fields["year"].choices = [("", _("All years")), *years]
        self.fields["group"].choices = [("", _("All groups")), *_groups(school)]

    @property
    def fixed(self) -> list[forms.BoundField]:
        """The fields that may stand in an address; a name may not."""
        return [self["year"], self["group"], self["show"]]

    @property
    def wanted(self) -> desk.Wanted:
        self.is_valid()
        values = self.cleaned_data
        return desk.Wanted(
            values.get("name", ""),
            values.get("year", ""),
            values.get("group") or None,
            values.get("show", ""),
        )


class ChangeForm(forms.Form):
    """A change of one pupil; `edit` is what it says and `on` when it is done."""

    def __init__(self, data=None, *, enrolment: Enrolment, today: date) -> None:
        super().__init__(data)
        self.enrolment, self.today = enrolment, today
        self.pupil = enrolment.person.source_id
        self.begin()

    def begin(self) -> None:
        """Fill in choices and what stands there now."""

    @property
    def on(self) -> date:
        return self.cleaned_data.get("day") or self.today


class MoveForm(ChangeForm):
    group = forms.ChoiceField(label=_("To tutor group"))
    day = Day(label=_("From"))

    def begin(self) -> None:
        here = str(self.enrolment.tutor_group_id)
        groups = [each for each in _groups(self.enrolment.school) if each[0] != here]
        self.fields["group"].choices = [("", _("Choose a tutor group")), *groups]
        self.fields["day"].initial = self.today

    @property
    def edit(self) -> by_hand.Move:
        chosen = next(
            each
            for each in desk.tutor_groups(self.enrolment.school)
            if str(each.pk) == self.cleaned_data["group"]
        )
        return by_hand.Move(self.pupil, chosen.source_id)


class LeaveForm(ChangeForm):
    day = Day(label=_("Last day"))
    reason = forms.ChoiceField(label=_("Why"), choices=[("", _("Choose one")), *LEAVING_REASONS])
    destination = forms.CharField(
        label=_("The new school"),
        required=False,
        max_length=200,
        help_text=_("Where it is not known yet, the safeguarding lead is told."),
    )

    def clean_day(self) -> date:
        chosen = self.cleaned_data["day"]
        if self.enrolment.starts and chosen < self.enrolment.starts:
            raise forms.ValidationError(_("This is before the day they joined."))
        return chosen

    @property
    def edit(self) -> by_hand.Leave:
        values = self.cleaned_data
        return by_hand.Leave(self.pupil, values["day"], values["reason"], values["destination"])

    @property
    def on(self) -> date:
        return self.today


class RenameForm(ChangeForm):
    given_name = forms.CharField(label=_("First name"), required=False, max_length=200)
    family_name = forms.CharField(label=_("Family name"), required=False, max_length=200)
    preferred_name = forms.CharField(
        label=_("Name they like to be called"), required=False, max_length=200
    )

    def begin(self) -> None:
        for name in ("given_name", "family_name", "preferred_name"):
            self.fields[name].initial = getattr(self.enrolment.person, name)

    def clean(self) -> dict:
        values = super().clean() or self.cleaned_data
        if not (values.get("given_name") or values.get("family_name")):
            raise forms.ValidationError(_("Write a first name or a family name."))
        return values

    @property
    def edit(self) -> by_hand.Rename:
        values = self.cleaned_data
        return by_hand.Rename(
            self.pupil, values["given_name"], values["family_name"], values["preferred_name"]
        )


CHANGES = {"move": MoveForm, "leave": LeaveForm, "rename": RenameForm}


class JoinForm(forms.Form):
    """Somebody who joins."""

    given_name = forms.CharField(label=_("First name"), max_length=200)
    family_name = forms.CharField(label=_("Family name"), required=False, max_length=200)
    preferred_name = forms.CharField(
        label=_("Name they like to be called"), required=False, max_length=200
    )
    group = forms.ChoiceField(label=_("Tutor group"))
    starts = Day(label=_("First day"))
    previous_school = forms.CharField(label=_("School before"), required=False, max_length=200)

    def __init__(self, data=None, *, school: School, today: date) -> None:
        super().__init__(data)
        self.today = today
        self._known = desk.tutor_groups(school)
        groups = [(each.source_id, each.name) for each in self._known]
        self.fields["group"].choices = [("", _("Choose a tutor group")), *groups]
        self.fields["starts"].initial = today

    @property
    def on(self) -> date:
        return self.today

    def edit_with(self, id: str) -> by_hand.Join:
        """The change, for a pupil of this new id."""
        return by_hand.Join(id, **self.cleaned_data)


LEAVE = "leave"


class NextYearForm(forms.Form):
    """Where each year goes, and on which day. The last year leaves unless somebody says else."""

    day = Day(label=_("On"))

    def __init__(self, data=None, *, school: School, today: date) -> None:
        super().__init__(data)
        self.steps = desk.years(school, today)
        first = date(today.year, 9, 1)
        self.fields["day"].initial = first if first > today else date(today.year + 1, 9, 1)
        years = [year for year, _count in self.steps]
        choices = [(LEAVE, _("leave the school")), *((each, _("Year %s") % each) for each in years)]
        for place, (year, count) in enumerate(self.steps):
            following = years[place + 1] if place + 1 < len(years) else LEAVE
            label = _("Year %(year)s, %(count)s pupils") % {"year": year, "count": count}
            self.fields[f"year-{year}"] = forms.ChoiceField(
                label=label, choices=choices, initial=following
            )

    @property
    def rows(self) -> list:
        """The fields of the years, in order."""
        return [self[f"year-{year}"] for year, _count in self.steps]

    def clean(self) -> dict:
        values = super().clean() or self.cleaned_data
        if {values.get(f"year-{year}") for year, _count in self.steps} <= {LEAVE}:
            raise forms.ValidationError(_("Say for at least one year where it goes."))
        return values

    @property
    def on(self) -> date:
        return self.cleaned_data["day"]

    @property
    def edit(self) -> by_hand.GoUp:
        chosen = {year: self.cleaned_data[f"year-{year}"] for year, _count in self.steps}
        years = {year: "" if to == LEAVE else to for year, to in chosen.items()}
        return by_hand.GoUp(self.on, years)
