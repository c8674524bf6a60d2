"""A made-up year group that forms teams, of any size, the same for a seed."""

from random import Random

from beside.engine.teams.instance import Apart, Friend, Instance, Pupil, Team, Trait, Wish

TEAM, LEAST, MOST, TUTOR_GROUP, CHALLENGES, RANKED, FRIENDS = 5, 4, 6, 23, 12, 5, 3
TRAITS = (Trait("tutor group", mix=3), Trait("kind", mix=1, together=True), Trait("band", mix=2))


def generated(pupils: int, *, seed: int) -> Instance:
    """Pupils of tutor groups who rank challenges and name friends, most of their tutor group."""
    chance = Random(f"teams {pupils} {seed}")  # noqa: S311
    people = [
        Pupil(f"p{n}", (f"t{n // TUTOR_GROUP}", chance.choice("ab"), chance.choice("123")))
        for n in range(pupils)
    ]
    weights = [chance.paretovariate(1.5) for _ in range(CHALLENGES)]
    teams = tuple(
        Team(f"team{n}", f"c{n % CHALLENGES}", LEAST, MOST) for n in range(pupils // TEAM)
    )
    wishes = tuple(
        Wish(each.key, f"c{challenge}", rank)
        for each in people
        for rank, challenge in enumerate(_ranked(chance, weights), 1)
    )
    friends = [
        Friend(each.key, f"p{other}")
        for n, each in enumerate(people)
        for other in _friends(chance, n, pupils)
    ]
    apart = [
        Apart(*(f"p{n}" for n in chance.sample(range(pupils), 2))) for _ in range(pupils // 12)
    ]
    return Instance(TRAITS, tuple(people), teams, wishes, tuple(friends), tuple(apart))


def _ranked(chance: Random, weights: list[float]) -> list[int]:
    liked = chance.choices(range(len(weights)), weights, k=4 * RANKED)
    return list(dict.fromkeys(liked))[:RANKED]


def _friends(chance: Random, pupil: int, pupils: int) -> list[int]:
    group = pupil // TUTOR_GROUP * TUTOR_GROUP
    own = range(group, min(group + TUTOR_GROUP, pupils))
    found = {
        chance.choice(own) if chance.random() < 0.7 else chance.randrange(pupils)
        for _ in range(chance.randint(0, FRIENDS))
    }
    return sorted(found - {pupil})
