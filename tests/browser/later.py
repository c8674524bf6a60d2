"""Time goes by for one account of a served Beside: a moment in its open sessions is set earlier.

Run as `python -m tests.browser.later NAME MOMENT MINUTES` by the owner of the database that
BESIDE_DATA names; MOMENT is `step_at` (their second step) or `used_at` (their last touch). Prints
the id that the roll gives them.
"""

import os
import sys
from datetime import datetime, timedelta

import django

os.environ["BESIDE_PROCESS"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
django.setup()

from django.contrib.sessions.models import Session  # noqa: E402

from beside.access.actor import acting, role  # noqa: E402
from beside.access.sessions import SessionStore  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.schools.models import Person  # noqa: E402
from tests.browser.choosing import actor  # noqa: E402


def main(name: str, moment: str, minutes: str) -> str:
    """Every session in which this account is signed in."""
    who = actor(name)
    for each in Session.objects.all():
        if each.get_decoded().get("_auth_user_id") == str(who.subject_id):
            _set_earlier(SessionStore(each.session_key), f"beside_{moment}", int(minutes))
    with acting(who), role(Role.ROLL):
        return Person.objects.get(pk=who.subject_id).source_id


def _set_earlier(session: SessionStore, name: str, minutes: int) -> None:
    if name in session:
        was = datetime.fromisoformat(session[name])
        session[name] = (was - timedelta(minutes=minutes)).isoformat()
        session.save()


if __name__ == "__main__":
    print(main(*sys.argv[1:]))
