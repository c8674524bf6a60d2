"""What the worker does for choice time; safe to run twice."""

import uuid

from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.access.work import job
from beside.rights import Role
from beside.timetable.actions import explaining, seats


@job("timetable.fill")
def fill(*, session_id: str) -> None:
    """Give a seat that became free to whoever waits for it, and then the one that frees."""
    by, waiting = Actor(None, today()), [uuid.UUID(session_id)]
    with acting(by, why="timetable.fill"), role(Role.PLACER):
        while waiting:
            waiting += seats.fill(by=by, session_id=waiting.pop(), now=now())


@job("timetable.say_why")
def say_why(*, run_id: str) -> None:
    """Write for every pupil whom of those they named they are with, where they alone read it."""
    by = Actor(None, today())
    with acting(by, why="timetable.say_why"), role(Role.PLACER):
        explaining.say_why(by=by, run_id=uuid.UUID(run_id))
