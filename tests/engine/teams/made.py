"""Small instances at random, with every rule in play, and all teams of one."""

from collections.abc import Iterator
from itertools import combinations, product
from random import Random

from beside.engine.teams.instance import (
    Allocation,
    Apart,
    Friend,
    Instance,
    Pupil,
    Team,
    Trait,
    Wish,
)

TRAITS = (Trait("group", mix=3), Trait("kind", mix=1, together=True))


def instance(chance: Random) -> Instance:
    """Four to seven pupils and two or three teams of up to four."""
    names = [f"p{n}" for n in range(chance.randint(4, 7))]
    teams = [
        Team(f"t{n}", chance.choice(("bike", "play")), chance.randint(0, 2), chance.randint(2, 4))
        for n in range(chance.randint(2, 3))
    ]
    pupils = [
        Pupil(
            key,
            (chance.choice(("g", "h")), chance.choice(("", "a", "b"))),
            teams[0].key if chance.random() < 0.1 else "",
        )
        for key in names
    ]
    pairs = list(combinations(names, 2))
    friends = [pair for pair in pairs for pair in (pair, pair[::-1]) if chance.random() < 0.15]
    return Instance(
        TRAITS,
        tuple(pupils),
        tuple(teams),
        tuple(_wishes(chance, names)),
        tuple(Friend(*pair) for pair in friends),
        tuple(Apart(*pair) for pair in chance.sample(pairs, 2)),
    )


def _wishes(chance: Random, names: list[str]) -> Iterator[Wish]:
    for key in names:
        asked = chance.sample(("bike", "play"), chance.randint(0, 2))
        yield from (Wish(key, challenge, rank) for rank, challenge in enumerate(asked, 1))


def allocations(instance: Instance) -> Iterator[Allocation]:
    """Every way to put each pupil in a team."""
    names = [each.key for each in instance.pupils]
    for chosen in product([each.key for each in instance.teams], repeat=len(names)):
        yield dict(zip(names, chosen, strict=True))
