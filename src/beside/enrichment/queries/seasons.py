"""Seasons: their catalogue, who has chosen, their teams, and which rules teams break."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Set
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from beside.access.actor import Actor
from beside.access.reach import blocks
from beside.enrichment import companions, rules
from beside.enrichment.models import Apart, Challenge, Member, Ranking, Season, Team
from beside.schools import queries as schools
from beside.schools.models import Enrolment, School


def seasons_of(school: School) -> QuerySet[Season]:
    """The seasons of a school, the latest first."""
    return Season.objects.filter(school=school).order_by("-first_day", "-pk")


def standing(season: Season, now: datetime) -> str:
    """Where a season is: planned, open, closed or published."""
    return rules.stands(
        opens_at=season.opens_at,
        closes_at=season.closes_at,
        published=season.published_id is not None,
        now=now,
    )


def pupils_of(actor: Actor, season: Season) -> QuerySet[Enrolment]:
    """The pupils for whom a season is, on roll today, as far as the actor may see."""
    return schools.pupils_of(actor, season.school, season.year_groups)


@dataclass(frozen=True)
class Offered:
    """A challenge of the catalogue, its helper by name, and how many would like it."""

    challenge: Challenge
    helper: str
    first: int = 0
    asked: int = 0


def catalogue(
    season: Season, names: dict[uuid.UUID, str], *, counted: bool = False
) -> list[Offered]:
    """The challenges of a season by title; counted for who makes teams."""
    asked = companions.asked(season.pk) if counted else {}
    return [
        Offered(each, names.get(each.helper_id, ""), *asked.get(str(each.pk), (0, 0)))
        for each in season.challenges.all()
    ]


def have_chosen(actor: Actor, season: Season) -> set[uuid.UUID]:
    """The pupils with something on their list, as far as the actor may see."""
    lists = Ranking.objects.visible_to(actor).filter(season=season).exclude(wishes=[])
    return set(lists.values_list("pupil_id", flat=True))


@dataclass(frozen=True)
class Kept:
    """Two pupils who are kept apart, by name."""

    apart: Apart
    one: str
    other: str


def kept_apart(actor: Actor, season: Season) -> list[Kept]:
    """Whom staff keep in different teams."""
    rows = list(Apart.objects.visible_to(actor).filter(season=season, ended_at=None))
    names = schools.names_of(actor, [pk for each in rows for pk in (each.pupil_id, each.other_id)])
    return [
        Kept(each, names[each.pupil_id].name, names[each.other_id].name)
        for each in rows
        if each.pupil_id in names and each.other_id in names
    ]


def pinned(actor: Actor, season: Season) -> set[uuid.UUID]:
    """Whom somebody has put in a team by hand, in the teams that stand or stood last."""
    rows = Member.objects.visible_to(actor).filter(season=season, is_pinned=True)
    return set(rows.values_list("pupil_id", flat=True))


def has_block(actor: Actor, together: Collection[Set[uuid.UUID]]) -> bool:
    """Whether a block stands between two who would be in a team, its helper with them."""
    found = blocks({each for people in together for each in people})
    return any({*pair} <= people for pair in found for people in together)


@dataclass(frozen=True)
class Formed:
    """A team with its members by name, and which rules it breaks, in sentences."""

    team: Team
    members: list[tuple[Member, schools.OnRoll]]
    broken: list[str]


def teams(actor: Actor, season: Season) -> list[Formed]:
    """The teams of a season as they stand, each checked against the rules that staff may see."""
    rows = Member.objects.visible_to(actor).filter(season=season, ended_at=None)
    enrolled = {each.pk: each for each in schools.on_roll(pupils_of(actor, season))}
    of_team: defaultdict[uuid.UUID, list[tuple[Member, schools.OnRoll]]] = defaultdict(list)
    for each in rows:
        if each.pupil_id in enrolled:
            of_team[each.team_id].append((each, enrolled[each.pupil_id]))
    standing_teams = Team.objects.filter(challenge__season=season, ended_at=None)
    helpers = set(season.challenges.values_list("helper_id", flat=True)) - {None}
    apart = {(k.apart.pupil_id, k.apart.other_id) for k in kept_apart(actor, season)}
    apart |= blocks([*enrolled, *helpers])
    return [
        Formed(
            team,
            sorted(of_team[team.pk], key=lambda pair: pair[1].family_name),
            list(_broken(team, {pupil.pk for _m, pupil in of_team[team.pk]}, apart)),
        )
        for team in standing_teams.select_related("challenge")
    ]


def _broken(team: Team, pupils: set[uuid.UUID], apart: set[tuple[uuid.UUID, uuid.UUID]]):
    challenge = team.challenge
    there = pupils | {challenge.helper_id}
    if len(pupils) < challenge.least:
        yield f"{challenge.least - len(pupils)} too few."
    if len(pupils) > challenge.most:
        yield f"{len(pupils) - challenge.most} too many."
    if any(one in there and other in there for one, other in apart):
        yield "Two are here who are to be kept apart."
