from beside.timetable.models.chosen import (
    CalendarLink,
    Choice,
    Company,
    Invite,
    Seat,
    Waiting,
)
from beside.timetable.models.cycle import Cycle, Period, Session
from beside.timetable.models.leading import PeerTutor

__all__ = [
    "CalendarLink",
    "Choice",
    "Company",
    "Cycle",
    "Invite",
    "PeerTutor",
    "Period",
    "Seat",
    "Session",
    "Waiting",
]
