"""How the database reads what a row policy guards: who stands where is worked out once, not by row."""

import re

import pytest
from django.db import connection

from beside.access import registry
from tests.factories import Small, act

pytestmark = pytest.mark.django_db
# A row about several people is held against those one reaches by the index, row by row.
ABOUT_SEVERAL = ("audit_seen", "enrichment_teampage")
BY_ROW = re.compile(r"(?<!hashed )SubPlan \d+\)")


@pytest.fixture
def teacher():
    made = Small()
    made.pupil("Isla Young")
    found = made.adult("Ann Okafor")
    made.settle()
    return act(found)


def plan(table: str) -> str:
    """How the database would read a whole table for whoever acts."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN SELECT * FROM {table}")
        return "\n".join(line for (line,) in cursor.fetchall())


def by_row(table: str) -> bool:
    filters = [line for line in plan(table).splitlines() if "Filter:" in line]
    return any(BY_ROW.search(line) for line in filters)


def test_no_policy_asks_anew_for_every_row(teacher):
    tables = sorted({each.table for each in registry.registrations()})
    assert len(tables) > 40
    assert {table for table in tables if by_row(table)} == set(ABOUT_SEVERAL)


def test_a_policy_that_asks_for_every_row_is_seen(teacher):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE beside_owner")
        cursor.execute(
            "CREATE POLICY slow ON ties_state FOR SELECT TO beside_app USING (EXISTS ("
            " SELECT FROM access_standing s WHERE s.actor_id = ties_state.pupil_id LIMIT 3))"
        )
        cursor.execute("SET LOCAL ROLE beside_app")
    assert by_row("ties_state")
