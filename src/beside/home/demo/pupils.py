"""A place for every pupil: school, year group and tutor group, and when they came."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from . import cast
from .places import (
    MILL_LANE,
    MILL_LANE_CLASSES,
    ORCHARD,
    ORCHARD_CLASSES,
    ORCHARD_PLACES,
    WILLOW_LANE,
)
from .size import GROUP, YEARS
from .world import Pupil, World

CAME_LATER = 0.04
NEW_SINCE = 0.02
JUST_BEFORE = timedelta(days=8)


def admit(world: World) -> None:
    """Make a pupil for every place, with the pupils of the story in theirs."""
    rng = world.random("pupils")
    places = [*_willow_lane(world, rng)]
    if world.size.federation:
        places += [*_mill_lane(world, rng), *_orchard(world, rng)]
    for family in cast.FAMILIES:
        for child in family.children:
            _take_place(world, places, child)
    world.pupils = {pupil.id: pupil for pupil in places}


def _willow_lane(world: World, rng: Random) -> Iterator[Pupil]:
    number = 0
    for year in YEARS:
        count = world.size.pupils_in(year)
        starts = [*_late_starts(world, count, rng)]
        groups = world.groups[year]
        for place in range(count):
            number += 1
            # Those who came late stand at the end, spread over the tutor groups.
            late = place - (count - len(starts))
            day = starts[late] if late >= 0 else _came(world, year, rng)
            group = groups[place % len(groups)]
            yield _pupil(f"p{number:04d}", WILLOW_LANE, year, group, day, rng)


def _late_starts(world: World, count: int, rng: Random) -> Iterator[date]:
    """Days of those who are new since the latest survey, and of one who came just before it."""
    latest = world.days.surveys[1]
    yield latest.taken_on - JUST_BEFORE
    since = (world.days.today - latest.ended_on).days
    for _ in range(max(1, round(count * NEW_SINCE))):
        yield latest.ended_on + timedelta(days=rng.randint(1, since - 1))


def _came(world: World, year: str, rng: Random) -> date:
    entry, start = world.days.entry(year), world.days.year_start
    if rng.random() < CAME_LATER and entry < start:
        return entry + timedelta(days=rng.randint(20, (start - entry).days))
    return entry


def _pupil(id: str, school: str, year: str, group: str, day: date, rng: Random) -> Pupil:
    pupil = Pupil(id, school, year, group, rng.random() < 0.5, day)
    pupil.quiet = rng.betavariate(2, 2.6)
    pupil.liked = rng.lognormvariate(0, 0.5)
    pupil.able = rng.gauss(0, 1)
    return pupil


def _mill_lane(world: World, rng: Random) -> Iterator[Pupil]:
    start = world.days.year_start
    for place, (name, year) in enumerate(MILL_LANE_CLASSES.items()):
        came = start.replace(year=start.year - place)
        for number in range(GROUP):
            id = f"m{GROUP * place + number + 1:03d}"
            yield _pupil(id, MILL_LANE, year, f"{MILL_LANE}/{name}", came, rng)


def _orchard(world: World, rng: Random) -> Iterator[Pupil]:
    number = 0
    for places, (name, years) in zip(ORCHARD_PLACES, ORCHARD_CLASSES.items(), strict=True):
        for place in range(places):
            number += 1
            year = years[place % len(years)]
            came = world.days.entry(year)
            yield _pupil(f"o{number:02d}", ORCHARD, year, f"{ORCHARD}/{name}", came, rng)


def _take_place(world: World, places: list[Pupil], child: cast.Child) -> None:
    group = f"{child.school}/{child.group}" if child.group else ""
    for pupil in places:
        free = pupil.id[1:].isdigit() and pupil.starts <= world.days.year_start
        fits = pupil.school == child.school and pupil.year == child.year
        if free and fits and group in ("", pupil.tutor_group):
            pupil.id, pupil.girl = child.id, child.girl
            return
