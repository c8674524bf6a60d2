"""Bring the database up to date: one at a time, however many processes ask."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from beside.server import postgres

SAID_WHY = 3
BUSY = """\
The database could not be brought up to date, because something else is using it: an older Beside
that is still running, or a shell. Stop it (`beside db stop` stops the private database), then start
again. Nothing has changed. PostgreSQL says: {fault}"""


def main() -> int:
    """Make missing roles, run all migrations, then functions, policies and grants, under a lock."""
    try:
        if "DATABASE_URL" not in os.environ:
            postgres.make_roles(postgres.data_dir())
        _migrate()
    except (ImproperlyConfigured, postgres.DatabaseUnavailable) as fault:
        print(fault, file=sys.stderr)
        return SAID_WHY
    except DatabaseError as fault:
        if getattr(fault.__cause__, "sqlstate", "") not in ("55P03", "55006", "40P01"):
            raise
        print(BUSY.format(fault=str(fault).splitlines()[0]), file=sys.stderr)
        return SAID_WHY
    return 0


def _migrate() -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(734000)")
        cursor.execute("SET lock_timeout = '30s'")
        call_command("migrate", verbosity=0, interactive=False)
        cursor.execute("RESET lock_timeout")
        cursor.execute("SELECT pg_advisory_unlock(734000)")


if __name__ == "__main__":
    sys.exit(main())
