import os
import subprocess
import sys
from urllib.parse import quote

import pytest

from beside.server import databases, postgres

WHO = """
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT session_user, current_user")
    print(*cursor.fetchone())
"""


@pytest.mark.parametrize("login", ["beside_owner", "beside_worker"])
def test_a_pooled_web_process_is_the_app_whoever_signs_in(server, login):
    place = postgres.address(server.data)
    url = f"postgres://{login}@/{place['dbname']}?host={quote(place['host'])}"
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "beside.server.settings",
        "BESIDE_DATA": str(server.data),
        "BESIDE_PROCESS": "app",
        "BESIDE_KEEP_CONNECTIONS": "true",
    }
    done = subprocess.run(
        [sys.executable, "-c", WHO], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == [login, "beside_app"], done.stderr[-500:]


APP, WORKER = "postgres://beside_app@db/beside", "postgres://beside_worker@db/beside"


@pytest.mark.parametrize(
    ("pages", "jobs", "says"),
    [
        (None, None, ""),
        (APP, WORKER, ""),
        (WORKER, None, "signs in as beside_worker"),
        (WORKER, WORKER, "signs in as beside_worker"),
        ("postgres://beside_owner@db/beside", WORKER, "signs in as beside_owner"),
        ("postgres:///beside", WORKER, "signs in as nobody"),
        (APP, None, "Jobs need a login of their own"),
        (APP, APP, "Jobs need a login of their own"),
    ],
)
def test_pages_are_served_under_a_login_that_becomes_no_other(monkeypatch, pages, jobs, says):
    for name, value in (("DATABASE_URL", pages), ("BESIDE_WORKER_URL", jobs)):
        monkeypatch.delenv(name, raising=False)
        if value:
            monkeypatch.setenv(name, value)
    said = databases.why_not_serve()
    assert says in said if says else not said


def test_the_worker_signs_in_with_its_own_address(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", APP)
    monkeypatch.setenv("BESIDE_WORKER_URL", WORKER)
    users = {}
    for process in ("app", "worker"):
        monkeypatch.setenv("BESIDE_PROCESS", process)
        users[process] = databases.from_environment()["USER"]
    assert users == {"app": "beside_app", "worker": "beside_worker"}
