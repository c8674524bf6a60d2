"""Gives the served school people who keep children safe, somebody to pick and mail to read.

Run as the owner of the database that BESIDE_DATA names, with a password; prints what the walk needs.
"""

import json
import os
import sys
import uuid
from datetime import time

import django

os.environ["BESIDE_PROCESS"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
django.setup()

from beside.access.actor import Actor, role  # noqa: E402
from beside.access.calendar import now, today  # noqa: E402
from beside.access.models import Account, Subject  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.safeguarding.models import Away, Listener  # noqa: E402
from beside.schools.actions.standings import settle_school  # noqa: E402
from beside.schools.models import (  # noqa: E402
    Enrolment,
    Federation,
    OpeningHours,
    Person,
    Post,
    School,
)

ADULTS = {
    "shah": ("Nadia", "Shah", "safeguarding_lead"),
    "hughes": ("Gwen", "Hughes", "safeguarding_deputy"),
    "bell": ("Miriam", "Bell", "head"),
    "okafor": ("Ifeoma", "Okafor", "teacher"),
}


def main(password: str) -> dict[str, str]:
    """A school that is open all day; the lead is away, and pupils may pick Ms Okafor."""
    with role(Role.ROLL):
        federation = Federation.objects.create(name="Hill")
        school = School.objects.create(federation=federation, source_id="1", name="Hill School")
        ids = {name: _adult(school, name, *who, password) for name, who in ADULTS.items()}
        ids["amina"] = _person(school, "amina", "Amina", "Yusuf", password)
        Enrolment.objects.create(
            person_id=ids["amina"], school=school, source_id="amina", year_group="9"
        )
        _open(school, ids)
        settle_school(by=Actor(None, today()), school=school)
    return {name: str(each) for name, each in ids.items()}


def _open(school: School, ids: dict[str, uuid.UUID]) -> None:
    OpeningHours.objects.bulk_create(
        OpeningHours(school=school, weekday=day, opens=time(0), closes=time(23, 59))
        for day in range(7)
    )
    Away.objects.bulk_create(
        [Away(school=school, adult_id=ids["shah"], first=today(), last=today())]
    )
    given = {"is_employed": True, "checked_on": today(), "trained_on": today()}
    listener = Listener(school=school, adult_id=ids["okafor"], said_yes_at=now(), **given)
    Listener.objects.bulk_create([listener])


def _person(school: School, name: str, given: str, family: str, password: str) -> uuid.UUID:
    subject = Subject(id=uuid.uuid4())
    Subject.objects.bulk_create([subject])
    parts = {"source_id": name, "given_name": given, "family_name": family}
    person = Person(
        subject=subject, federation=school.federation, email=f"{name}@hill.example", **parts
    )
    Person.objects.bulk_create([person])
    account = Account(subject_id=subject.id, username=name)
    account.set_password(password)
    Account.objects.bulk_create([account])
    return subject.id


def _adult(
    school: School, name: str, given: str, family: str, kind: str, password: str
) -> uuid.UUID:
    who = _person(school, name, given, family, password)
    Post.objects.create(person_id=who, school=school, source_id=name, kind=kind)
    return who


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
