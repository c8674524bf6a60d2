"""A staff meeting that is going on: colleagues are asked about Year 9, and most have sent."""

from collections.abc import Iterator
from random import Random

from beside.ties.paper_records import Answer, Nomination, Question, Respondent

from .made_up import Asking
from .marks import knows
from .places import WILLOW_LANE
from .world import Pupil, World

NAME = "Year 9, staff meeting"
ASKED, SENT, HALF_WAY = 31, 23, 3
OPENER, YEAR = "reid", "9"
KNOWS_OWN, KNOWS_TAUGHT = 0.8, 0.55
LOOKED_AT = 25


def meeting(world: World) -> Asking:
    """The open round of today: of 31 asked, 23 have sent and three are half-way through."""
    rng = world.random("meeting")
    asked = _asked(world)
    here = [OPENER, *rng.sample(asked[1:], len(asked) - 1)]
    sent, half = here[: round(SENT * len(asked) / ASKED)], here[-HALF_WAY:]
    said = [mark for adult in sent for mark in _marks(world, adult, rng)]
    for adult in half:
        marks = [*_marks(world, adult, rng)]
        said += marks[: len(marks) // 2]
    return Asking(
        *(WILLOW_LANE, NAME, world.days.today, None, ("staff_knows",), (YEAR,), OPENER),
        nominations=tuple(said),
        respondents=tuple(Respondent(a, Question.STAFF_KNOWS, True, a in sent) for a in asked),
        joined=(*sent, *half),
    )


def _asked(world: World) -> list[str]:
    """The head of year, the tutors of the year, then who else teaches it."""
    groups = world.groups[YEAR]
    tutors = [world.leaders[group][0] for group in groups]
    taught = {group: None for pupil in world.year(YEAR) for group in pupil.sets}
    others = [adult for group in taught for adult in world.leaders[group]]
    here = [a for a in (OPENER, *tutors, *others, "okafor", "thackray") if _is_here(world, a)]
    return list(dict.fromkeys(here))[:ASKED]


def _is_here(world: World, adult: str) -> bool:
    return world.adults[adult].is_here(world.days.today)


def _marks(world: World, adult: str, rng: Random) -> Iterator[Nomination]:
    """Every pupil the colleague looked at: known in some ways, or not yet."""
    for pupil, own in _looked_at(world, adult, rng):
        if rng.random() < (KNOWS_OWN if own else KNOWS_TAUGHT):
            marks = knows(world.adults[adult], pupil, rng)
            yield Nomination(adult, pupil.id, Question.STAFF_KNOWS, Answer.YES, knows=marks)
        else:
            yield Nomination(adult, pupil.id, Question.STAFF_KNOWS, Answer.NO)


def _looked_at(world: World, adult: str, rng: Random) -> list[tuple[Pupil, bool]]:
    year = [p for p in world.year(YEAR) if adult not in p.carers]
    own = [p for p in year if adult in world.leaders[p.tutor_group]]
    own_clubs = [
        p for p in year if p not in own and any(adult in world.leaders[c] for c in p.clubs)
    ]
    led = [*own, *own_clubs]
    taught = [p for p in year if p not in led and any(adult in world.leaders[g] for g in p.sets)]
    rest = [p for p in year if p not in led and p not in taught]
    more = rng.sample(rest, min(len(rest), max(0, LOOKED_AT - len(led) - len(taught))))
    return [(p, True) for p in led] + [(p, False) for p in (*taught, *more)]
