"""Three mild concerns for the safeguarding lead, and whom to talk to at each school."""

from .made_up import Entry, Help, Worry
from .places import MILL_LANE, ORCHARD, SCHOOLS, WILLOW_LANE
from .words import CONCERNS, NOTED, TAKEN_ON
from .world import World

LEAD = "shah"
HELP = {
    WILLOW_LANE: "Mrs Shah, in the room beside the library",
    MILL_LANE: "Your class teacher, or anybody in the office",
    ORCHARD: "Cath, or the grown-up beside you",
}
HOURS = "Monday to Friday, 8:15 to 4:00"
OUT_OF_HOURS = "At other times a grown-up you trust; if you are in danger, ring 999"


def worries(world: World) -> tuple[Worry, ...]:
    """One concern that is taken on, one that a pupil wrote, one of yesterday."""
    days = world.days
    rng = world.random("worries")
    younger = [p for p in world.secondary if p.year in ("7", "8") and p.starts <= days.year_start]
    first, second, third = rng.sample(younger, 3)
    tutor = world.leaders[first.tutor_group][0]
    mentor = next(a.id for a in world.adults.values() if a.title == "Learning mentor")
    taken = (
        Entry(LEAD, "taken", TAKEN_ON, days.ago(6)),
        Entry(LEAD, "note", NOTED, days.ago(1)),
    )
    return (
        Worry(WILLOW_LANE, first.id, tutor, CONCERNS[0], days.ago(7), taken),
        Worry(WILLOW_LANE, second.id, second.id, CONCERNS[1], days.ago(2)),
        Worry(WILLOW_LANE, third.id, mentor, CONCERNS[2], days.ago(1)),
    )


def help_lines(world: World) -> tuple[Help, ...]:
    """Who is there at each school of the federation, and when."""
    here = SCHOOLS if world.size.federation else [WILLOW_LANE]
    return tuple(Help(school, HELP[school], HOURS, OUT_OF_HOURS) for school in here)
