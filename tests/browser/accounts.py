"""Gives a pupil, a parent, a tutor and two leads of the served school their accounts.

Run as the owner of the database that BESIDE_DATA names; prints their ids and those of what the
meeting left, as JSON. It stands in for the invitations that an office would hand out one by one.
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
from beside.safeguarding.models import LeaverFile, MessageTest  # noqa: E402
from beside.schools.actions.standings import settle_school  # noqa: E402
from beside.schools.models import (  # noqa: E402
    Enrolment,
    FamilyLink,
    OpeningHours,
    Person,
    Post,
    RollImport,
    School,
)
from beside.ties.models import Commitment, Round  # noqa: E402


def main(password: str) -> dict[str, str]:
    """Make the accounts; gives what the pages' addresses need."""
    with role(Role.ROLL):
        school = School.objects.get()
        commitment = Commitment.objects.get()
        people = {
            "pupil": commitment.pupil_id,
            "parent": FamilyLink.objects.filter(pupil=commitment.pupil_id).first().carer_id,
            "tutor": commitment.adult_id,
            "lead": _made(school, Post.Kind.SAFEGUARDING_LEAD, "Di", "Moss"),
            "federation": _made(school, Post.Kind.FEDERATION_LEAD, "Folake", "Adeyemi"),
        }
        for name, person in people.items():
            _account(name, person, password)
        OpeningHours.objects.bulk_create(
            OpeningHours(school=school, weekday=day, opens=time(0), closes=time(23, 59))
            for day in range(7)
        )
        MessageTest.objects.create(
            school=school,
            to_id=people["lead"],
            sent_by_id=people["lead"],
            sent_at=now(),
            confirmed_at=now(),
        )
        settle_school(by=Actor(None, today()), school=school)
    with role(Role.KEEPER):
        left = LeaverFile(school=school, pupil_id=people["pupil"], left_on=today())
        LeaverFile.objects.bulk_create([left])
    with role(Role.ROLL):
        people["left"] = left.pk
        return {name: str(person) for name, person in people.items()} | _ids(school, commitment)


def _made(school: School, kind: str, given: str, family: str) -> uuid.UUID:
    subject = Subject(id=uuid.uuid4())
    Subject.objects.bulk_create([subject])
    person = Person(
        subject=subject,
        federation=school.federation,
        source_id=f"made/{kind}",
        given_name=given,
        family_name=family,
    )
    Person.objects.bulk_create([person])
    Post.objects.create(person=person, school=school, source_id=f"made/{kind}", kind=kind)
    return subject.id


def _account(name: str, person: uuid.UUID, password: str) -> None:
    account = Account(subject_id=person, username=name)
    account.set_password(password)
    Account.objects.bulk_create([account])


def _ids(school: School, commitment: Commitment) -> dict[str, str]:
    return {
        "school": str(school.pk),
        "round": str(Round.objects.get().pk),
        "commitment": str(commitment.pk),
        "group": str(Enrolment.objects.exclude(tutor_group=None).first().tutor_group_id),
        "import": str(RollImport.objects.get().pk),
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
