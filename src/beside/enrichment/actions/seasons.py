"""A season: its catalogue, who is kept apart, choosing, and making and publishing teams."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from procrastinate.contrib.django import app

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.enrichment import rules
from beside.enrichment.models import Apart, Challenge, Member, Season, Team, TeamPage
from beside.enrichment.queries import seasons
from beside.placement import actions as placement
from beside.placement import rules as placing
from beside.placement.models import Run
from beside.schools.models import School

SECONDS = 60.0


@action
def plan(
    *,
    by: Actor,
    school: School,
    name: str,
    days: tuple[date, date],
    year_groups: Sequence[str],
    mix: int,
    closes_at: datetime,
) -> Season:
    """A season without a challenge yet."""
    del by
    return Season.objects.create(
        school=school,
        name=name,
        first_day=days[0],
        last_day=days[1],
        year_groups=list(year_groups),
        mix=mix,
        closes_at=closes_at,
    )


@action
def offer(*, by: Actor, season: Season, said: Mapping[str, Any]) -> Challenge:
    """Add a challenge to the catalogue; `said` are its fields."""
    del by
    return Challenge.objects.create(season=season, **said)


@action
def change(*, by: Actor, challenge: Challenge, said: Mapping[str, Any]) -> None:
    """Change a challenge; a helper who changes changes on the pages of its teams too."""
    del by
    Challenge.objects.filter(pk=challenge.pk).update(**said)
    helper = said.get("helper_id")
    Member.objects.filter(team__challenge=challenge, ended_at=None).update(helper=helper)
    TeamPage.objects.filter(team__challenge=challenge).update(helper=helper)


@action
def keep_apart(
    *, by: Actor, season: Season, pair: tuple[uuid.UUID, uuid.UUID], now: datetime
) -> None:
    """These two are not put in one team; pressed twice it is kept once."""
    del now
    one, other = sorted(pair)
    row = Apart(
        school_id=season.school_id,
        season=season,
        pupil_id=one,
        other_id=other,
        by_id=by.subject_id,
    )
    Apart.objects.bulk_create([row], ignore_conflicts=True)


@action
def no_longer_apart(*, by: Actor, apart: Apart, now: datetime) -> None:
    """They may be in one team again."""
    Apart.objects.visible_to(by).filter(pk=apart.pk, ended_at=None).update(ended_at=now)


@action
def open_choosing(*, by: Actor, season: Season, now: datetime) -> None:
    """From now on pupils rank challenges; pressed twice it is opened once."""
    places = sum(each.teams * each.most for each in season.challenges.all())
    rules.check_ready(places=places, pupils=seasons.pupils_of(by, season).count())
    Season.objects.filter(pk=season.pk, opens_at=None).update(opens_at=now)


@action
def choose_until(*, by: Actor, season: Season, closes_at: datetime) -> None:
    """Give more time to choose, or less."""
    del by
    Season.objects.filter(pk=season.pk, published=None).update(closes_at=closes_at)


@action
def make_teams(*, by: Actor, season: Season, now: datetime) -> Run:
    """Have the engine make teams; whoever was put somewhere by hand stays there."""
    rules.check_closed(seasons.standing(season, now))
    return placement.ask(
        by=by,
        school=season.school,
        problem="teams",
        about=season.pk,
        year_groups=season.year_groups,
        instance="",
        limit=SECONDS,
        now=now,
    )


@action
def publish(*, by: Actor, season: Season, run: Run, seen: str, now: datetime) -> None:
    """Make the teams of a run stand; `seen` is what stood when the page was loaded.

    Teams that stood before end with what is on their pages. The worker then writes for every pupil
    why their team is as it is.
    """
    held = Season.objects.select_for_update().get(pk=season.pk)
    placement.check_current(published=held.published_id, seen=seen)
    placing.check_found(is_found=run.about == season.pk and run.status in Run.FOUND)
    rules.check_no_block(has_block=seasons.has_block(by, _together(season, run.allocation)))
    _end_teams(by, season, now)
    _form(by, season, run.allocation, now)
    held.published, held.published_at = run, now
    held.save(update_fields=["published", "published_at"])
    app.configure_task("enrichment.say_why").defer(run_id=str(run.pk))


def _together(season: Season, allocation: Mapping[str, str]) -> list[set[uuid.UUID]]:
    """Who would be in each team, its helper with them."""
    helpers = dict(season.challenges.values_list("pk", "helper_id"))
    found: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for pupil, team in allocation.items():
        helper = helpers[uuid.UUID(team.split()[0])]
        found[team] |= {uuid.UUID(pupil)} | ({helper} if helper else set())
    return list(found.values())


def _end_teams(by: Actor, season: Season, now: datetime) -> None:
    standing = Member.objects.visible_to(by).filter(season=season, ended_at=None)
    standing.update(ended_at=now)
    Team.objects.filter(challenge__season=season, ended_at=None).update(ended_at=now)


def _form(by: Actor, season: Season, allocation: Mapping[str, str], now: datetime) -> None:
    here = set(seasons.pupils_of(by, season).values_list("person_id", flat=True))
    pinned = seasons.pinned(by, season)
    members: defaultdict[str, list[uuid.UUID]] = defaultdict(list)
    for pupil, key in allocation.items():
        if uuid.UUID(pupil) in here:
            members[key].append(uuid.UUID(pupil))
    challenges = {str(each.pk): each for each in season.challenges.all()}
    for key, pupils in sorted(members.items()):
        challenge, number = key.split()
        _team(season, challenges[challenge], int(number), sorted(pupils), pinned, now)


def _team(
    season: Season,
    challenge: Challenge,
    number: int,
    pupils: list[uuid.UUID],
    pinned: set[uuid.UUID],
    now: datetime,
) -> None:
    team = Team.objects.create(challenge=challenge, number=number)
    Member.objects.bulk_create(
        Member(
            school_id=season.school_id,
            season=season,
            team=team,
            pupil_id=pupil,
            helper_id=challenge.helper_id,
            is_pinned=pupil in pinned,
            since=now,
        )
        for pupil in pupils
    )
    page = TeamPage(team=team, pupils=pupils, helper_id=challenge.helper_id)
    TeamPage.objects.bulk_create([page])


@action
def move(*, by: Actor, member: Member, team: Team, now: datetime) -> None:
    """Put a pupil in another team of the season by hand; there they stay when teams are made anew.

    What rules that breaks is shown, and up to whoever moves. The former membership is kept.
    """
    held = Member.objects.visible_to(by).select_for_update(of=("self",)).get(pk=member.pk)
    if held.team_id == team.pk or held.ended_at:
        return
    if team.challenge.season_id != held.season_id or team.ended_at:
        raise rules.NotThere("This team is not there any more. Look at the teams again.")
    there = Member.objects.visible_to(by).filter(team=team, ended_at=None)
    people = {held.pupil_id, *there.values_list("pupil_id", flat=True), team.challenge.helper_id}
    rules.check_may_join(has_block=seasons.has_block(by, [people - {None}]))
    held.ended_at = now
    held.save(update_fields=["ended_at"])
    Member.objects.bulk_create(
        [
            Member(
                school_id=held.school_id,
                season_id=held.season_id,
                team=team,
                pupil_id=held.pupil_id,
                helper_id=team.challenge.helper_id,
                is_pinned=True,
                since=now,
            )
        ]
    )
    for each in (held.team_id, team.pk):
        _list_pupils(by, each)


def _list_pupils(by: Actor, team: uuid.UUID) -> None:
    pupils = Member.objects.visible_to(by).filter(team=team, ended_at=None)
    listed = sorted(pupils.values_list("pupil_id", flat=True))
    TeamPage.objects.visible_to(by).filter(team=team).update(pupils=listed)
