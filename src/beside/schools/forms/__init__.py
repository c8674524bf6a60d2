"""The forms of the roll: files that come in, and changes by hand."""

from beside.schools.forms.by_hand import CHANGES, JoinForm, NextYearForm, PupilFilter
from beside.schools.forms.files import FileForm, PasteForm, column_choices

__all__ = [
    "CHANGES",
    "FileForm",
    "JoinForm",
    "NextYearForm",
    "PasteForm",
    "PupilFilter",
    "column_choices",
]
