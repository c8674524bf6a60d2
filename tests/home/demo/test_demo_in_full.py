"""The whole federation, from an empty system, within the minute that is promised."""

import time
from collections import Counter

import pytest
from django.db import connection

from beside.access.actor import Actor
from beside.home.demo.generate import generate
from beside.home.demo.loading import bring_in
from beside.schools.models import School
from beside.schools.queries import staff_ids
from tests.conftest import TODAY

COUNTS = """
SELECT e.year_group, s.state, count(*)
FROM ties_exactstate s
JOIN ties_round r ON r.id = s.round_id AND r.name = 'October survey'
JOIN schools_enrolment e ON e.person_id = s.pupil_id
WHERE s.need = 'adult' GROUP BY 1, 2
"""


@pytest.mark.slow
@pytest.mark.django_db
def test_it_loads_in_a_minute_with_every_state_in_its_bounds():
    began = time.monotonic()
    bring_in(generate(1, TODAY), today=Actor(None, TODAY))
    assert time.monotonic() - began < 60
    years: dict[str, Counter[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE beside_reckoner")
        cursor.execute(COUNTS)
        for year, state, count in cursor.fetchall():
            years.setdefault(year, Counter())[state] = count
        cursor.execute("SET LOCAL ROLE beside_roll")
        assert len(staff_ids(School.objects.get(source_id="willow-lane"), TODAY)) == 150
    assert len(years) == 5
    for year, counts in years.items():
        unknown = 240 - counts.total() + counts["not_known"]
        assert 4 <= counts["nobody"] <= 10, year
        assert counts["waiting"] >= 3 and counts["pupil_only"] >= 20, year
        assert 0.10 <= unknown / 240 <= 0.15, year
