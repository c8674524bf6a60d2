from django import forms
from django.utils.translation import gettext_lazy as _

from beside.access.models import Block


class BlockForm(forms.Form):
    """Who is kept apart from which pupil: names are typed, then chosen among those found."""

    who = forms.CharField(label=_("Who is kept apart?"), max_length=100)
    whom = forms.CharField(label=_("From which pupil?"), max_length=100)
    actor = forms.UUIDField(required=False)
    pupil = forms.UUIDField(required=False)
    ground = forms.ChoiceField(
        label=_("On what ground?"),
        choices=Block.Ground.choices,
        widget=forms.RadioSelect,
        help_text=_("On one person’s word alone it holds too, and the order is due in five days."),
    )
    starts = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends = forms.DateField(
        label=_("Until, as the order says"),
        required=False,
        help_text=_("Leave it empty where it has no last day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("Why, for the leads and the head alone"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LiftForm(forms.Form):
    words = forms.CharField(label=_("Why should it end?"), max_length=500)
