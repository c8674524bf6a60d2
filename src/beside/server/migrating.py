"""Bring the database up to date: one at a time, however many processes ask."""

import django


def main() -> None:
    """Run all migrations, then functions, policies and grants, under a lock."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(734000)")
        call_command("migrate", verbosity=0, interactive=False)
        cursor.execute("SELECT pg_advisory_unlock(734000)")


if __name__ == "__main__":
    main()
