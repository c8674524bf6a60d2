"""Challenges of year 9: a season in which pupils choose, and one whose teams have begun."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from beside.access.actor import Actor, role, tell_database
from beside.enrichment import jobs as own
from beside.enrichment.actions import pupils, seasons
from beside.enrichment.models import Company, Member, Ranking, Season, Team
from beside.enrichment.queries import seasons as queries
from beside.home.demo.made_up import MadeUp
from beside.placement import jobs
from beside.placement.models import Run
from beside.rights import Role
from beside.schools.models import School

YEAR, RANKED, STILL_EMPTY, SECONDS = "9", 4, 0.3, 3.0
# Title, what a team does, where, what it costs, what to take care of, teams, least and most pupils,
# how much it is liked, and who helps.
CATALOGUE = (
    ("Coast to coast", "Plan the route, ride it in three days, tell us how.", "On the road",
     "40 pounds, or ask us", "Two leaders with first aid, helmets, a van behind.", 8, 4, 6, 6, ""),
    ("Stage a musical", "Choose it, rehearse it, play it twice.", "The hall", "Nothing",
     "Lights and ladders only with Mr Javed.", 8, 5, 6, 5, ""),
    ("Harvest and cook", "Grow it at the allotment, cook it for forty guests.", "Allotment",
     "Nothing", "Knives and stoves with an adult.", 8, 4, 6, 4, "marsh"),
    ("Tea at Elm House", "Visit the care home weekly, and make a book of stories.", "Elm House",
     "Nothing", "Never alone with a resident.", 8, 4, 5, 2, "okafor"),
    ("Conjuring", "Learn ten tricks, and surprise the little ones at Mill Lane.", "Drama 1",
     "5 pounds", "", 8, 4, 5, 3, ""),
    ("Robot race", "Build it from scrap, race it against the others.", "Lab 2", "Nothing",
     "Soldering with goggles.", 8, 4, 5, 4, "patel"),
)  # fmt: skip
FIELDS = ("title", "words", "location", "cost", "risk", "teams", "least", "most")


def challenge(by: Actor, school: School, ids: Mapping[str, uuid.UUID], made_up: MadeUp) -> None:
    """Plan both seasons as the head of year 9 does, and have the engine make the first teams."""
    zone, today = ZoneInfo(school.time_zone), made_up.today
    chance = Random(f"{made_up.seed} challenges")  # noqa: S311
    with role(Role.APP):
        begun = _plan(by, school, ids, "Autumn challenges", today - timedelta(days=9), zone)
        _choose(by, begun, chance, _at(today - timedelta(days=30), zone), empty=0.05)
        _make(by, begun, _at(today - timedelta(days=10), zone))
        _begin(begun, ids["amina"], made_up.today)
        then = _plan(by, school, ids, "Summer challenges", today + timedelta(days=30), zone)
        _choose(by, then, chance, _at(today - timedelta(days=1), zone), empty=STILL_EMPTY)
    tell_database(by)


def _at(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(9), tzinfo=zone)


def _plan(
    by: Actor,
    school: School,
    ids: Mapping[str, uuid.UUID],
    name: str,
    first: date,
    zone: ZoneInfo,
) -> Season:
    season = seasons.plan(
        by=by,
        school=school,
        name=name,
        days=(first, first + timedelta(days=39)),
        year_groups=[YEAR],
        mix=3,
        closes_at=_at(first - timedelta(days=4), zone),
    )
    for row in CATALOGUE:
        said = dict(zip(FIELDS, row, strict=False)) | {"helper_id": ids.get(row[-1])}
        seasons.offer(by=by, season=season, said=said)
    return season


def _choose(by: Actor, season: Season, chance: Random, at: datetime, *, empty: float) -> None:
    """Choosing opens, and most pupils have ranked challenges and named one or two companions."""
    seasons.open_choosing(by=by, season=season, now=at)
    liked = {row[0]: row[-2] for row in CATALOGUE}
    challenges = list(season.challenges.all())
    groups: dict[uuid.UUID, list[uuid.UUID]] = {}
    enrolled = list(queries.pupils_of(by, season).values_list("person_id", "tutor_group_id"))
    for pupil, group in enrolled:
        groups.setdefault(group, []).append(pupil)
    for pupil, group in enrolled:
        if chance.random() > empty:
            weights = [liked[each.title] for each in challenges]
            drawn = chance.choices(challenges, weights, k=2 * RANKED)
            wishes = list(dict.fromkeys(str(each.pk) for each in drawn))[:RANKED]
            others = [each for each in groups[group] if each != pupil]
            named = chance.sample(others, min(len(others), chance.randint(0, 2)))
            _list(season, pupil, wishes, named, at)


def _list(
    season: Season, pupil: uuid.UUID, wishes: list[str], named: list[uuid.UUID], at: datetime
) -> None:
    """What one pupil put down, by themselves."""
    tell_database(Actor(pupil, at.date()))
    common = {"school_id": season.school_id, "season": season, "pupil_id": pupil}
    own_list = uuid.uuid5(season.pk, str(pupil))
    Ranking.objects.bulk_create([Ranking(id=own_list, wishes=wishes, at=at, **common)])
    company = uuid.uuid5(season.pk, f"company {pupil}")
    Company.objects.bulk_create([Company(id=company, named=named, **common)])


def _make(by: Actor, season: Season, now: datetime) -> None:
    tell_database(by)
    season.refresh_from_db()
    asked = seasons.make_teams(by=by, season=season, now=now)
    Run.objects.visible_to(by).filter(pk=asked.pk).update(limit=SECONDS)
    jobs.solve(run_id=str(asked.pk))
    tell_database(by)
    run = Run.objects.visible_to(by).get(pk=asked.pk)
    seasons.publish(by=by, season=season, run=run, seen="", now=now)
    own.say_why(run_id=str(run.pk))
    tell_database(by)


def _begin(season: Season, pupil: uuid.UUID, today: date) -> None:
    """Amina's team has a goal, a first step and a question."""
    by = Actor(pupil, today)
    tell_database(by)
    mine = Member.objects.visible_to(by).get(season=season, pupil=pupil, ended_at=None)
    team = Team.objects.select_related("challenge__season").get(pk=mine.team_id)
    said = {"goal": "Everyone takes part, and we show it in December.", "stage": "start"}
    pupils.set_page(by=by, team=team, said=said)
    for kind, line in (
        ("tasks", {"words": "Ask who has done this before", "done": True}),
        ("tasks", {"words": "Make a list of what we need"}),
        ("meetings", {"when": "Tuesday, 13:00", "where": "Library", "words": "First plan"}),
        ("helps", {"words": "Where can we keep our things?"}),
    ):
        key = str(uuid.uuid5(team.pk, line["words"]))
        pupils.write(by=by, team=team, kind=kind, line=line | {"id": key})
