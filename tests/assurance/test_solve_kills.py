"""The worker is killed while it makes teams: the run begins again and ends as if nothing had been."""

import json
import time

import pytest

from tests.assurance.running import Running, until
from tests.load.serving import serving

KILLS, WORKING, ENDED = 3, 4.0, 240

BEGIN = """
from datetime import timedelta
from beside.access.actor import Actor, acting, role
from beside.rights import Role
from beside.access.calendar import now, today
from beside.access.models import Account
from beside.enrichment.actions import seasons
from beside.enrichment.models import Season
from beside.home.benches.school import LEAD
from beside.schools.models import School
with acting(Actor(None, today()), door="sign-in"), role(Role.APP):
    lead = Actor(Account.objects.get(username=LEAD).pk, today())
with acting(lead), role(Role.APP):
    season = seasons.plan(by=lead, school=School.objects.get(), name="Kill", mix=3,
        days=(today(), today() + timedelta(days=30)), year_groups=["9"], closes_at=now())
    for n in range(10):
        said = {"title": f"Challenge {n}", "teams": 8, "least": 4, "most": 6}
        seasons.offer(by=lead, season=season, said=said)
    Season.objects.filter(pk=season.pk).update(opens_at=now() - timedelta(days=2),
        closes_at=now() - timedelta(days=1))
    season.refresh_from_db()
    run = seasons.make_teams(by=lead, season=season, now=now())
    print(run.pk)
"""
HOW = """
import json
from beside.access.actor import NOBODY, acting, role
from beside.rights import Role
from beside.placement.models import Run
with acting(NOBODY), role(Role.PLACER):
    run = Run.objects.get(pk="{run}")
    print(json.dumps([run.status, run.objective, len(run.allocation), len(run.steps)]))
"""


def _how(running: Running, run: str) -> list:
    return json.loads(running.inside(HOW.format(run=run)))


@pytest.mark.assurance
def test_a_worker_killed_while_it_makes_teams_makes_them_in_the_end():
    with serving(1150) as (running, _survey):
        run = running.inside(BEGIN).strip()
        for _ in range(KILLS):
            until(lambda: _how(running, run)[0] == "running", 120, "a run that goes on")
            time.sleep(WORKING)
            assert _how(running, run)[0] == "running", "it was over before it was killed"
            until(lambda: running.kill_next("worker"), 60, "a worker to kill")
        until(lambda: _how(running, run)[0] not in ("waiting", "running"), ENDED, "the end")
        status, objective, placed, steps = _how(running, run)
        again = running.inside(BEGIN.replace('"Kill"', '"Calm"')).strip()
        until(lambda: _how(running, again)[0] not in ("waiting", "running"), ENDED, "the other")
        calm = _how(running, again)
    print(f"\nkilled {KILLS} times: {status}, {placed} placed at {objective}, {steps} steps")
    assert placed > 200 and [status, objective, placed] == calm[:3]
