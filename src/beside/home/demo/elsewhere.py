"""The primary and the special school: a head, a tutor for every class, helpers, an office."""

from random import Random

from . import cast
from .places import MILL_LANE, MILL_LANE_CLASSES, ORCHARD, ORCHARD_CLASSES
from .staff import add_cast, new_person
from .world import Adult, World

HELPERS = {MILL_LANE: 6, ORCHARD: 9}


def open_schools(world: World) -> None:
    """Staff both schools and found their classes."""
    rng = world.random("elsewhere")
    _staff(world, MILL_LANE, cast.MILL_HEAD, list(MILL_LANE_CLASSES.items()), rng)
    classes = [(name, years[0]) for name, years in ORCHARD_CLASSES.items()]
    _staff(world, ORCHARD, cast.ORCHARD_HEAD, classes, rng)


def _staff(
    world: World, school: str, head: cast.Staff, classes: list[tuple[str, str]], rng: Random
) -> None:
    add_cast(world, head)
    world.book.post(head.id, school, "head", head.title, starts=world.days.year_start)
    for name, year in classes:
        group = world.book.group(school, name, "tutor_group", year=year)
        tutor = _tutor(world, school, year, rng)
        world.book.join(tutor, group, "tutor", world.days.year_start)
    jobs = {"safeguarding_lead": "Safeguarding lead", "office": "School office"}
    for kind, title in jobs.items():
        _employ(world, school, kind, title, rng)
    for _ in range(HELPERS[school]):
        _employ(world, school, "staff", "Teaching assistant", rng)


def _tutor(world: World, school: str, year: str, rng: Random) -> str:
    if school == MILL_LANE and year == "4":
        who = cast.PRIMARY_TEACHER
        add_cast(world, who)
        world.book.post(who.id, school, who.kind, who.title, starts=world.days.year_start)
        return who.id
    title = f"Teacher of Year {year}" if school == MILL_LANE else "Teacher"
    return _employ(world, school, "teacher", title, rng).id


def _employ(world: World, school: str, kind: str, title: str, rng: Random) -> Adult:
    taken = sum(post.school == school for post in world.book.records["post"].values())
    adult = new_person(world, f"{school[0]}s{taken:02d}", rng)
    world.book.post(adult.id, school, kind, title, starts=world.days.year_start)
    return adult
