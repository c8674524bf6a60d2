from datetime import date

import pytest
from django.core import mail
from django.db import connections

from beside.access import registry
from beside.access.actor import Actor, role, tell_database
from beside.access.limits import ledger
from beside.rights import Role

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """Migrate as the owner, then let every test run as the app's own role."""
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        config = setup_databases(verbosity=0, interactive=False)
        connection = connections["default"]
        with connection.cursor() as cursor:
            cursor.execute("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO beside_app")
            for table in sorted({r.table for r in registry.registrations()} | {"access_block"}):
                cursor.execute(
                    f"CREATE POLICY tests ON {table} FOR INSERT TO beside_owner WITH CHECK (true)"
                )
        connection.close()
        connection.settings_dict["OPTIONS"]["assume_role"] = "beside_app"
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"].pop("assume_role")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        teardown_databases(config, verbosity=0)


@pytest.fixture(autouse=True)
def no_tries():
    """Counts of tries outlive the transaction of a test, so each begins with none."""
    if ledger.is_open():
        ledger.clear()


@pytest.fixture
def as_roll(db):
    """Inside it the database lets rows of the roll and of rounds be written, as an import does."""
    with role(Role.ROLL):
        yield


# First names of pupils in the worlds of these tests: in the subject of a mail each is a fault.
PUPILS = ("Isla", "Amina", "Leo ", "Max ", "Omar")


@pytest.fixture(autouse=True)
def no_pupil_in_a_subject():
    """Whatever a test lets go out by mail: a letter box shows the subject to whoever stands by."""
    yield
    subjects = [each.subject for each in getattr(mail, "outbox", [])]
    assert [each for each in subjects if any(name in each for name in PUPILS)] == []


def see_as(subject_id, today=TODAY) -> Actor:
    """Tell the database that this subject acts; gives the actor."""
    actor = Actor(subject_id, today)
    tell_database(actor)
    return actor
