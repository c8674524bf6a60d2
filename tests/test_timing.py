"""Somebody else's is not told from nobody's by the time that the answer takes."""

import time
import uuid
from statistics import median

import pytest
from django.urls import reverse

from tests.test_urls import come_in, places  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TRIES, APART = 200, 0.05


def seconds(client, url: str) -> float:
    begun = time.perf_counter()
    assert client.get(url).status_code == 404
    return time.perf_counter() - begun


@pytest.mark.parametrize(
    ("who", "page", "key"),
    [
        ("staff", "pupil", "pupil"),
        ("head_of_year", "round", "round"),
        ("safeguarding_lead", "concern", "concern"),
        ("office", "roll_plan", "import"),
    ],
)
def test_it_takes_as_long(places, who, page, key):  # noqa: F811
    client, theirs = come_in(who, places), reverse(page, args=[places[1].ids[key]])
    seconds(client, theirs)
    taken = [
        (seconds(client, theirs), seconds(client, reverse(page, args=[uuid.uuid4()])))
        for _each in range(TRIES)
    ]
    one, other = (median(each) for each in zip(*taken, strict=True))
    assert abs(one - other) / other < APART
