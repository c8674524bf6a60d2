"""Who offered to get to know whom, and how it went: in every shape it can take."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from beside.measures.states import State

from . import cast
from .bonds import near_adults
from .days import school_day
from .known import STORY, Outcome, outcomes
from .made_up import Beside, Talk
from .size import YEARS
from .staff import GONE_DAYS
from .words import ALLOTMENT, ENDINGS, REPLIES, TALKS
from .world import Pupil, World, draw

NEEDS = (State.NOBODY, State.WAITING, State.PUPIL_ONLY)
AT_ONCE = 2
FOLLOWED_UP = 0.4


@dataclass(frozen=True, slots=True)
class Shape:
    """How an offer went, in days before today; `adult` is set where the story says who.

    `answer` after `answered` days. `ended` is the day it ended, `handed` that another goes on.
    """

    started: int
    answer: str = ""
    answered: int = 0
    talked: tuple[int, ...] = ()
    ended: int | None = None
    handed: bool = False
    adult: str = ""


JUST_OFFERED = Shape(1)
OFFERED = Shape(6)
DUE_TODAY = Shape(28, "yes", 27, adult="patel")
OVERDUE = Shape(34, "yes", 32, adult="boyd")
GOES_WELL = Shape(30, "yes", 29, (12, 1))
DECLINED = Shape(20, "no", 19)
HANDED_OVER = Shape(33, "yes", 31, (4,), 3, handed=True)
LEFT_OPEN = Shape(GONE_DAYS + 12, "yes", GONE_DAYS + 10, (GONE_DAYS + 5,), adult=cast.GONE.id)
LEAVING_SOON = Shape(16, "yes", 15, (8,), adult=cast.LEAVING)
YEAR_9 = (
    *(JUST_OFFERED, DUE_TODAY, OVERDUE, GOES_WELL, DECLINED, HANDED_OVER, LEFT_OPEN),
    *(LEAVING_SOON, Shape(13, "yes", 12, (5,), adult=cast.LEAVING)),
)
OTHERS = (OFFERED, JUST_OFFERED, Shape(31, "yes", 30), GOES_WELL, DECLINED, HANDED_OVER)


@dataclass(slots=True)
class _Offers:
    """Offers while they are made: each adult with few at once, each pupil with one."""

    world: World
    rng: Random
    open: Counter[str] = field(default_factory=Counter)
    taken: set[str] = field(default_factory=set)


def offers(world: World) -> list[Beside]:
    """All commitments at Willow Lane, the earliest first."""
    rng = world.random("offers")
    making = _Offers(world, rng)
    before, after = outcomes(world, 0), outcomes(world, 1)
    found = [*_story(making)]
    for year in YEARS:
        shapes = YEAR_9 if year == "9" else rng.sample(OTHERS, len(OTHERS))
        for shape, pupil in zip(shapes, _in_need(making, year, after), strict=False):
            found.append(_offer(making, pupil, shape))
        found += _after_the_earlier(making, year, before)
    return sorted(found, key=lambda each: each.starts)


def _story(making: _Offers) -> Iterator[Beside]:
    """Ms Okafor waits for Amina's answer; Leo has been beside the allotment gardener for long."""
    days = making.world.days
    making.taken |= STORY.keys()
    making.open.update({"okafor": 1, cast.GARDENER.id: 1})
    yield Beside("amina", "okafor", days.ago(3))
    start = school_day(days.surveys[0].taken_on + timedelta(weeks=3))
    weeks = ((start, 4), (start, 9), (days.ago(9), 0))
    talks = tuple(
        Talk(school_day(on + timedelta(weeks=n)), *said)
        for (on, n), said in zip(weeks, ALLOTMENT, strict=True)
    )
    yield Beside("leo", cast.GARDENER.id, start, "yes", start, talks)


def _in_need(making: _Offers, year: str, known: dict[str, Outcome]) -> list[Pupil]:
    """Pupils of a year without an adult, in no order; where few are, others come after them."""
    there = [p for p in making.world.year(year) if p.id in known and p.id not in making.taken]
    making.rng.shuffle(there)
    return sorted(there, key=lambda pupil: known[pupil.id].state not in NEEDS)


def _offer(making: _Offers, pupil: Pupil, shape: Shape) -> Beside:
    days = making.world.days
    starts, adult = days.ago(shape.started), shape.adult or _somebody(making, pupil)
    making.taken.add(pupil.id)
    ends = None if shape.ended is None else days.ago(shape.ended)
    successor = Beside(pupil.id, _somebody(making, pupil), ends) if shape.handed and ends else None
    return Beside(
        *(pupil.id, adult, starts, shape.answer),
        answered_on=max(starts, days.ago(shape.answered)) if shape.answer else None,
        talks=tuple(_talk(making, days.ago(day)) for day in shape.talked),
        ends=ends,
        handed_to=successor,
    )


def _somebody(making: _Offers, pupil: Pupil) -> str:
    """An adult near the pupil who stays and has not taken on many; each is counted."""
    world = making.world
    free = {
        id: weight
        for id, weight in near_adults(world, pupil).items()
        if making.open[id] < AT_ONCE and world.adults[id].ends is None
    }
    spare = {a.id: 1.0 for a in world.adults.values() if a.kind == "staff" and a.ends is None}
    adult = draw(making.rng, free or spare, 1)[0]
    making.open[adult] += 1
    return adult


def _talk(making: _Offers, on: date) -> Talk:
    return Talk(on, making.rng.choice(TALKS), making.rng.choice(REPLIES))


def _after_the_earlier(making: _Offers, year: str, before: dict[str, Outcome]) -> Iterator[Beside]:
    """What was taken on after the earlier survey: all of it has ended, with a word about it."""
    rng, first = making.rng, making.world.days.surveys[0].taken_on
    for pupil in making.world.year(year):
        outcome = before.get(pupil.id)
        needed = outcome is not None and outcome.state in NEEDS and pupil.id not in making.taken
        if not needed or rng.random() > FOLLOWED_UP:
            continue
        starts = school_day(first + timedelta(days=rng.randint(14, 40)))
        talks = tuple(_talk(making, school_day(starts + timedelta(days=n))) for n in (31, 59))
        adult = draw(rng, _stayed(making, pupil, starts), 1)[0]
        ends = school_day(starts + timedelta(days=75))
        yield Beside(
            *(pupil.id, adult, starts, "yes", starts, talks, ends),
            ending_words=rng.choice(ENDINGS),
        )


def _stayed(making: _Offers, pupil: Pupil, on: date) -> dict[str, float]:
    near = near_adults(making.world, pupil)
    return {id: weight for id, weight in near.items() if making.world.adults[id].is_here(on)}
