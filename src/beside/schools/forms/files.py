from django import forms
from django.utils.translation import gettext_lazy as _

MEANINGS = [
    ("", _("nothing we need")),
    ("beside_id", _("the id that Beside gave")),
    ("id", _("the school’s own id for a person")),
    ("name", _("full name")),
    ("given_name", _("first name")),
    ("family_name", _("family name")),
    ("preferred_name", _("name they like to be called")),
    ("year_group", _("year")),
    ("tutor_group", _("tutor group")),
    ("admission_number", _("admission number")),
    ("previous_school", _("previous school")),
    ("email", _("e-mail")),
    ("username", _("username")),
    ("role", _("pupil or staff")),
    ("title", _("job title")),
    ("school", _("school")),
    ("upn", _("unique pupil number: only to tell people apart, never kept")),
    ("status", _("whether they are on the roll")),
    ("leaves", _("the day they leave")),
]
CARER_PARTS = {
    "any": _("parent or carer: name, address and all in one cell"),
    "name": _("parent or carer: full name"),
    "given": _("parent or carer: first name"),
    "family": _("parent or carer: family name"),
    "email": _("parent or carer: e-mail"),
    "relation": _("parent or carer: who they are to the pupil"),
}
LARGEST = 20 * 1024 * 1024


class FileForm(forms.Form):
    files = forms.FileField(label=_("A spreadsheet (.xlsx, .csv) or a zip of your system’s files"))

    def clean_files(self):
        found = self.cleaned_data["files"]
        if found.size > LARGEST:
            raise forms.ValidationError(
                _("This file is over 20 MB. Bring it in with the command beside import-roll.")
            )
        if not found.name.lower().endswith(
            (".xlsx", ".ods", ".csv", ".txt", ".tsv", ".zip", ".xml")
        ):
            raise forms.ValidationError(_("Choose an .xlsx, .ods, .csv, .xml or .zip file."))
        return found


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("The cells"),
        help_text=_("Copy them in your spreadsheet, with the row of headings."),
        widget=forms.Textarea,
        max_length=5_000_000,
    )


def column_choices(mapping: dict[int, str]) -> list[tuple[str, object]]:
    """The meanings a column may have, with those of carers that were guessed."""
    known = {value for value, _label in MEANINGS}
    others = sorted({m for m in mapping.values() if m not in known})
    return MEANINGS + [(meaning, _carer_words(meaning, others)) for meaning in others]


def _carer_words(meaning: str, others: list[str]) -> str:
    """A column of a carer, by its part; by number where a sheet has several carers."""
    _carer, who, part = meaning.split(":")
    carers = list(dict.fromkeys(each.split(":")[1] for each in others))
    words = str(CARER_PARTS[part])
    return words if len(carers) == 1 else f"{words} ({carers.index(who) + 1})"
