"""`beside invite PERSON`: a one-time link with which somebody makes their account."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from beside.access.actions import invite
from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.access.refusals import Refusal
from beside.rights import Role
from beside.schools.models import Person


class Command(BaseCommand):
    help = "Print a one-time link for a person, given by source id."

    def add_arguments(self, parser) -> None:
        parser.add_argument("person", help="the id the roll gives them")

    def handle(self, *, person: str, **_options) -> None:
        by = Actor(None, today())
        with acting(by, why="invite"), role(Role.ROLL):
            found = Person.objects.filter(source_id=person).first()
            if found is None:
                raise CommandError(f"Nobody on the roll has the id {person!r}.")
            try:
                secret = invite(by=by, subject=found.pk, now=now())
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{settings.ADDRESS.rstrip('/')}/invitation/{secret}/")
