"""Who is close to whom, before anybody is asked: what the answers of every survey grow from.

Adults are near to pupils they tutor, lead in a club or teach; pupils find each other in tutor
groups, sets, clubs and former primary schools, more often when they are alike (homophily), and
some are liked by many.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from .size import YEARS
from .world import Pupil, World, draw

TUTOR, CLUB, HEAD_OF_YEAR, HOUSE, SET, STAFF_ROOM = 5.0, 4.0, 1.2, 0.5, 1.0, 0.2
CLASSMATE, SET_MATE, CLUB_MATE, OLD_FRIEND = 4.0, 0.7, 3.0, 4.0
SAME_SEX, SAME_CULTURE = 1.9, 1.5
MOST_FRIENDS = 9
LASTING = 0.66
KEPT_APART = 0.97


@dataclass(frozen=True, slots=True)
class Bond:
    """Two pupils who are close; `surveys` are those (0, 1) at which they were."""

    one: str
    other: str
    strength: float
    surveys: tuple[int, ...]


def near_adults(world: World, pupil: Pupil) -> dict[str, float]:
    """The adults a pupil meets, each with how near they are, their warmth counted in.

    A member of staff who is their parent is not one of them.
    """
    found: dict[str, float] = defaultdict(float)
    groups = [(pupil.tutor_group, TUTOR), (pupil.house, HOUSE)]
    groups += [(club, CLUB) for club in pupil.clubs] + [(group, SET) for group in pupil.sets]
    for group, weight in groups:
        for leader in world.leaders[group]:
            found[leader] += weight
    for adult in world.adults.values():
        if adult.kind == "head_of_year" and adult.year == pupil.year:
            found[adult.id] += HEAD_OF_YEAR
        elif adult.title in ("Librarian", "Learning mentor"):
            found[adult.id] += STAFF_ROOM
    return {id: w * world.adults[id].warm for id, w in found.items() if id not in pupil.carers}


def friendships(world: World) -> list[Bond]:
    """Bonds between pupils of Willow Lane, at one survey or both."""
    rng = world.random("friendships")
    shared = _members(world)
    found: dict[tuple[str, str], Bond] = {}
    for pupil in world.secondary:
        weights = _near_pupils(world, pupil, shared)
        for other in draw(rng, weights, _how_many(pupil, rng)):
            pair = (min(pupil.id, other), max(pupil.id, other))
            found.setdefault(pair, Bond(*pair, rng.random(), _when(rng)))
    return list(found.values())


def _how_many(pupil: Pupil, rng: Random) -> int:
    if pupil.quiet > KEPT_APART:
        return 0
    return max(0, min(MOST_FRIENDS, round(rng.gauss(7.6 - 5 * pupil.quiet, 1))))


def _when(rng: Random) -> tuple[int, ...]:
    if rng.random() < LASTING:
        return (0, 1)
    return (rng.randrange(2),)


def _members(world: World) -> dict[str, list[Pupil]]:
    found: dict[str, list[Pupil]] = defaultdict(list)
    for pupil in world.secondary:
        for group in (pupil.tutor_group, *pupil.sets, *pupil.clubs, _former(pupil)):
            found[group].append(pupil)
    return found


def _former(pupil: Pupil) -> str:
    return f"{pupil.year}:{pupil.previous}"


def _near_pupils(world: World, pupil: Pupil, shared: dict[str, list[Pupil]]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    groups = [(pupil.tutor_group, CLASSMATE), (_former(pupil), OLD_FRIEND)]
    groups += [(club, CLUB_MATE) for club in pupil.clubs]
    groups += [(group, SET_MATE) for group in pupil.sets]
    for group, weight in groups:
        for other in shared[group]:
            found[other.id] += weight
    found.pop(pupil.id)
    return {id: weight * _alike(pupil, world.pupils[id]) for id, weight in found.items()}


def _alike(pupil: Pupil, other: Pupil) -> float:
    likeness = other.liked * (1.15 - other.quiet)
    likeness *= SAME_SEX if pupil.girl == other.girl else 1
    likeness *= SAME_CULTURE if pupil.culture == other.culture else 1
    years = abs(YEARS.index(pupil.year) - YEARS.index(other.year))
    return max(0.0, likeness) * 0.4**years


def by_pupil(bonds: Iterable[Bond], survey: int) -> dict[str, list[tuple[str, float]]]:
    """For each pupil those they were close to at a survey, closest first."""
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for bond in bonds:
        if survey in bond.surveys:
            found[bond.one].append((bond.other, bond.strength))
            found[bond.other].append((bond.one, bond.strength))
    return {id: sorted(near, key=lambda each: -each[1]) for id, near in found.items()}
