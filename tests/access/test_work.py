"""A job that fails says so on the row it served, and is still a failure to the worker."""

import uuid

import pytest
from django.db import OperationalError

from beside.access.work import job


def made(error: Exception | None, **options):
    """A job that raises, and the list in which its failures are noted."""
    noted: list[dict] = []

    @job(f"tests.{uuid.uuid4()}", failed=lambda **arguments: noted.append(arguments), **options)
    def work(*, row: str) -> None:
        if error:
            raise error

    return work, noted


def test_a_failure_is_noted_with_what_it_was_about_and_raised():
    work, noted = made(ValueError("no"))
    with pytest.raises(ValueError, match="no"):
        work(row="a")
    assert noted == [{"row": "a"}]


def test_what_works_is_noted_nowhere():
    work, noted = made(None)
    work(row="a")
    assert noted == []


@pytest.mark.parametrize(("options", "told"), [({}, True), ({"retry": 3}, False)])
def test_a_database_that_went_away_is_told_only_where_nobody_tries_again(options, told):
    work, noted = made(OperationalError("gone"), **options)
    with pytest.raises(OperationalError):
        work(row="a")
    assert bool(noted) == told
