"""Background jobs of choice time. Each is safe to run twice."""

import uuid

from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.access.work import job
from beside.rights import Role
from beside.timetable.actions import explaining, seats


@job("timetable.fill")
def fill(*, session_id: str) -> None:
    """Give a free seat to the next pupil waiting, then any seat that they leave, and so on."""
    by, waiting = Actor(None, today()), [uuid.UUID(session_id)]
    with acting(by, why="timetable.fill"), role(Role.PLACER):
        while waiting:
            waiting += seats.fill(by=by, session_id=waiting.pop(), now=now())


@job("timetable.say_why")
def say_why(*, run_id: str) -> None:
    """Tell every pupil which of the people they asked for they are with; only they can read it."""
    by = Actor(None, today())
    with acting(by, why="timetable.say_why"), role(Role.PLACER):
        explaining.say_why(by=by, run_id=uuid.UUID(run_id))
