from django import forms
from django.utils.translation import gettext_lazy as _

MEANINGS = [
    ("", _("nothing we need")),
    ("id", _("id")),
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
]
LARGEST = 20 * 1024 * 1024


class FileForm(forms.Form):
    files = forms.FileField(label=_("A spreadsheet (.xlsx, .csv) or a zip of your system’s files"))

    def clean_files(self):
        found = self.cleaned_data["files"]
        if found.size > LARGEST:
            raise forms.ValidationError(
                _("This file is over 20 MB. Bring it in with the command beside import-roll.")
            )
        if not found.name.lower().endswith((".xlsx", ".csv", ".txt", ".tsv", ".zip")):
            raise forms.ValidationError(_("Choose an .xlsx, .csv or .zip file."))
        return found


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("Or paste the cells"),
        help_text=_("Copy them in your spreadsheet, with the row of headings."),
        widget=forms.Textarea,
        max_length=5_000_000,
    )


def column_choices(mapping: dict[int, str]) -> list[tuple[str, object]]:
    """The meanings a column may have, with those of carers that were guessed."""
    known = {value for value, _label in MEANINGS}
    others = sorted({m for m in mapping.values() if m not in known})
    return MEANINGS + [(m, m.replace("_", " ").replace(".", " ")) for m in others]
