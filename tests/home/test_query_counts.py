"""Pages looked at most, saves and finds ask few questions of the database, as many in a large school."""

import pytest
from django.db import transaction

from beside.home.benches import filling, pages
from beside.home.benches.size import Size

MOST = dict.fromkeys(("year", "school", "group", "changes", "governors", "between"), 15)
# Four of home's ask what waits: a file, a yes to a right, a notice about keys, words to a pupil.
MOST |= {"home": 24, "my-people": 13, "save": 9, "find": 6}


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
            for name, visit in pages.visits().items():
                found[name] = pages.queries(pages.signed_in_client(visit.who), visit)
            raise Undo
    except Undo:
        return found


@pytest.mark.parametrize("name", MOST)
def test_a_page_asks_as_few_questions_in_a_large_school(counted, name):
    small, large = (each[name] for each in counted)
    assert 4 < small <= MOST[name]
    # One more where the name of an adult stands on it, of whom it is asked if they are a pupil.
    assert small <= large <= small + 1
