from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from beside.ties import family_wording, questions, rules, wording
from beside.ties.actions import asking, typing
from beside.ties.models import Round
from beside.web.templatetags.web import year_words

NO_YEAR = "-"
LETTERS = r"^[^\W\d_][^\d_@/:]*$"


def years_of(years) -> list[tuple[str, str]]:
    """Year groups as the choices of a field."""
    return [(year or NO_YEAR, year_words(year)) for year in years]


def _years(field: str):
    def clean(form):
        return ["" if y == NO_YEAR else y for y in form.cleaned_data[field]]

    return clean


class RoundForm(forms.Form):
    year_groups = forms.MultipleChoiceField(
        label=_("Which year groups?"), widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label=_("A name for this survey"), max_length=200)
    closes_on = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave this empty for a meeting today; give a day to let it run for a week."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, years, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["year_groups"].choices = years_of(years)
        self.fields["name"].initial = _("Staff meeting, %(day)s") % {"day": f"{today:%-d %B %Y}"}

    clean_year_groups = _years("year_groups")

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day and day < self.today:
            raise forms.ValidationError(_("Choose today or a day after today."))
        return day


class SurveyForm(RoundForm):
    """A round of two sides: who is asked, what pupils are asked, and what they are promised."""

    WHO = (
        ("pupils", _("Pupils")),
        ("staff", _("Staff")),
        ("families", _("Parents and carers")),
    )
    who = forms.MultipleChoiceField(
        label=_("Who is asked?"),
        choices=WHO,
        widget=forms.CheckboxSelectMultiple,
        initial=["pupils", "staff"],
    )
    promise = forms.ChoiceField(
        label=_("What are pupils promised?"),
        choices=[
            (Round.Promise.YES_NO, _("Yes or no only: nobody sees whom a pupil named")),
            (Round.Promise.NAMES, _("Their tutor and head of year see whom they named")),
            (Round.Promise.CHOOSE, _("They choose, person by person")),
        ],
        help_text=_("They read it before the first question. It cannot change once one has begun."),
        widget=forms.RadioSelect,
        initial=Round.Promise.YES_NO,
    )
    screens = forms.MultipleChoiceField(
        label=_("What are pupils asked?"),
        choices=[(key, asked.title) for key, asked in wording.SCREENS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=list(questions.SCREENS),
    )
    easier = forms.MultipleChoiceField(
        label=_("Which year groups get the easier form?"),
        help_text=_("Pictures, fewer questions, read aloud, answered beside a grown-up."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    tries_first = forms.BooleanField(
        label=_("Let a few pupils try it first"),
        help_text=_("You choose them on the next page. It opens to everybody when you say so."),
        required=False,
    )

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, years=years, **kwargs)
        self.fields["year_groups"].initial = [value for value, _words in years_of(years)]
        self.fields["closes_on"].help_text = _("Leave this empty to keep it open until you end it.")
        self.fields["easier"].choices = self.fields["year_groups"].choices
        self.fields["name"].initial = _("Who is beside you? %(day)s") % {
            "day": f"{self.today:%B %Y}"
        }

    clean_easier = _years("easier")

    def plan(self, own_screens) -> asking.Plan:
        """The plan of a valid form, with the questions that single years have of their own."""
        said = self.cleaned_data
        easier = dict.fromkeys(said["easier"], list(questions.EASIER))
        return asking.Plan(
            name=said["name"],
            year_groups=said["year_groups"],
            promise=said["promise"],
            asks_staff="staff" in said["who"],
            asks_pupils="pupils" in said["who"],
            asks_families="families" in said["who"],
            screens={questions.EVERY_YEAR: said["screens"]} | easier | own_screens,
            easier=said["easier"],
            closes_on=said["closes_on"],
            tries_first=said["tries_first"],
        )


class PaperForm(forms.Form):
    """A paper form as it is typed in: rows of people in blocks, then the closed questions."""

    pupil = forms.UUIDField(
        label=_("Whose form is it?"), widget=forms.Select(attrs={"autofocus": True})
    )
    wish = forms.CharField(label=wording.SCREENS["wish"].title, max_length=60, required=False)

    def __init__(self, *args, pupils, blocks, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = blocks
        choices = [(each.pk, each.name) for each in pupils if not each.sent]
        self.pupils = {pk for pk, _name in choices}
        self.fields["pupil"].widget.choices = choices

    def clean_pupil(self):
        if self.cleaned_data["pupil"] not in self.pupils:
            raise forms.ValidationError(_("Choose a pupil from the list."))
        return self.cleaned_data["pupil"]

    def blocks(self) -> list[dict]:
        """Each block with its rows as they were typed."""
        return [block | {"rows": list(self._typed(block))} for block in self.rows]

    def _typed(self, block):
        for number in block["rows"]:
            key = f"{block['question']}-{number}"
            ticks = self.data.getlist(f"tick-{key}") if self.is_bound else []
            yield {
                "key": key,
                "number": number,
                "name": self.data.get(f"name-{key}", ""),
                "ring": self.data.get(f"ring-{key}", ""),
                "ticks": ticks,
            }

    def paper(self, resolve) -> typing.Paper:
        """The paper of a valid form; `resolve` turns a written name into an id or words."""
        lines = [
            self._line(block["question"], row, resolve)
            for block in self.blocks()
            for row in block["rows"]
            if row["name"].strip()
        ]
        given = {name: self.data.get(name, "") for name in questions.CHOICES}
        choices = {name: value for name, value in given.items() if value}
        return typing.Paper(lines, choices, self.cleaned_data["wish"])

    def _line(self, question, row, resolve) -> typing.Line:
        alter, words = resolve(question, row["name"])
        ring = int(row["ring"]) if row["ring"] in ("1", "2", "3") else None
        return typing.Line(question, alter, words, ring, row["ticks"])


class CloseForm(forms.Form):
    heard = forms.CharField(
        label=_("What we heard"),
        help_text=_("In your own words, for pupils too. Nothing that points at one person."),
        widget=forms.Textarea,
        max_length=2000,
    )
    will_do = forms.CharField(label=_("What we will do"), widget=forms.Textarea, max_length=2000)
    by_when = forms.DateField(
        label=_("By when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class TalkForm(forms.Form):
    words = forms.CharField(
        label=_("What did you talk about? One line is enough."),
        help_text=_("The pupil can read this and answer."),
        max_length=500,
        required=False,
    )


class NoteForm(forms.Form):
    words = forms.CharField(
        label=_("What do you think of it? What did you learn?"),
        help_text=_("Only you can read this."),
        max_length=500,
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
        everyone = [(p.pk, p.name) for p in people]
        self.fields["to"].widget.choices = [("", _("Choose somebody")), *everyone]

    def clean_to(self):
        to = self.cleaned_data["to"]
        if str(to) not in self.people:
            raise forms.ValidationError(_("Choose somebody from the list."))
        return to


class LimitForm(forms.Form):
    limit = forms.IntegerField(
        label=_("For how many pupils have you room?"), min_value=0, max_value=30
    )


class SpokenForm(forms.Form):
    """A few languages, each as somebody types it; one that is known is written as it is known."""

    def __init__(self, *args, listed, **kwargs):
        super().__init__(*args, **kwargs)
        for place in range(rules.SPOKEN_AT_MOST):
            self.fields[f"language_{place}"] = forms.CharField(
                label=_("Another language") if place else _("A language"),
                max_length=40,
                required=False,
                initial=listed[place] if place < len(listed) else "",
                validators=[
                    RegexValidator(LETTERS, _("Write the name of a language, in letters."))
                ],
                widget=forms.TextInput(attrs={"list": "languages", "autocomplete": "off"}),
            )

    @property
    def languages(self) -> list[str]:
        """What was written, once each; English is everybody's."""
        return rules.languages(self.cleaned_data.values(), wording.LANGUAGES)


class JoinForm(forms.Form):
    code = forms.CharField(label=_("The code on the screen"), max_length=20)


class LetterForm(forms.Form):
    code = forms.CharField(
        label=family_wording.CODE_LABEL,
        max_length=30,
        error_messages={"required": family_wording.CODE_MISSING},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "class": "code-field",
                "dir": "ltr",
            }
        ),
    )

    def clean_code(self):
        typed = "".join(letter for letter in self.cleaned_data["code"].upper() if letter.isalnum())
        if not typed:
            raise forms.ValidationError(family_wording.CODE_MISSING)
        return typed


class SpeakerForm(forms.Form):
    language = forms.CharField(max_length=10)
    speaker = forms.CharField(label=_("Who read it?"), max_length=200)


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
