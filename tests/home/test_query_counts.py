"""The pages looked at most ask few questions of the database, as many in a large school."""

import pytest
from django.db import transaction

from beside.home.benches import filling, pages
from beside.home.benches.size import Size

MOST = 15
NAMES = ("home", "year", "school", "group", "changes", "governors")


class Undo(Exception):
    """Leaves a school behind without keeping it."""


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker):
    """For each page its statements at two sizes, two groups a year and four."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("BESIDE_NOW", "2026-11-24T10:00:00+00:00")
        return [_count(Size(pupils)) for pupils in (120, 300)]


def _count(size: Size) -> dict[str, int]:
    found: dict[str, int] = {}
    try:
        with transaction.atomic():
            filling.fill(size)
            client = pages.signed_in_client("t0")
            for name, path in pages.paths().items():
                found[name] = pages.queries(client, path)
            raise Undo
    except Undo:
        return found


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_as_few_questions_in_a_large_school(counted, name):
    small, large = (each[name] for each in counted)
    assert 4 < small <= MOST
    assert large == small
