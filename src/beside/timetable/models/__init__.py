from beside.timetable.models.chosen import CalendarLink, Choice, Invite, Seat, Waiting
from beside.timetable.models.cycle import Cycle, Period, Session

__all__ = ["CalendarLink", "Choice", "Cycle", "Invite", "Period", "Seat", "Session", "Waiting"]
