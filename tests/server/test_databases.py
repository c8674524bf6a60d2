import os
import subprocess
import sys
from urllib.parse import quote

import pytest

from beside.server import postgres

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
