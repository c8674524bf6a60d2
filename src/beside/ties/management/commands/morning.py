"""`beside morning`: send the morning mail now; each goes out once a day."""

from django.core.management.base import BaseCommand

from beside.access.actor import Actor, acting, role
from beside.access.calendar import today
from beside.rights import Role
from beside.ties.actions.mornings import send_morning_mail


class Command(BaseCommand):
    help = "Send today's follow-up mail to whoever has not had it."

    def handle(self, **_options) -> None:
        by = Actor(None, today())
        with acting(by, why="morning"), role(Role.ROLL):
            sent = send_morning_mail(by=by)
        self.stdout.write(f"{sent} sent.")
