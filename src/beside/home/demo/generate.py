"""From a seed and a day to a whole made-up federation."""

from datetime import date
from random import Random

from beside.schools.roll import records as r

from .days import days_of
from .elsewhere import open_schools
from .groups import found_groups
from .households import move_in
from .made_up import Beside, MadeUp
from .meeting import meeting
from .naming import Names
from .offers import offers
from .places import FEDERATION, SCHOOLS, WILLOW_LANE
from .pupils import admit
from .size import FULL, SMALL, Size
from .staff import hire
from .surveys import surveys
from .thanks import thanks
from .world import World
from .worries import help_lines, worries

SAID_A_NUMBER = 0.25


def generate(seed: int, today: date, size: Size = FULL) -> MadeUp:
    """Make up Willow Lane Academy and its federation as they stand on a day.

    The same seed, day and size give the same people, answers and words. Dates are told from
    `today`; source ids are short and made of the role: p0001, s021, c0345.
    """
    world = people(seed, today, size)
    asked = surveys(world)
    taken = offers(world)
    left = ((a.id, a.ends) for a in world.adults.values() if a.ends and a.ends <= today)
    return MadeUp(
        *(seed, today, FEDERATION, world.book.records),
        rounds=(*asked, meeting(world)),
        beside=tuple(taken),
        left=tuple(left),
        limits=_limits(world, taken),
        worries=worries(world),
        thanks=thanks(world),
        help_lines=help_lines(world),
    )


def small(seed: int = 1, today: date = date(2026, 11, 24)) -> MadeUp:
    """Willow Lane alone with sixty pupils, for tests that must be quick."""
    return generate(seed, today, SMALL)


def people(seed: int, today: date, size: Size = FULL) -> World:
    """The people and groups alone, before anybody is asked anything."""
    names = Names(Random(f"{seed}:names"))  # noqa: S311
    world = World(seed, size, days_of(today), names)
    for id in SCHOOLS if size.federation else [WILLOW_LANE]:
        world.book.add("school", r.School(id, SCHOOLS[id], id))
    hire(world)
    if size.federation:
        open_schools(world)
    admit(world)
    move_in(world)
    found_groups(world)
    return world


def _limits(world: World, taken: list[Beside]) -> dict[str, int]:
    """Some adults said for how many pupils they have room, never fewer than they have."""
    rng = world.random("limits")
    carried = [each.adult for each in taken if each.ends is None]
    adults = [a for a in world.adults.values() if a.kind in ("teacher", "staff")]
    return {
        adult.id: carried.count(adult.id) + rng.randint(0, 3)
        for adult in adults
        if rng.random() < SAID_A_NUMBER
    }
