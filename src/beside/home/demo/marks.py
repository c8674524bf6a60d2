"""What people say of a tie: its qualities, its stage, and how an adult knows a pupil."""

from random import Random

from .size import YEARS
from .world import Adult, Pupil

WAYS = ("personal", "learning", "family", "trusted")


def qualities(adult: Adult, rng: Random) -> frozenset[str]:
    """What a pupil has from an adult: clubs give part and recognition, tutors care."""
    first = ("care", "motivation") if adult.tutors else ("recognition", "participation")
    found = {rng.choice(first)}
    if rng.random() < 0.4:
        found.add(rng.choice(("care", "motivation", "recognition", "participation")))
    return frozenset(found)


def stage(pupil: Pupil, rng: Random) -> str:
    """From, with, own: the older the pupil, the more on their own or with peers."""
    age = YEARS.index(pupil.year)
    return rng.choices(("from", "with", "own"), (5 - age, 4, 1 + age))[0]


def knows(adult: Adult, pupil: Pupil, rng: Random) -> frozenset[str]:
    """How an adult knows a pupil: by face always, and a tutor in more ways than others."""
    own = pupil.tutor_group.endswith(f"/{adult.tutors}") if adult.tutors else False
    chance = 0.6 if own else 0.3
    return frozenset({"face", *(way for way in WAYS if rng.random() < chance)})
