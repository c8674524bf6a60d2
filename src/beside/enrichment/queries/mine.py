"""What is a pupil's own of challenges: list, companions, teams, and what they wrote."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from beside.access.actor import Actor
from beside.enrichment import companions
from beside.enrichment.models import (
    Company,
    Member,
    Ranking,
    Reflection,
    Season,
    Team,
    TeamPage,
)


def wishes(actor: Actor, season: Season) -> list[str]:
    """The keys of the challenges on the pupil's list, dearest first."""
    mine = Ranking.objects.visible_to(actor).filter(season=season, pupil=actor.subject_id)
    return next(iter(mine.values_list("wishes", flat=True)), [])


def named(actor: Actor, season: Season) -> list[companions.Companion]:
    """With whom the pupil would like to be."""
    mine = Company.objects.visible_to(actor).filter(season=season, pupil=actor.subject_id)
    keys = next(iter(mine.values_list("named", flat=True)), [])
    names = companions.names(season.pk, keys)
    return [names[key] for key in keys if key in names]


@dataclass(frozen=True)
class Mine:
    """A team of the pupil, who is in it, and why."""

    team: Team
    members: list[companions.Companion]
    reasons: list[str]


def my_teams(actor: Actor, seasons: Iterable[Season]) -> list[Mine]:
    """The pupil's teams in these seasons that stand."""
    rows = Member.objects.visible_to(actor).filter(
        season__in=[each.pk for each in seasons], pupil=actor.subject_id, ended_at=None
    )
    found = rows.select_related("team__challenge__season").order_by("-since")
    return [
        Mine(each.team, companions.team(each.team_id), reasons(actor, each.team.challenge.season))
        for each in found
    ]


def teams_since(actor: Actor) -> list[tuple[Team, date]]:
    """The teams of the pupil who asks that were not ended, the latest first, and since when."""
    mine = Member.objects.visible_to(actor).filter(pupil=actor.subject_id, ended_at=None)
    rows = mine.select_related("team__challenge").order_by("-since")
    return [(each.team, localdate(each.since)) for each in rows]


def reasons(actor: Actor, season: Season) -> list[str]:
    """Why the pupil's team is as it is, in sentences."""
    mine = Company.objects.visible_to(actor).filter(season=season, pupil=actor.subject_id)
    said = next(iter(mine.values_list("reasons", flat=True)), [])
    titles = {str(each.pk): each.title for each in season.challenges.all()}
    people = {uuid.UUID(each["values"]["friend"]) for each in said if "friend" in each["values"]}
    titles |= {str(pk): each.name for pk, each in companions.names(season.pk, people).items()}
    return [
        _(each["words"]).format_map({k: titles.get(v, v) for k, v in each["values"].items()})
        for each in said
    ]


def page_of(actor: Actor, team: Team) -> TeamPage | None:
    """The page of a team, for its members, its helper and who makes teams."""
    return TeamPage.objects.visible_to(actor).filter(team=team).first()


def reflections(actor: Actor, team: Team) -> list[Reflection]:
    """What the pupil wrote down for themselves, the latest first."""
    mine = Reflection.objects.visible_to(actor).filter(team=team, pupil=actor.subject_id)
    return list(mine.order_by("-at"))


def helped_by(actor: Actor) -> list[Team]:
    """The teams that an adult helps."""
    pages = TeamPage.objects.visible_to(actor).filter(helper=actor.subject_id, team__ended_at=None)
    return [each.team for each in pages.select_related("team__challenge__season")]
