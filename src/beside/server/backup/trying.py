"""Inside the copy that a drill made: bring it up to date, or sign in to it once, for real.

A program of its own, started by the drill with BESIDE_DATA at the copy: `trying migrate MARK`,
then `trying sign-in MARK`, where MARK is that of the secret key. Prints one JSON object.
"""

import json
import os
import re
import secrets
import sys
import uuid
from typing import Any

from beside.server.backup.manifest import key_mark
from beside.server.postgres import DatabaseUnavailable
from beside.server.postgres.roles import BOOTSTRAP

USERNAME = "backup-drill"


def main(what: str, mark: str) -> None:
    """Do one of the two, and print whether it went well and what did not."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
    os.environ["BESIDE_PROCESS"] = "app"
    faults = _migrate() if what == "migrate" else _sign_in(mark)
    print(json.dumps({"faults": faults, "went_well": not faults}))


def _migrate() -> list[str]:
    from beside.server import cli

    try:
        cli.make_ready()
    except DatabaseUnavailable as error:
        return [str(error)]
    return []


def _sign_in(mark: str) -> list[str]:
    """Take the way of a person: the page, its form with the right password, the first page."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    if key_mark(settings.SECRET_KEY) != mark:
        return ["The secret key that came back is another one."]
    password = secrets.token_urlsafe(16)
    subject = _make_account(password)
    browser = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    _fill_in(browser, reverse("account_login"), password)
    if browser.session.get("_auth_user_id") != str(subject):
        return ["The sign-in with the right password was not taken."]
    status = browser.get("/").status_code
    return [] if status == 200 else [f"After the sign-in the first page answered {status}."]


def _fill_in(browser: Any, address: str, password: str) -> None:
    page = browser.get(address).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    form = {"login": USERNAME, "password": password}
    browser.post(address, form | {"csrfmiddlewaretoken": token[1] if token else ""})


def _make_account(password: str) -> uuid.UUID:
    """An account for this sign-in alone, in the copy alone, written past every policy.

    A parent’s, of nobody: who holds nothing at all may not stay in, and staff want a second step.
    """
    from django.db import connection

    from beside.access.actor import Actor, acting
    from beside.access.calendar import today
    from beside.access.models import Account, Standing, Subject
    from beside.rights import Basis

    user = connection.settings_dict["USER"]
    connection.settings_dict["USER"] = BOOTSTRAP
    subject = Subject(id=uuid.uuid4())
    with acting(Actor(subject.pk, today()), why="backup drill"):
        subject.save(force_insert=True)
        account = Account(subject=subject, username=USERNAME)
        account.set_password(password)
        account.save(force_insert=True)
        carer = Standing(actor=subject, basis=Basis.CARER, scope_id=subject.pk, source=USERNAME)
        carer.save(force_insert=True)
    connection.close()
    connection.settings_dict["USER"] = user
    return subject.pk


if __name__ == "__main__":
    main(*sys.argv[1:3])
