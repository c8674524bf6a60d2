"""A connection that is used again knows nothing of whoever acted before."""

import uuid

import pytest
from django.db import ProgrammingError, connection, transaction

from beside.access import registry
from beside.access.actor import NOBODY, Actor, acting, role
from beside.access.models import Subject
from beside.rights import Role
from beside.schools.models import Federation, Person
from tests.conftest import TODAY


@pytest.fixture
def actor(django_db_setup, django_db_blocker):
    """A person whose rows are committed, on a connection that is used from test to test."""
    with django_db_blocker.unblock():
        yield Actor(person(), TODAY)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE access_subject, schools_federation, audit_change CASCADE")


def person() -> uuid.UUID:
    with role(Role.ROLL):
        federation = Federation.objects.create(name="Made up")
        subject = Subject.objects.create()
        Person.objects.create(subject=subject, federation=federation, source_id=str(subject.pk))
    return subject.pk


def ask(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def rows() -> int:
    locked = {r.table for r in registry.registrations()} | {"audit_change", "access_block"}
    return sum(ask(f"SELECT count(*) FROM {table}") for table in sorted(locked))


def test_nobody_sees_nothing(actor):
    with acting(actor):
        assert rows() > 0
    with acting(NOBODY):
        assert rows() == 0


def test_the_actor_is_forgotten_with_the_transaction(actor):
    with acting(actor):
        process = ask("SELECT pg_backend_pid()")
        assert rows() > 0
    assert rows() == 0
    with transaction.atomic():
        assert rows() == 0
    assert ask("SELECT pg_backend_pid()") == process


def test_the_actor_is_forgotten_when_the_transaction_fails(actor):
    with pytest.raises(ProgrammingError), acting(actor):
        assert rows() > 0
        ask("SELECT no_such_thing()")
    assert rows() == 0


def test_a_role_that_was_taken_on_is_laid_down(actor):
    with pytest.raises(ZeroDivisionError), role(Role.ROLL):
        assert ask("SELECT count(*) FROM schools_person") > 0
        raise ZeroDivisionError
    assert ask("SELECT current_user") == "beside_app"
    assert rows() == 0
