"""Prints what the served school keeps of one pupil's survey, as JSON: what no page shows.

Run as the owner of the database that BESIDE_DATA names, with the round and the pupil's full name.
"""

import json
import os
import sys

import django

os.environ["BESIDE_PROCESS"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
django.setup()

from beside.access.actor import role  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.schools.models import Person  # noqa: E402
from beside.ties.models import Nomination, Respondent, Response  # noqa: E402


def main(round_: str, name: str) -> dict:
    """Whether it was sent, who helped, who was named for what, and what was said."""
    with role(Role.ROLL):
        names = {each.subject_id: each.name for each in Person.objects.all()}
    pupil = next(pk for pk, each in names.items() if each == name)
    with role(Role.RECKONER):
        asked = Respondent.objects.get(round=round_, person=pupil, question="survey")
        named = Nomination.objects.filter(round=round_, ego=pupil, answer=True)
        said = Response.objects.filter(round=round_, person=pupil)
        return {
            "sent": asked.sent_at is not None,
            "helper": names.get(asked.helper_id),
            "named": [
                [each.question, names.get(each.alter_id, each.alter_words), each.ring]
                for each in named
            ],
            "qualities": {
                names.get(each.alter_id, each.alter_words): sorted(each.qualities)
                for each in named
                if each.qualities
            },
            "said": {each.question: each.value for each in said},
        }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
