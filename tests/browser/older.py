"""Brings two pupils of Year 11 with accounts to the served school, and takes its staff's room.

Run as the owner of the database that BESIDE_DATA names, with a password. They sign in by their
first name, in small letters. It stands in for a second sheet, two cards and three numbers.
"""

import os
import sys
import uuid

import django

os.environ["BESIDE_PROCESS"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
django.setup()

from beside.access.actor import Actor, role  # noqa: E402
from beside.access.calendar import today  # noqa: E402
from beside.access.models import Account, Subject  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.schools.actions.standings import settle_school  # noqa: E402
from beside.schools.models import Enrolment, Group, Person, Post, School  # noqa: E402
from beside.ties.models import Capacity  # noqa: E402

OLDER = (("Sam", "Vance"), ("Uma", "Long"))


def main(password: str) -> None:
    """Enrol them, and set everybody's number to none."""
    with role(Role.ROLL):
        school = School.objects.get()
        form = Group.objects.create(
            federation=school.federation,
            school=school,
            source_id="11B",
            name="11B",
            kind=Group.Kind.TUTOR_GROUP,
            year_group="11",
        )
        for given, family in OLDER:
            _enrol(school, form, given, family, password)
        for adult in set(Post.objects.values_list("person_id", flat=True)):
            Capacity.objects.update_or_create(adult_id=adult, defaults={"limit": 0})
        settle_school(by=Actor(None, today()), school=school)


def _enrol(school: School, form: Group, given: str, family: str, password: str) -> None:
    subject = Subject(id=uuid.uuid4())
    Subject.objects.bulk_create([subject])
    names = {"given_name": given, "family_name": family, "source_id": given}
    Person.objects.bulk_create([Person(subject=subject, federation=school.federation, **names)])
    Enrolment.objects.create(
        person_id=subject.pk, school=school, source_id=given, year_group="11", tutor_group=form
    )
    account = Account(subject_id=subject.pk, username=given.lower())
    account.set_password(password)
    Account.objects.bulk_create([account])


if __name__ == "__main__":
    main(sys.argv[1])
