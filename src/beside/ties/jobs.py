"""What the worker does for ties by itself."""

import uuid

from procrastinate.contrib.django import app

from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.access.work import job
from beside.rights import Role
from beside.ties.actions.family_mail import send_links
from beside.ties.actions.figures import keep_figures, rounds_to_keep
from beside.ties.actions.mornings import send_morning_mail
from beside.ties.actions.reminders import send_reminders
from beside.ties.models import Round


@app.periodic(cron="30 6 * * 1-5")
@job("ties.morning_mail", pass_context=False)
def morning_mail(timestamp: int) -> None:
    """The morning mail of a school day; run twice, it sends each mail once."""
    del timestamp
    by = Actor(None, today())
    with acting(by, why="ties.morning_mail"), role(Role.ROLL):
        send_morning_mail(by=by)


@app.periodic(cron="*/5 * * * *")
@job("ties.figures", pass_context=False)
def figures(timestamp: int) -> None:
    """Every few minutes, keep the figures of surveys that have ended; twice is once."""
    del timestamp
    keep_all(Actor(None, today()))


def keep_all(by: Actor) -> None:
    """Keep the figures of every survey that lacks them."""
    with acting(by, why="ties.figures"), role(Role.RECKONER):
        for round_ in rounds_to_keep(by).select_related("school"):
            keep_figures(by=by, round_=round_, now=now())


@job("ties.mail_families")
def mail_families(*, round_id: str, numbers: dict[str, int], language: str, address: str) -> None:
    """Mail parents and carers their links; run twice, it sends each mail once."""
    by = Actor(None, today())
    with acting(by, why="ties.mail_families"), role(Role.ROLL):
        send_links(
            by=by,
            round_=Round.objects.select_related("school").get(pk=round_id),
            numbers={uuid.UUID(carer): number for carer, number in numbers.items()},
            language=language,
            address=address,
        )


@job("ties.mail_reminders")
def mail_reminders(*, round_id: str, staff: list[str], tutors: list[str]) -> None:
    """Remind colleagues of a round; run twice, it sends each mail once."""
    by = Actor(None, today())
    with acting(by, why="ties.mail_reminders"), role(Role.ROLL):
        send_reminders(
            by=by,
            round_=Round.objects.get(pk=round_id),
            staff={uuid.UUID(each) for each in staff},
            tutors={uuid.UUID(each) for each in tutors},
        )
