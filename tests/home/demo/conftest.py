import pytest
from django.db import transaction

from beside.access.actor import Actor
from beside.home.demo.generate import generate, small
from beside.home.demo.made_up import MadeUp
from tests.conftest import TODAY


@pytest.fixture(scope="session")
def full() -> MadeUp:
    """The whole federation, with 1,200 pupils at Willow Lane."""
    return generate(1, TODAY)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Willow Lane with sixty pupils, in the database for the tests of one file."""
    from beside.home.demo.loading import bring_in

    made_up = small(1, TODAY)
    with django_db_blocker.unblock(), transaction.atomic():
        bring_in(made_up, today=Actor(None, TODAY))
        yield made_up
        transaction.set_rollback(True)
