"""What the worker does for ties by itself."""

from procrastinate.contrib.django import app

from beside.access.actor import Actor, acting, role
from beside.access.bases import Role
from beside.access.calendar import today
from beside.ties.actions.mornings import send_morning_mail


@app.periodic(cron="30 6 * * 1-5")
@app.task(name="ties.morning_mail", pass_context=False)
def morning_mail(timestamp: int) -> None:
    """The morning mail of a school day; run twice, it sends each mail once."""
    del timestamp
    by = Actor(None, today())
    with acting(by, why="ties.morning_mail"), role(Role.ROLL):
        send_morning_mail(by=by)
