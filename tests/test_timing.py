"""Somebody else's is not told from nobody's by the time that the answer takes."""

import time
import uuid
from random import Random
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
    taken: dict[bool, list[float]] = {True: [], False: []}
    asked = [True, False] * TRIES
    Random(0).shuffle(asked)
    for is_theirs in asked:
        url = theirs if is_theirs else reverse(page, args=[uuid.uuid4()])
        taken[is_theirs].append(seconds(client, url))
    one, other = median(taken[True]), median(taken[False])
    assert abs(one - other) / other < APART
