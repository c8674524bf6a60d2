"""Small instances at random, with every rule in play, and all allotments of one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from random import Random

from beside.engine.sessions.instance import Allocation, Friend, Instance, Pupil, Session, Wish


def instance(chance: Random, *, required: float = 0.0, named: float = 0.3) -> Instance:
    """Up to four pupils and four sessions in two or three periods; some pupils name others."""
    pupils = [
        Pupil(
            f"p{n}",
            chance.choice("78"),
            chance.randint(1, 2),
            chance.randint(0, 2),
            chance.choice(((), ("Clay",))),
            chance.choice(((), (), ("period 1",))),
        )
        for n in range(chance.randint(1, 4))
    ]
    sessions = [_session(chance, f"s{n}") for n in range(chance.randint(1, 4))]
    pupils = [replace(each, blocked=_blocked(chance, sessions)) for each in pupils]
    wishes = [wish for each in pupils for wish in _wishes(chance, each, sessions, required)]
    keys = [each.key for each in pupils]
    friends = [Friend(a, b) for a in keys for b in keys if a != b and chance.random() < named]
    return Instance(tuple(pupils), tuple(sessions), tuple(wishes), tuple(friends))


def _session(chance: Random, key: str) -> Session:
    course = chance.choice(("", "", "Art"))
    after = chance.choice(("", "", "", "Clay"))
    return Session(
        key,
        period=f"period {chance.randint(1, 3)}",
        seats=chance.randint(0, 2),
        course=course,
        years=chance.choice(((), (), ("7",))),
        open=not course and not after and chance.random() < 0.5,
        after=after,
    )


def _blocked(chance: Random, sessions: list[Session]) -> tuple[str, ...]:
    """For every third pupil one session, and for some of these a second."""
    often = chance.choice((0, 0, 0, 0, 1, 2))
    return tuple(each.key for each in chance.sample(sessions, min(often, len(sessions))))


def _wishes(chance: Random, pupil: Pupil, sessions: list, required: float) -> Iterator[Wish]:
    asked = chance.sample(sessions, chance.randint(0, len(sessions)))
    for rank, session in enumerate(asked, 1):
        yield Wish(pupil.key, session.key, rank, chance.random() < required)


def allocations(instance: Instance) -> Iterator[Allocation]:
    """Every way to give each pupil some of the sessions, up to what is due to them."""
    options = [
        [
            frozenset(held)
            for n in range(pupil.due + 1)
            for held in combinations(_may_have(instance, pupil.key), n)
        ]
        for pupil in instance.pupils
    ]
    names = [each.key for each in instance.pupils]
    for chosen in product(*options):
        yield {name: held for name, held in zip(names, chosen, strict=True) if held}


def _may_have(instance: Instance, pupil: str) -> list[str]:
    """The sessions that a pupil asked for, and the open ones."""
    sessions = instance.sessions
    return [each.key for each in sessions if each.open or (pupil, each.key) in instance.wish]
