"""How a survey comes out for each pupil: who is known, who has nobody, who was not heard.

In each year group the shares are set and chance says who: pupils who keep to themselves more
often have nobody or were not there. So every state has pupils in every year, whatever the seed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from random import Random

from beside.measures.states import State

from .days import Survey
from .size import YEARS
from .world import Pupil, World

NEW = timedelta(days=21)


class Heard(StrEnum):
    """How far a pupil got with a survey."""

    ANSWERED = "answered"
    SKIPPED = "skipped"  # left out the question about adults
    SILENT = "silent"
    DECLINED = "declined"
    ABSENT = "absent"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of a pupil's need for an adult in a survey, and how far the pupil got."""

    state: State
    heard: Heard


@dataclass(frozen=True, slots=True)
class Shares:
    """Of a hundred pupils of a year group, how many are in a state, between two bounds each."""

    not_known: tuple[float, float]
    nobody: tuple[float, float]
    waiting: tuple[float, float]
    pupil_only: tuple[float, float]
    adult_only: tuple[float, float]
    one_side_each: tuple[float, float]


SHARES = (
    Shares((11, 13), (5.5, 7), (3, 4), (17, 20), (15, 18), (12, 14)),
    Shares((10, 11.5), (2.2, 3.8), (2, 3.5), (11, 14), (14, 17), (13, 16)),
)
# The story: what was known of these pupils in the earlier and in the later survey.
STORY = {
    "isla": (State.NOBODY, State.NOBODY),
    "amina": (State.ADULT_ONLY, State.WAITING),
    "leo": (State.NOBODY, State.BOTH),
}
WAITING_HEARD = ((Heard.SKIPPED, 40), (Heard.SILENT, 35), (Heard.DECLINED, 25))
ADULT_ONLY_HEARD = (
    (Heard.ANSWERED, 75),
    (Heard.ABSENT, 13),
    (Heard.SILENT, 6),
    (Heard.SKIPPED, 6),
)


def outcomes(world: World, place: int) -> dict[str, Outcome]:
    """The outcome of a survey (0 the earlier, 1 the later) for each pupil on roll at the time."""
    rng = world.random(f"known {place}")
    survey = world.days.surveys[place]
    found: dict[str, Outcome] = {}
    for year in YEARS:
        there = [p for p in world.year(year) if p.starts <= survey.ended_on]
        states = _states(there, survey, SHARES[place], place, rng)
        found |= {p.id: Outcome(states[p.id], _heard(p, states[p.id], survey, rng)) for p in there}
    return found


def _states(
    pupils: list[Pupil], survey: Survey, shares: Shares, place: int, rng: Random
) -> dict[str, State]:
    story = {p.id: STORY[p.id][place] for p in pupils if p.id in STORY}
    away = {p.id: State.NOT_KNOWN for p in pupils if _is_new(p, survey)}
    found = away | story
    rest = [p for p in pupils if p.id not in found]
    for state, count in _counts(shares, len(pupils), rng):
        left = count - sum(each == state for each in found.values())
        chosen = sorted(rest, key=_who_first(state, rng))[: max(0, left)]
        found |= {pupil.id: state for pupil in chosen}
        rest = [pupil for pupil in rest if pupil.id not in found]
    return found | {pupil.id: State.BOTH for pupil in rest}


def _counts(shares: Shares, pupils: int, rng: Random) -> Iterator[tuple[State, int]]:
    """How many pupils of a year are in each state but "both"; at least one of each."""
    for name in Shares.__slots__:
        yield State(name), max(1, round(pupils * rng.uniform(*getattr(shares, name)) / 100))


def _who_first(state: State, rng: Random) -> Callable[[Pupil], float]:
    """An order of pupils in which those likely to be in a state come first."""
    if state in (State.NOT_KNOWN, State.ADULT_ONLY):
        return lambda pupil: rng.gauss(0, 1) - pupil.quiet
    return lambda pupil: rng.gauss(0, 0.35) - 1.5 * pupil.quiet


def _is_new(pupil: Pupil, survey: Survey) -> bool:
    return survey.taken_on - NEW < pupil.starts <= survey.ended_on


def _heard(pupil: Pupil, state: State, survey: Survey, rng: Random) -> Heard:
    if state is State.NOT_KNOWN:
        return Heard.NEW if _is_new(pupil, survey) else Heard.ABSENT
    chances = {State.WAITING: WAITING_HEARD, State.ADULT_ONLY: ADULT_ONLY_HEARD}.get(state)
    if chances is None:
        return Heard.ANSWERED
    return rng.choices([heard for heard, _ in chances], [share for _, share in chances])[0]
