"""Accounts and cards for a run at the door: one password for all of them, told as JSON.

Runs in a process of its own as the owner, acting as whoever leads every year.
"""

import json

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402

from beside.access.actions import make_cards  # noqa: E402
from beside.access.actor import Actor, acting, role  # noqa: E402
from beside.access.calendar import now, today  # noqa: E402
from beside.access.models import Account  # noqa: E402
from beside.home.benches.school import LEAD  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.schools.models import Enrolment  # noqa: E402

PASSWORD = "three quiet willow trees"


def main() -> None:
    """Print the names of those who have a password, and the codes of cards."""
    with acting(Actor(None, today()), door="sign-in"), role(Role.ROLL):
        lead = Actor(Account.objects.get(username=LEAD).pk, today())
        taken = set(Account.objects.values_list("pk", flat=True))
        pupils = list(Enrolment.objects.values_list("person_id", flat=True).order_by("person_id"))
        kept = make_password(PASSWORD)
        made = [
            Account(subject_id=pupil, username=f"door{n}", password=kept)
            for n, pupil in enumerate(p for p in pupils[::2] if p not in taken)
        ]
        Account.objects.bulk_create(made)
    with acting(lead), role(Role.APP):
        codes = make_cards(by=lead, subjects=pupils[1::2], now=now())
    names = [account.username for account in made]
    print(json.dumps({"names": names, "cards": list(codes.values()), "password": PASSWORD}))


main()
