"""What a pupil does: ranks challenges, names companions, writes on the page of their team."""

import uuid
from datetime import datetime
from typing import Any

from django.http import Http404

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.enrichment import companions, rules
from beside.enrichment.models import Company, Ranking, Reflection, Season, Team, TeamPage
from beside.enrichment.queries import seasons
from beside.placement import rules as placing


@action
def rank(*, by: Actor, season: Season, do: str, challenge: uuid.UUID, now: datetime) -> None:
    """One press on the pupil's list, kept at once."""
    rules.check_open(seasons.standing(season, now))
    if not season.challenges.filter(pk=challenge).exists():
        raise rules.NotThere("This challenge is not offered any more.")
    row = Ranking(
        id=uuid.uuid5(season.pk, str(by.subject_id)),
        school_id=season.school_id,
        season=season,
        pupil_id=by.subject_id,
        at=now,
    )
    Ranking.objects.bulk_create([row], ignore_conflicts=True)
    held = Ranking.objects.visible_to(by).select_for_update(of=("self",)).get(pk=row.pk)
    held.wishes, held.at = rules.changed(held.wishes, do, str(challenge)), now
    held.save(update_fields=["wishes", "at"])


@action
def name_companion(
    *, by: Actor, season: Season, companion: uuid.UUID, named: bool, now: datetime
) -> None:
    """The pupil would like this one in their team, or no longer; nobody else reads it."""
    rules.check_open(seasons.standing(season, now))
    key = uuid.uuid5(season.pk, f"company {by.subject_id}")
    row = Company(id=key, school_id=season.school_id, season=season, pupil_id=by.subject_id)
    Company.objects.bulk_create([row], ignore_conflicts=True)
    held = Company.objects.visible_to(by).select_for_update(of=("self",)).get(pk=key)
    there = companions.names(season.pk, [*held.named, companion])
    held.named = placing.named(held.named, companion, wanted=named, there=there)
    held.save(update_fields=["named"])


@action
def write(*, by: Actor, team: Team, kind: str, line: dict[str, Any]) -> None:
    """Add a line to a list of the team's page: a task, a meeting, or help that is asked for."""
    page = _page(by, team)
    lines = getattr(page, kind)
    if any(each["id"] == line["id"] for each in lines):
        return
    rules.check_lines(len(lines))
    setattr(page, kind, [*lines, line | {"by": str(by.subject_id)}])
    page.save(update_fields=[kind])


@action
def tick(*, by: Actor, team: Team, kind: str, line: str, changes: dict[str, Any]) -> None:
    """Change a line of the team's page: done, whose it is, the answer to what was asked."""
    page = _page(by, team)
    lines = getattr(page, kind)
    setattr(page, kind, [each | changes if each["id"] == line else each for each in lines])
    page.save(update_fields=[kind])


@action
def set_page(*, by: Actor, team: Team, said: dict[str, str]) -> None:
    """Where the team is, what it wants, and how it will show it."""
    page = _page(by, team)
    for name, value in said.items():
        setattr(page, name, value)
    page.save(update_fields=list(said))


def _page(by: Actor, team: Team) -> TeamPage:
    """The page of a team of mine, held until it is written."""
    found = TeamPage.objects.visible_to(by).select_for_update(of=("self",)).filter(team=team)
    page = found.first()
    if page is None:
        raise Http404
    return page


@action
def reflect(
    *, by: Actor, season: Season, team: Team, stage: str, words: str, now: datetime
) -> None:
    """The pupil writes down what they think; nobody else reads it."""
    Reflection.objects.create(
        school_id=season.school_id,
        team=team,
        pupil_id=by.subject_id,
        stage=stage,
        words=words,
        at=now,
    )
