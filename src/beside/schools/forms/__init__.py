"""The forms of the roll: files that come in, changes by hand, the calendar."""

from beside.schools.forms.by_hand import CHANGES, JoinForm, NextYearForm, PupilFilter
from beside.schools.forms.calendar import DaysForm, HoursForm, NumbersForm
from beside.schools.forms.files import FileForm, PasteForm, column_choices

__all__ = [
    "CHANGES",
    "DaysForm",
    "FileForm",
    "HoursForm",
    "JoinForm",
    "NextYearForm",
    "NumbersForm",
    "PasteForm",
    "PupilFilter",
    "column_choices",
]
