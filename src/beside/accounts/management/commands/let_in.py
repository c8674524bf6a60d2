"""`beside let-in PERSON`: for a school in which no two people can let in who lost a second step."""

from django.core.management.base import BaseCommand, CommandError

from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.access.refusals import Refusal
from beside.accounts.actions.second_steps import let_in_alone
from beside.accounts.letters import send
from beside.rights import Role
from beside.schools.models import Person


class Command(BaseCommand):
    help = "Take away the lost second step of a person, given by source id, and tell them by mail."

    def add_arguments(self, parser) -> None:
        parser.add_argument("person", help="the id the roll gives them")

    def handle(self, *, person: str, **_options) -> None:
        by = Actor(None, today())
        with acting(by, why="let-in"), role(Role.ROLL):
            found = Person.objects.filter(source_id=person).first()
            if found is None:
                raise CommandError(f"Nobody on the roll has the id {person!r}.")
            try:
                let_in_alone(by=by, person=found.pk, now=now())
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
            send(found, "let_in_alone")
        self.stdout.write(f"{found.name} is signed out everywhere, and sets up a new second step.")
