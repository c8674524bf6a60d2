"""Small instances at random, with every rule in play, and all allocations of one."""

from collections.abc import Iterator
from itertools import product
from random import Random

from beside.engine.mentors.instance import Allocation, Instance, Mentor, Pair, Pupil


def instance(chance: Random, *, families: bool = True, mutual: bool = True) -> Instance:
    """Up to five pupils and three mentors; most pairs, some of them forbidden, some mutual."""
    pupils = [
        Pupil(
            f"p{n}", chance.choice(("", "Ahmed", "Bell")) if families else "", chance.choice((7, 9))
        )
        for n in range(chance.randint(1, 5))
    ]
    mentors = [
        Mentor(
            *(f"m{n}", chance.randint(0, 2), chance.random() < 0.85),
            year=chance.choice((0, 0, 0, 9, 11)),
        )
        for n in range(chance.randint(1, 3))
    ]
    pairs = [
        _pair(chance, pupil.key, mentor.key, (0, 0, 1, 2) if mutual else (0,))
        for pupil in pupils
        for mentor in mentors
        if chance.random() < 0.8
    ]
    return Instance(tuple(pupils), tuple(mentors), tuple(pairs))


def _pair(chance: Random, pupil: str, mentor: str, ranks: tuple[int, ...]) -> Pair:
    return Pair(
        pupil,
        mentor,
        rank=chance.choice((0, 1, 2, 3)),
        knows=chance.random() < 0.5,
        shares_group=chance.random() < 0.5,
        shares_language=chance.random() < 0.5,
        vetoed=chance.random() < 0.1,
        ended=chance.random() < 0.1,
        rank_by_mentor=chance.choice(ranks),
    )


def allocations(instance: Instance) -> Iterator[Allocation]:
    """Every way to give each pupil one of the mentors they are a pair with, or nobody."""
    options: list[list[str | None]] = [
        [None, *(pair.mentor for pair in instance.pairs if pair.pupil == pupil.key)]
        for pupil in instance.pupils
    ]
    keys = [pupil.key for pupil in instance.pupils]
    for chosen in product(*options):
        yield {key: mentor for key, mentor in zip(keys, chosen, strict=True) if mentor}
