"""Gives the served school a safeguarding lead whom a test message reached, so that surveys may open.

Run as the owner of the database that BESIDE_DATA names.
"""

import os
import uuid

import django

os.environ["BESIDE_PROCESS"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
django.setup()

from beside.access.actor import Actor, role  # noqa: E402
from beside.access.calendar import now, today  # noqa: E402
from beside.access.models import Subject  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.safeguarding.models import MessageTest  # noqa: E402
from beside.schools.actions.standings import settle_school  # noqa: E402
from beside.schools.models import Person, Post, School  # noqa: E402

LEAD = Post.Kind.SAFEGUARDING_LEAD


def main() -> None:
    """Make the lead, and say that a message came."""
    with role(Role.ROLL):
        school = School.objects.get()
        subject = Subject(id=uuid.uuid4())
        Subject.objects.bulk_create([subject])
        name = {"source_id": "lead", "given_name": "Di", "family_name": "Moss"}
        Person.objects.bulk_create([Person(subject=subject, federation=school.federation, **name)])
        Post.objects.create(person_id=subject.id, school=school, source_id="lead", kind=LEAD)
        prove(school, subject.id)
        settle_school(by=Actor(None, today()), school=school)


def prove(school: School, lead: uuid.UUID) -> None:
    """Keep that a test message reached this lead."""
    MessageTest.objects.create(
        school=school, to_id=lead, sent_by_id=lead, sent_at=now(), confirmed_at=now()
    )


if __name__ == "__main__":
    main()
