"""Where people meet: teaching groups, houses, clubs and teams of Willow Lane."""

from collections.abc import Iterator
from itertools import cycle
from random import Random

from . import cast
from .places import (
    CHOSEN_SUBJECTS,
    CLUBS,
    GROUP_SUBJECTS,
    HOUSES,
    SET_SUBJECTS,
    SUBJECTS,
    WILLOW_LANE,
    Club,
)
from .size import FULL, YEARS
from .world import Adult, Pupil, World, draw

CHOSEN = 2


def found_groups(world: World) -> None:
    """Teach every pupil, give them a house, and open the clubs."""
    _teach(world, world.random("teaching"))
    _houses(world, world.random("houses"))
    rng = world.random("clubs")
    for club in CLUBS:
        _open_club(world, club, rng)


def _teach(world: World, rng: Random) -> None:
    teachers = {subject: cycle(_teachers(world, subject)) for subject in SUBJECTS}
    for year in YEARS:
        pupils = world.year(year)
        for subject, code in SET_SUBJECTS.items():
            by_ease = sorted(pupils, key=lambda p: p.able + rng.gauss(0, 0.4))
            size = -(-len(pupils) // world.size.groups)
            sets = [by_ease[place : place + size] for place in range(0, len(pupils), size)]
            for number, members in enumerate(sets, start=1):
                name = f"{year}{code}{number}"
                _teaching_group(world, name, subject, year, next(teachers[subject]), members)
        for name, subject, members in _in_tutor_groups(world, year):
            _teaching_group(world, name, subject, year, next(teachers[subject]), members)


def _teachers(world: World, subject: str) -> list[str]:
    """Who teaches a subject all year; where nobody does, the deputy head steps in."""
    on = world.days.today
    found = [a.id for a in world.adults.values() if a.subject == subject and a.is_here(on)]
    return found or ["hughes"]


def _in_tutor_groups(world: World, year: str) -> Iterator[tuple[str, str, list[Pupil]]]:
    chosen = cycle(CHOSEN_SUBJECTS.items())
    for group in world.groups[year]:
        members = [pupil for pupil in world.year(year) if pupil.tutor_group == group]
        name = group.partition("/")[2]
        for subject, code in (*GROUP_SUBJECTS.items(), *(next(chosen) for _ in range(CHOSEN))):
            yield f"{name}{code}", subject, members


def _teaching_group(
    world: World, name: str, subject: str, year: str, teacher: str, members: list[Pupil]
) -> None:
    group = world.book.group(WILLOW_LANE, name, "teaching_group", subject, year)
    world.lead(teacher, group, "teacher")
    for pupil in members:
        pupil.sets.append(group)
        world.join(pupil, group)
    gone = world.adults[cast.GONE.id]
    if subject == gone.subject and year == "9":
        world.lead(gone.id, group, "teacher")


def _houses(world: World, rng: Random) -> None:
    teachers = [a.id for a in world.adults.values() if a.kind == "teacher" and a.ends is None]
    houses = [world.book.group(WILLOW_LANE, name, "house") for name in HOUSES]
    for house, leader in zip(houses, rng.sample(teachers, len(houses)), strict=True):
        world.lead(leader, house, "leader")
    for pupil in world.secondary:
        pupil.house = rng.choice(houses)
        world.join(pupil, pupil.house)


def _open_club(world: World, club: Club, rng: Random) -> None:
    group = world.book.group(WILLOW_LANE, club.name, club.kind)
    world.lead(_leader(world, club, rng), group, "leader")
    places = round(club.places * world.size.pupils / FULL.pupils)
    for pupil in world.secondary:
        if club.name in pupil.clubs:
            pupil.clubs[pupil.clubs.index(club.name)] = group
            world.join(pupil, group)
    for pupil in _drawn(world, club, max(2, places), rng):
        pupil.clubs.append(group)
        world.join(pupil, group)


def _leader(world: World, club: Club, rng: Random) -> str:
    if club.leader in world.adults:
        return club.leader
    titled = [a.id for a in world.adults.values() if a.title == club.leader]
    staff = [a.id for a in world.adults.values() if _may_lead(a)]
    return rng.choice(titled or staff)


def _may_lead(adult: Adult) -> bool:
    return adult.kind in ("teacher", "staff") and adult.ends is None


def _drawn(world: World, club: Club, places: int, rng: Random) -> list[Pupil]:
    """Pupils who joined: the quieter ones less often, and mostly from two neighbouring years."""
    first = rng.randrange(len(club.years) - 1)
    core = club.years[first : first + 2]
    story = {child.id for family in cast.FAMILIES for child in family.children}
    weights = {
        p.id: (1.6 - p.quiet) * (3 if p.year in core else 1)
        for p in world.secondary
        if p.year in club.years and p.id not in story
    }
    return [world.pupils[id] for id in draw(rng, weights, places)]
