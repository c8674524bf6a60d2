"""What the worker does for challenges; safe to run twice."""

import uuid

from beside.access.actor import Actor, acting, role
from beside.access.calendar import today
from beside.access.work import job
from beside.enrichment.actions import explaining
from beside.rights import Role


@job("enrichment.say_why")
def say_why(*, run_id: str) -> None:
    """Write for every pupil why their team is as it is, where they alone read it."""
    by = Actor(None, today())
    with acting(by, why="enrichment.say_why"), role(Role.PLACER):
        explaining.say_why(by=by, run_id=uuid.UUID(run_id))
