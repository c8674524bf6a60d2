"""Runs from before they had years: whose they are stands with what they place for."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from beside.access import scopes
from beside.access.actor import role
from beside.enrichment.models import Season
from beside.placement.models import Run
from beside.rights import Role
from beside.timetable.models import Cycle
from tests.access.rows import write_as_owner
from tests.factories import NOW, TODAY, Small

pytestmark = pytest.mark.django_db
MIGRATION = "beside.placement.migrations.0003_years_of_old_runs"


def test_they_take_the_years_of_their_cycle_or_season():
    small = Small()
    organiser = small.adult("Dana Reid", "organiser")
    times = {"school": small.school, "first_day": TODAY, "last_day": TODAY, "closes_at": NOW}
    about = [
        (Cycle(name="Nine", year_groups=["9"], **times), ["9"]),
        (Cycle(name="All", year_groups=[], **times), []),
        (Season(name="Ten", year_groups=["10"], **times), ["10"]),
    ]
    for each, _years in about:
        write_as_owner(type(each), [each])
    fields = {"school": small.school, "scope_id": scopes.pupils(small.school.pk), "limit": 1}
    fields |= {"seed": 0, "asked_by_id": organiser.pk, "asked_at": NOW, "instance": "{}"}
    runs = [Run(problem="sessions", about=each.pk, **fields) for each, _years in about]
    write_as_owner(Run, runs)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ROLE beside_owner")
        import_module(MIGRATION).fill(apps, SimpleNamespace(connection=connection))
        cursor.execute("SET LOCAL ROLE beside_app")
    with role(Role.PLACER):
        found = dict(Run.objects.values_list("about", "year_groups"))
    assert found == {each.pk: years for each, years in about}
