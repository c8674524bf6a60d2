"""What a run of teams came to: the teams, and figures with nobody in them."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass

from beside.access.actor import Actor
from beside.enrichment.models import Ranking, Season
from beside.enrichment.queries import seasons
from beside.placement.models import Run
from beside.schools import queries as schools


@dataclass(frozen=True)
class Proposed:
    """A team of a run: its challenge and number, and its pupils by name."""

    title: str
    pupils: list[schools.OnRoll]


def proposed(actor: Actor, run: Run, season: Season) -> list[Proposed]:
    """The teams of a run, with the pupils whom the actor may see."""
    enrolled = {each.pk: each for each in schools.on_roll(seasons.pupils_of(actor, season))}
    titles = {str(each.pk): each.title for each in season.challenges.all()}
    found: defaultdict[str, list[schools.OnRoll]] = defaultdict(list)
    for pupil, key in run.allocation.items():
        if uuid.UUID(pupil) in enrolled:
            challenge, number = key.split()
            found[f"{titles.get(challenge, '')} {number}"].append(enrolled[uuid.UUID(pupil)])
    return [
        Proposed(title, sorted(pupils, key=lambda each: each.family_name))
        for title, pupils in sorted(found.items())
    ]


@dataclass(frozen=True)
class Outcome:
    """Pupils in teams, those with a list, and places by their rank on it."""

    pupils: int
    choosers: int
    first: int
    by_rank: list[tuple[int, int]]


def outcome(actor: Actor, run: Run, season: Season) -> Outcome:
    """How many wishes a run meets; whom anybody named is not in it."""
    lists = dict(
        Ranking.objects.visible_to(actor).filter(season=season).values_list("pupil", "wishes")
    )
    ranks: Counter[int] = Counter()
    for pupil, key in run.allocation.items():
        wishes, challenge = lists.get(uuid.UUID(pupil), []), key.split()[0]
        if challenge in wishes:
            ranks[wishes.index(challenge) + 1] += 1
    choosers = sum(bool(wishes) for wishes in lists.values())
    return Outcome(len(run.allocation), choosers, ranks[1], sorted(ranks.items()))


def clashes(actor: Actor, run: Run, season: Season) -> list[str]:
    """The rules of a run that clash, with names in the place of keys."""
    titles = {str(each.pk): each.title for each in season.challenges.all()}
    people = [part for clash in run.clashes for part in clash["who"].split()]
    keys = [uuid.UUID(each) for each in people if len(each) == UUID_LETTERS]
    names = {str(pk): each.name for pk, each in schools.names_of(actor, keys).items()}
    words = titles | names
    return [
        f"{clash['sentence']} ({' '.join(words.get(w, w) for w in clash['who'].split())})"
        for clash in run.clashes
    ]


UUID_LETTERS = 36
