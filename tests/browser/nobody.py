"""Leaves the served school a survey of both sides by which the first few pupils have nobody.

Run as the owner of the database that BESIDE_DATA names, with how many and the name by which its
organiser signs in. It stands in for fifteen pupils and three adults answering one by one.
"""

import os
import sys

import django

os.environ["BESIDE_PROCESS"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
django.setup()

from beside.access.actor import Actor, acting, role  # noqa: E402
from beside.access.calendar import now, today  # noqa: E402
from beside.access.models import Account  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.schools.models import Enrolment, Post, School  # noqa: E402
from beside.ties.models import Nomination, Respondent, Round  # noqa: E402
from beside.ties.reckoning import reckon  # noqa: E402


def main(how_many: int, organiser: str) -> None:
    """Everybody else named an adult, who named them too."""
    lead = Account.objects.get(username=organiser).pk
    with role(Role.ROLL):
        pupils = list(Enrolment.objects.order_by("person_id").values_list("person_id", flat=True))
        teaching = Post.objects.filter(kind=Post.Kind.TEACHER).values_list("person_id", flat=True)
        adults = list(teaching)
        round_ = _round(lead)
        asked = [(each, "adult") for each in pupils] + [(each, "staff_knows") for each in adults]
        Respondent.objects.bulk_create(
            Respondent(round=round_, person_id=who, question=question, answered=True)
            for who, question in asked
        )
        named = [(each, adults[0]) for each in pupils[how_many:]]
        Nomination.objects.bulk_create(
            Nomination(round=round_, ego_id=ego, alter_id=alter, question=question, answer=True)
            for pupil, adult in named
            for ego, alter, question in ((pupil, adult, "adult"), (adult, pupil, "staff_knows"))
        )
    with acting(Actor(lead, today())):
        reckon(round_.pk)


def _round(lead) -> Round:
    return Round.objects.create(
        school=School.objects.get(),
        name="Autumn",
        opened_by_id=lead,
        taken_on=today(),
        year_groups=["9"],
        questions=["adult", "staff_knows"],
        status=Round.Status.ENDED,
        ended_at=now(),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
