"""Lets one teacher of the served school lead every year and run its surveys, and keeps its figures.

Run as the owner of the database that BESIDE_DATA names; prints the ids that addresses need, as
JSON. It stands in for the posts that an office would write down and for the worker's next turn.
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
from beside.schools.models import Group, Person, Post, School  # noqa: E402
from beside.ties.jobs import keep_all  # noqa: E402
from beside.ties.models import Round  # noqa: E402


def main(password: str) -> dict[str, dict[str, str]]:
    """Make the lead's posts and account; gives ids by name of rounds, tutor groups and people."""
    by = Actor(None, today())
    with role(Role.ROLL):
        school = School.objects.get()
        lead = Post.objects.filter(school=school).order_by("source_id").first().person
        for kind in (Post.Kind.HEAD_OF_YEAR, Post.Kind.ORGANISER):
            Post.objects.create(person=lead, school=school, source_id=f"made/{kind}", kind=kind)
        account = Account(subject_id=lead.pk, username="lead")
        account.set_password(password)
        Account.objects.bulk_create([account])
        settle_school(by=by, school=school)
        found = {
            "school": {"": str(school.pk)},
            "round": _ids(Round.objects.values_list("name", "pk")),
            "group": _ids(Group.objects.values_list("name", "pk")),
            "person": _ids(Person.objects.values_list("source_id", "pk")),
        }
    keep_all(by)
    return found


def _ids(rows) -> dict[str, str]:
    return {name: str(pk) for name, pk in rows}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
