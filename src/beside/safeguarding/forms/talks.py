"""The forms of concerns and talks."""

import uuid
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from beside.safeguarding.models import ConcernEntry, Talk
from beside.safeguarding.rules.people import Adult, alike, named_in_line, named_in_text

ADULT = [("no", _("No")), ("yes", _("Yes")), ("unsure", _("I am not sure"))]


class PastForm(forms.Form):
    """Whether it is about an adult here, and past whom it goes; unknown names are asked about."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    adult = forms.ChoiceField(
        label=_("Is it about an adult who works or helps here?"),
        choices=ADULT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is about an adult who works or helps here.")},
    )
    past = forms.CharField(
        label=_("Is there anybody who should not read it?"),
        help_text=_("A name, or nothing. It goes past anybody you name."),
        max_length=300,
        required=False,
    )
    nobody_here = forms.BooleanField(
        label=_("It is nobody who works or helps here"), required=False
    )

    def __init__(self, *args, adults: Sequence[Adult] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.adults = adults
        self.asks_who = False

    @property
    def is_about_adult(self) -> bool:
        return self.cleaned_data.get("adult") in ("yes", "unsure")

    def clean_past(self):
        return self.cleaned_data["past"].strip()

    def clean(self):
        named = named_in_line(self.cleaned_data.get("past", ""), self.adults)
        if named.unknown and not self.cleaned_data.get("nobody_here"):
            self.asks_who = True
            self.add_error("past", self._who_is(named.unknown))
        self.cleaned_data["past_ids"] = named.found | self._in_words()
        return self.cleaned_data

    def _in_words(self) -> frozenset[uuid.UUID]:
        if not self.is_about_adult:
            return frozenset()
        return named_in_text(self.cleaned_data.get("words", ""), self.adults)

    def _who_is(self, unknown: Sequence[str]) -> str:
        near = [
            f"{each.given} {each.family}" for part in unknown for each in alike(part, self.adults)
        ]
        written = ", ".join(unknown)
        if near:
            return __("We do not know “%(who)s”. Do you mean %(near)s?") % {
                "who": written,
                "near": ", ".join(dict.fromkeys(near)),
            }
        return __("We do not know “%(who)s”. Write the name again, or tick the box below.") % {
            "who": written
        }


class ConcernForm(PastForm):
    """A concern of an adult; how small it is, is asked of what is about an adult alone."""

    pupil = forms.UUIDField(widget=forms.HiddenInput)
    low = forms.ChoiceField(
        label=_("If it is about an adult: how serious is it?"),
        choices=[
            ("harm", _("A child was hurt, or might be")),
            ("low", _("Smaller, but it did not feel right")),
        ],
        initial="harm",
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(
        label=_("What worries you?"),
        help_text=_("Write what you saw or heard, in the child’s words where you can."),
        widget=forms.Textarea,
        max_length=5000,
    )
    field_order = ("adult", "low", "past", "nobody_here", "words")


class TalkForm(PastForm):
    """What a pupil writes to the adult they pick; while school is closed nobody is picked."""

    to = forms.UUIDField(required=False)
    words = forms.CharField(
        label=_("Say what you like, or nothing at all"),
        help_text=_("“Can we talk?” is enough."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        max_length=5000,
        required=False,
    )
    wish = forms.ChoiceField(
        label=_("What would you like next?"),
        choices=Talk.Wish.choices,
        initial=Talk.Wish.WRITE,
        widget=forms.RadioSelect,
        required=False,
    )
    word = forms.CharField(
        label=_("Choose a word that only you know"),
        help_text=_("You need it to open this again, and to read the answer."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, picks: bool = True, needs_word: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.picks, self.needs_word = picks, needs_word
        self.fields["adult"].initial = "no"

    def clean(self):
        cleaned = super().clean()
        if self.picks and not cleaned.get("to") and not self.is_about_adult:
            self.add_error(None, __("Pick who you would like to talk to."))
        if self.needs_word and not cleaned.get("word", "").strip():
            self.add_error("word", __("Choose a word, so that only you can open it again."))
        return cleaned


class WordForm(forms.Form):
    word = forms.CharField(
        label=_("Your word"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class SayForm(forms.Form):
    words = forms.CharField(
        label=_("Write something else"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        max_length=5000,
    )


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=_("Your answer"),
        help_text=_(
            "A time and a place at school that others can see into. No links and no numbers."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=3000,
    )


class CloseTalkForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How does it close?"), choices=Talk.Outcome.choices, widget=forms.RadioSelect
    )
    because = forms.CharField(
        label=_("What you passed on, or why there is nothing to pass on"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=3000,
    )


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
        label=_("What was done or decided, and what comes next"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
    )
    told_whom = forms.CharField(
        label=_("When you close it: who was told what was decided?"), max_length=300, required=False
    )
    told_on = forms.DateField(
        label=_("On which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    why_not_told = forms.CharField(
        label=_("Or why nobody was told"), max_length=300, required=False
    )


class ShareForm(forms.Form):
    with_person = forms.UUIDField()
