"""`beside appoint PERSON KIND`: give a post where nobody is left who could say yes to it."""

import argparse

from django.core.management.base import BaseCommand, CommandError

from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.rights import Role
from beside.schools.actions.approvals import appoint
from beside.schools.management.schools import SchoolUnknown, school_for
from beside.schools.models import Person, Post


class Command(BaseCommand):
    help = "Give a person, by source id, a post with rights; all staff of the school are told."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("person", help="the id the roll gives them")
        parser.add_argument("kind", choices=[kind.value for kind in Post.Kind])
        parser.add_argument(
            "--school", default="", help="the school's code, where there are several"
        )
        parser.add_argument("--year", default="", help="of which year, for a head of year")

    def handle(self, *, person: str, kind: str, school: str, year: str, **_options) -> None:
        by = Actor(None, today())
        if (kind == Post.Kind.HEAD_OF_YEAR) != bool(year):
            raise CommandError("A head of year needs --year; no other post has one.")
        with acting(by, why="appoint"), role(Role.ROLL):
            try:
                at = school_for(school)
            except SchoolUnknown as unknown:
                raise CommandError(str(unknown)) from unknown
            found = Person.objects.filter(source_id=person).first()
            if found is None:
                raise CommandError(f"Nobody on the roll has the id {person!r}.")
            told = appoint(by=by, school=at, person=found, kind=kind, year=year, now=now())
        self.stdout.write(
            f"{found.name} is {Post.Kind(kind).label} of {at.name} from today."
            f" {told} members of staff read it on their first page."
        )
