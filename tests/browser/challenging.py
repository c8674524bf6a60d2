"""Challenges in the served school: a season planned, one in which pupils choose, one with teams.

Run as `python -m tests.browser.challenging` by the owner of the database that BESIDE_DATA names,
with the names by which an organiser and a helper sign in, and the id of a pupil; prints the ids
that addresses need, as JSON. The teams are made by the worker of the Beside that runs.
"""

import json
import os
import sys
import uuid
from datetime import timedelta

import django

os.environ["BESIDE_PROCESS"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "beside.server.settings"
django.setup()

from beside.access.actor import Actor, acting, role  # noqa: E402
from beside.access.calendar import now, today  # noqa: E402
from beside.enrichment.actions import pupils, seasons  # noqa: E402
from beside.enrichment.models import Member, Season  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.schools.models import School  # noqa: E402
from tests.browser.choosing import actor, worked_out  # noqa: E402

TITLES = ("Cycling", "Conjuring")
TEAMS = {"teams": 40, "least": 2, "most": 4}


def main(organiser: str, helper: str, pupil: str) -> dict[str, str]:
    """The three seasons; gives their ids, and those of the pupil's team and its challenge."""
    lead, adult, one = actor(organiser), actor(helper), actor_of(pupil)
    with acting(lead), role(Role.APP):
        planned, choosing, formed = (_plan(lead, adult, days) for days in (60, 40, 20))
        for each in (choosing, formed):
            seasons.open_choosing(by=lead, season=each, now=now())
            each.refresh_from_db()
    for each in (choosing, formed):
        _rank(one, each)
    run = _form(lead, formed)
    with acting(one), role(Role.APP):
        mine = Member.objects.visible_to(one).get(season=formed, ended_at=None)
    ids = {
        "season_planned": planned.pk,
        "season_choosing": choosing.pk,
        "season_formed": formed.pk,
        "challenge": choosing.challenges.all()[0].pk,
        "teams_run": run,
        "team": mine.team_id,
    }
    return {name: str(pk) for name, pk in ids.items()}


def actor_of(person: str) -> Actor:
    return Actor(uuid.UUID(person), today())


def _plan(lead: Actor, helper: Actor, days: int) -> Season:
    first = lead.today + timedelta(days=days)
    season = seasons.plan(
        by=lead,
        school=School.objects.get(),
        name=f"From {first:%-d %B}",
        days=(first, first + timedelta(days=30)),
        year_groups=["9"],
        mix=3,
        closes_at=now() + timedelta(days=1),
    )
    for title in TITLES:
        said = {"title": title, "words": "Plan it, do it, show it.", "location": "The hall"}
        seasons.offer(by=lead, season=season, said=said | TEAMS | {"helper_id": helper.subject_id})
    return season


def _rank(pupil: Actor, season: Season) -> None:
    with acting(pupil), role(Role.APP):
        wanted = season.challenges.all()[0]
        pupils.rank(by=pupil, season=season, do="add", challenge=wanted.pk, now=now())


def _form(lead: Actor, season: Season) -> uuid.UUID:
    """Close choosing, have the worker make teams, and publish them; gives the run."""
    with acting(lead), role(Role.APP):
        seasons.choose_until(by=lead, season=season, closes_at=now())
        season.refresh_from_db()
        asked = seasons.make_teams(by=lead, season=season, now=now())
    run = worked_out(lead, asked.pk)
    with acting(lead), role(Role.APP):
        seasons.publish(by=lead, season=season, run=run, seen="", now=now())
    return asked.pk


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
