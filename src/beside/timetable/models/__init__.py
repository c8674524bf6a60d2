from beside.timetable.models.chosen import CalendarLink, Choice, Invite, Seat, Waiting
from beside.timetable.models.cycle import Cycle, Period, Session
from beside.timetable.models.leading import PeerTutor

__all__ = [
    "CalendarLink",
    "Choice",
    "Cycle",
    "Invite",
    "PeerTutor",
    "Period",
    "Seat",
    "Session",
    "Waiting",
]
