"""What the worker does for safeguarding by itself."""

from procrastinate.contrib.django import app

from beside.access.actor import Actor, acting, role
from beside.access.calendar import today
from beside.rights import Role
from beside.safeguarding import block_actions


@app.periodic(cron="*/10 * * * *")
@app.task(name="safeguarding.begin_blocks", pass_context=False)
def begin_blocks(timestamp: int) -> None:
    """End what blocks forbid that begin today; run twice it ends it once."""
    del timestamp
    by = Actor(None, today())
    with acting(by, why="safeguarding.begin_blocks"), role(Role.ROLL):
        block_actions.begin(by=by)
