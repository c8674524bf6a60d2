"""Gives every colleague of the sheet an account, and one of them the post of an organiser.

Run as the owner of the database that BESIDE_DATA names, with a password and the first name of that
one; prints the ids of all pupils by name, as JSON. They sign in by their first name, in small
letters. It stands in for the invitations and the posts that an office would write down.
"""

import json
import os
import sys

import django

os.environ["BESIDE_PROCESS"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
django.setup()

from beside.access.actor import Actor, role  # noqa: E402
from beside.access.calendar import today  # noqa: E402
from beside.access.models import Account  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.schools.actions.standings import settle_school  # noqa: E402
from beside.schools.models import Enrolment, Person, Post, School  # noqa: E402


def main(password: str, organiser: str) -> dict[str, str]:
    """Make the accounts and the post; gives the pupils."""
    with role(Role.ROLL):
        school = School.objects.get()
        teaching = Post.objects.filter(kind=Post.Kind.TEACHER).values("person")
        for person in Person.objects.filter(pk__in=teaching):
            _account(person, password)
            if person.given_name == organiser:
                Post.objects.create(
                    person=person, school=school, source_id="made", kind=Post.Kind.ORGANISER
                )
        settle_school(by=Actor(None, today()), school=school)
        enrolled = Enrolment.objects.select_related("person")
        return {each.person.name: str(each.person_id) for each in enrolled}


def _account(person: Person, password: str) -> None:
    account = Account(subject_id=person.pk, username=person.given_name.lower())
    account.set_password(password)
    Account.objects.bulk_create([account])


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
