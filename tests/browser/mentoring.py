"""The pupil of the served school is a mentor who has said yes and prepares.

Run as `python -m tests.browser.mentoring` by the owner of the database that BESIDE_DATA names,
with the name by which an organiser signs in, and the ids of the pupil and of the adult who looks
after them; prints the part of the preparation that comes next, as JSON.
"""

import json
import os
import sys
import uuid

import django

os.environ["BESIDE_PROCESS"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
django.setup()

from beside.access.actor import Actor, acting, role  # noqa: E402
from beside.access.calendar import today  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.schools.models import School  # noqa: E402
from beside.ties import rules  # noqa: E402
from beside.ties.actions import mentoring  # noqa: E402
from tests.browser.choosing import actor  # noqa: E402


def main(organiser: str, pupil: str, adult: str) -> dict[str, str]:
    """Invite the pupil, and let them say yes."""
    lead, own = actor(organiser), Actor(uuid.UUID(pupil), today())
    with acting(lead), role(Role.APP):
        invited = mentoring.invite(
            by=lead, school=School.objects.get(), pupil=own.subject_id, adult=uuid.UUID(adult)
        )
    with acting(own), role(Role.APP):
        mentoring.answer(by=own, mentoring=invited, yes=True)
        invited.refresh_from_db()
    return {"part": rules.next_part(invited.ticked)}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
