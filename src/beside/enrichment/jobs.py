"""Background jobs of challenges. Each is safe to run twice."""

import uuid

from beside.access.actor import Actor, acting, role
from beside.access.calendar import today
from beside.access.work import job
from beside.enrichment.actions import explaining
from beside.rights import Role


@job("enrichment.say_why")
def say_why(*, run_id: str) -> None:
    """Give every pupil the reasons for their place in a team; only that pupil can read them."""
    by = Actor(None, today())
    with acting(by, why="enrichment.say_why"), role(Role.PLACER):
        explaining.say_why(by=by, run_id=uuid.UUID(run_id))
