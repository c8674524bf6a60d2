from beside.timetable.models.chosen import Choice, Invite, Seat, Waiting
from beside.timetable.models.cycle import Cycle, Period, Session

__all__ = ["Choice", "Cycle", "Invite", "Period", "Seat", "Session", "Waiting"]
