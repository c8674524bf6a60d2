from django import forms
from django.utils.translation import gettext_lazy as _

from beside.ties import rules
from beside.web.templatetags.web import year_words

NO_YEAR = "-"


class RoundForm(forms.Form):
    year_groups = forms.MultipleChoiceField(
        label=_("Which year groups?"), widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label=_("A name for this survey"), max_length=200)
    closes_on = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave this empty for a meeting today; give a day to let it run for a week."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args, years, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["year_groups"].choices = [(y or NO_YEAR, year_words(y)) for y in years]
        self.fields["name"].initial = _("Staff meeting, %(day)s") % {"day": f"{today:%-d %B %Y}"}

    def clean_year_groups(self):
        return ["" if y == NO_YEAR else y for y in self.cleaned_data["year_groups"]]

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day and day < self.today:
            raise forms.ValidationError(_("Choose today or a day after today."))
        return day


class TalkForm(forms.Form):
    words = forms.CharField(
        label=_("What did you talk about? One line is enough."),
        help_text=_("The pupil can read this and answer."),
        max_length=500,
        required=False,
    )


class ReplyForm(forms.Form):
    words = forms.CharField(label=_("Your answer"), max_length=500)


class EndForm(forms.Form):
    words = forms.CharField(
        label=_("Who will be beside them next?"),
        help_text=_("The pupil can read this. A line is enough."),
        max_length=500,
    )


class HandOverForm(forms.Form):
    to = forms.UUIDField(label=_("Who takes over?"), widget=forms.Select)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(p.pk) for p in people}
        self.fields["to"].widget.choices = [(p.pk, p.name) for p in people]

    def clean_to(self):
        to = self.cleaned_data["to"]
        if str(to) not in self.people:
            raise forms.ValidationError(_("Choose somebody from the list."))
        return to


class LimitForm(forms.Form):
    limit = forms.IntegerField(
        label=_("For how many pupils have you room?"), min_value=0, max_value=30
    )


class JoinForm(forms.Form):
    code = forms.CharField(label=_("The code on the screen"), max_length=20)


def marks_from(post) -> dict:
    """The marks in a form: a script sends one pupil, a plain form every pupil that has a tick.

    Raises ValueError for a pupil that is no id.
    """
    import uuid

    if "pupil" in post:
        knows = [] if "clear" in post else [k for k in post.getlist("knows") if k != "none"]
        return {uuid.UUID(post["pupil"]): knows}
    ticked = {key[2:]: post.getlist(key) for key in post if key.startswith("p-")}
    return {
        uuid.UUID(pupil): [k for k in knows if k in rules.KNOWS] for pupil, knows in ticked.items()
    }
