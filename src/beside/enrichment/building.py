"""A season as the engine reads it, built by the worker: so nobody else reads who named whom."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set

from beside.access.models import in_force
from beside.engine.teams import instance as e
from beside.enrichment.models import Apart, Challenge, Company, Member, Ranking, Season
from beside.placement.companions import kept_apart
from beside.placement.models import Run
from beside.schools.models import Enrolment

TUTOR_GROUP = "tutor group"
FAR = 999


def build(run: Run) -> str:
    """The instance of a run about a season, as JSON; call it as the placer."""
    season = Season.objects.get(pk=run.about)
    enrolled = Enrolment.objects.filter(in_force(run.asked_at.date()), school=season.school_id)
    if season.year_groups:
        enrolled = enrolled.filter(year_group__in=season.year_groups)
    groups = {
        str(pk): str(group or "") for pk, group in enrolled.values_list("person", "tutor_group")
    }
    wishes = _wishes(season, groups)
    teams = _teams(list(season.challenges.all()), wishes, len(groups))
    helpers = {str(each.pk): str(each.helper_id) for each in season.challenges.all()}
    blocked = kept_apart([*groups, *(set(helpers.values()) - {"None"})])
    elsewhere = _elsewhere(groups, teams, wishes, helpers, blocked)
    pinned = _pinned(season, {team.key for team in teams}) | elsewhere
    pupils = tuple(
        e.Pupil(key, (group,), pinned.get(key, "")) for key, group in sorted(groups.items())
    )
    return e.Instance(
        (e.Trait(TUTOR_GROUP, mix=season.mix),),
        pupils,
        teams,
        wishes,
        _friends(season, groups.keys(), blocked),
        _apart(season, groups.keys(), blocked),
    ).to_json()


def _wishes(season: Season, pupils: dict[str, str]) -> tuple[e.Wish, ...]:
    there = {str(pk) for pk in season.challenges.values_list("pk", flat=True)}
    rows = Ranking.objects.filter(season=season).values_list("pupil", "wishes")
    return tuple(
        e.Wish(str(pupil), challenge, rank)
        for pupil, wishes in rows
        if str(pupil) in pupils
        for rank, challenge in enumerate([w for w in wishes if w in there], 1)
    )


def _teams(
    challenges: list[Challenge], wishes: tuple[e.Wish, ...], pupils: int
) -> tuple[e.Team, ...]:
    """As many teams as there are pupils for, each where most first wishes are still unmet."""
    first = Counter(each.challenge for each in wishes if each.rank == 1)
    made: list[e.Team] = []
    held: Counter[str] = Counter()
    while sum(each.most for each in made) < pupils:
        open_ = [each for each in challenges if held[str(each.pk)] < each.teams]
        if not open_:
            break
        wanted = max(open_, key=lambda c: (first[str(c.pk)] - c.most * held[str(c.pk)], c.title))
        key = str(wanted.pk)
        held[key] += 1
        made.append(e.Team(f"{key} {held[key]}", key, wanted.least, wanted.most))
    return tuple(made)


def _pinned(season: Season, teams: set[str]) -> dict[str, str]:
    """Whom somebody has put in a team by hand, where that team is formed again."""
    rows = Member.objects.filter(season=season, ended_at=None, is_pinned=True)
    keys = {
        str(pupil): f"{challenge} {number}"
        for pupil, challenge, number in rows.values_list("pupil", "team__challenge", "team__number")
    }
    return {pupil: team for pupil, team in keys.items() if team in teams}


def _elsewhere(
    pupils: Iterable[str],
    teams: tuple[e.Team, ...],
    wishes: tuple[e.Wish, ...],
    helpers: Mapping[str, str],
    blocked: set[frozenset[str]],
) -> dict[str, str]:
    """A team for each who is kept apart from some helper: by their list, with another helper."""
    ranks = {(each.pupil, each.challenge): each.rank for each in wishes}
    found = {}
    for pupil in pupils:
        free = [each for each in teams if {pupil, helpers[each.challenge]} not in blocked]
        if len(free) < len(teams) and free:
            dearest = min(free, key=lambda each: ranks.get((pupil, each.challenge), FAR))
            found[pupil] = dearest.key
    return found


def _friends(
    season: Season, pupils: Set[str], blocked: set[frozenset[str]]
) -> tuple[e.Friend, ...]:
    rows = Company.objects.filter(season=season).values_list("pupil", "named")
    pairs = ((str(pupil), str(each)) for pupil, named in rows for each in named if each != pupil)
    return tuple(e.Friend(*pair) for pair in pairs if {*pair} <= pupils and {*pair} not in blocked)


def _apart(season: Season, pupils: Set[str], blocked: set[frozenset[str]]) -> tuple[e.Apart, ...]:
    """Whom staff keep in different teams, and between whom there is a block."""
    rows = Apart.objects.filter(season=season, ended_at=None).values_list("pupil", "other")
    kept = {frozenset((str(a), str(b))) for a, b in rows}
    pairs = (sorted(pair) for pair in kept | blocked if pair <= pupils)
    return tuple(e.Apart(a, b) for a, b in sorted(pairs))
