"""Every page that a pupil can open can be read by those who are 11 or 12."""

import os
from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.factories import NOW
from tests.reading import listing, visits
from tests.reading.listing import HARDEST_PAGE, Read, read
from tests.reading.page import blocks, without


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker) -> Iterator[list[Read]]:
    """All pages, fetched once; the world they stand in is undone."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("BESIDE_NOW", NOW.isoformat())
        found = [*_read()]
        transaction.set_rollback(True)
    if "BESIDE_WRITES_READING" in os.environ:
        listing.MANUAL.write_text(listing.manual(found))
    yield found


def _read() -> Iterator[Read]:
    around = set()
    for title, html in visits.every_page():
        left_out = visits.left_out()
        yield read(title, without(blocks(html), left_out))
        around |= {*without(blocks(html, "frame"), left_out)}
    yield read("around every page", sorted(around))


def test_every_page_a_pupil_is_answered_is_read(pages):
    assert {page.name for page in visits.READ_BY_PUPILS} <= {each.title for each in pages}


def test_no_page_is_harder_than_grade_6(pages):
    hard = {each.title: each.grades for each in pages if max(each.grades) > HARDEST_PAGE}
    assert hard == {}


def test_no_sentence_is_hard_by_itself(pages):
    assert listing.hard_sentences(pages) == {}


def test_the_manual_lists_every_page_as_it_is(pages):
    measured = {name: _hardest(states) for name, states in listing.by_page(pages).items()}
    listed = listing.listed()
    assert listed.keys() == measured.keys(), "run python -m tests.reading"
    for name, grades in measured.items():
        assert listed[name] == pytest.approx(grades, abs=1), f"{name}: run python -m tests.reading"


def _hardest(states: list[Read]) -> list[float]:
    return [max(column) for column in zip(*(each.grades for each in states), strict=True)]
