"""Python against SQL: in made-up worlds both locks show every actor the same rows.

The judge is `policy.allows`, asked row by row over facts kept in plain Python.
"""

import uuid

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings

from beside.access import locks
from beside.rights import Verb
from tests import drawn
from tests.access.worlds import World, worlds
from tests.conftest import see_as


class Undo(Exception):
    """Leaves a world behind without keeping it."""


def _visible_by_python(model, actor) -> set[uuid.UUID]:
    return set(locks.visible(model, actor).values_list("pk", flat=True))


def _visible_by_sql(model) -> set[uuid.UUID]:
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {table}")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.worlds
@pytest.mark.django_db
@settings(
    max_examples=drawn.worlds(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds())
def test_both_locks_show_what_the_judge_allows(world: World):
    try:
        with transaction.atomic():
            world.write()
            for actor_id in world.people:
                actor = see_as(actor_id)
                for model, rows in world.rows.items():
                    judged = {
                        row.pk for row in rows if world.judge(model, row, actor_id, Verb.READ)
                    }
                    assert _visible_by_python(model, actor) & world.keys(model) == judged
                    assert _visible_by_sql(model) & world.keys(model) == judged
            raise Undo
    except Undo:
        pass
