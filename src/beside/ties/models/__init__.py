"""The tables of ties: what is asked and answered, what is known from it, what adults take on."""

from .asked import (
    CarerLink,
    Draft,
    Nomination,
    Panelist,
    Reminder,
    Respondent,
    Response,
    Round,
    SharingChoice,
    StaffOpening,
    TranslationCheck,
)
from .evidence import Evidence
from .fit import Gladly, Spoken
from .known import ExactState, Figure, State, StateBase, TieFigure
from .taken import Approach, Capacity, Commitment, FollowUp, Mentoring, MentorNote

__all__ = [
    "Approach",
    "Capacity",
    "CarerLink",
    "Commitment",
    "Draft",
    "Evidence",
    "ExactState",
    "Figure",
    "FollowUp",
    "Gladly",
    "MentorNote",
    "Mentoring",
    "Nomination",
    "Panelist",
    "Reminder",
    "Respondent",
    "Response",
    "Round",
    "SharingChoice",
    "Spoken",
    "StaffOpening",
    "State",
    "StateBase",
    "TieFigure",
    "TranslationCheck",
]
