"""A made-up school that seeks people for its pupils, of any size, the same for a seed."""

from random import Random

from beside.engine.mentors.instance import Instance, Mentor, Pair, Pupil

ROOM = (5, 12)
WITH_SIBLING = 0.1


def generated(pupils: int, mentors: int, *, ranked: int = 10, rules: bool, seed: int) -> Instance:
    """Pupils who each rank some mentors, those well known more often than others.

    With `rules` one in ten has a brother or sister here, who likes half the same people, and some
    pairs and mentors are blocked.
    """
    chance = Random(f"mentors {pupils} {mentors} {seed}")  # noqa: S311
    weights = [1 / (1 + n % 40) ** 0.5 for n in range(mentors)]
    everyone = [
        Mentor(f"m{n}", chance.randint(*ROOM), not rules or chance.random() > 0.05)
        for n in range(mentors)
    ]
    people = _pupils(chance, pupils, rules)
    lists: dict[str, list[int]] = {}
    pairs = []
    for pupil in people:
        like = lists.setdefault(pupil.family or pupil.key, _ranked(chance, weights, ranked))
        own = [*like[: ranked // 2], *_ranked(chance, weights, ranked)]
        for rank, mentor in enumerate(list(dict.fromkeys(own))[:ranked], 1):
            pairs.append(_pair(chance, pupil.key, f"m{mentor}", rank, rules))
    return Instance(tuple(people), tuple(everyone), tuple(pairs))


def _pupils(chance: Random, pupils: int, rules: bool) -> list[Pupil]:
    families = int(pupils * WITH_SIBLING / 2)
    names = [f"f{n % families}" if rules and n < 2 * families else "" for n in range(pupils)]
    chance.shuffle(names)
    return [Pupil(f"p{n}", family) for n, family in enumerate(names)]


def _ranked(chance: Random, weights: list[float], ranked: int) -> list[int]:
    found: dict[int, None] = {}
    while len(found) < min(ranked, len(weights)):
        found |= dict.fromkeys(chance.choices(range(len(weights)), weights, k=ranked))
    return list(found)[:ranked]


def _pair(chance: Random, pupil: str, mentor: str, rank: int, rules: bool) -> Pair:
    return Pair(
        pupil,
        mentor,
        rank,
        knows=chance.random() < 0.3,
        shares_group=chance.random() < 0.2,
        shares_language=chance.random() < 0.7,
        vetoed=rules and chance.random() < 0.02,
        ended=rules and chance.random() < 0.02,
    )
