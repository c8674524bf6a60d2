"""What no teams can cost less than: challenges alone, and values spread as evenly as can be.

Pupils are given to challenges, not to teams, and nobody goes without a friend; so it is a flow, and
its prices prove the bound of what wishes cost. A value held by `k` pupils lies in `t` teams at
least in so many pairs as where the teams hold `k // t` of them, or one more (pigeonhole).
"""

from collections import defaultdict
from collections.abc import Iterator

from beside.engine.linear import Model, Row
from beside.engine.teams.instance import Instance
from beside.engine.teams.objectives import wish


def columns(instance: Instance) -> list[tuple[str, str]]:
    """Pupil and challenge, for every challenge that a pupil may come to take on."""
    challenges = list(dict.fromkeys(each.challenge for each in instance.teams))
    return [
        (pupil.key, challenge)
        for pupil in instance.pupils
        for challenge in ([instance.team[pupil.team].challenge] if pupil.team else challenges)
    ]


def model(instance: Instance) -> Model:
    """Its linear model: what it costs, certified, is what no teams cost less than."""
    pairs = columns(instance)
    return Model(
        costs=tuple(wish.cost(instance, *pair) for pair in pairs),
        rows=(*_once(pairs), *_sizes(instance, pairs)),
        constant=_evenly(instance),
    )


def _once(pairs: list[tuple[str, str]]) -> Iterator[Row]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for n, (pupil, _) in enumerate(pairs):
        found[pupil].append(n)
    for pupil, own in found.items():
        yield Row("once", pupil, own, [1] * len(own), 1)
        yield Row("once", pupil, own, [-1] * len(own), -1)


def _sizes(instance: Instance, pairs: list[tuple[str, str]]) -> Iterator[Row]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for n, (_, challenge) in enumerate(pairs):
        found[challenge].append(n)
    for challenge, own in found.items():
        teams = [each for each in instance.teams if each.challenge == challenge]
        yield Row("size", challenge, own, [1] * len(own), sum(each.most for each in teams))
        yield Row("size", challenge, own, [-1] * len(own), -sum(each.least for each in teams))


def _evenly(instance: Instance) -> int:
    return sum(
        trait.mix * _pairs(len(keys), len(instance.teams))
        for trait, kinds in zip(instance.traits, instance.kinds, strict=True)
        for keys in kinds.values()
    )


def _pairs(holders: int, teams: int) -> int:
    each, over = divmod(holders, teams)
    return teams * each * (each - 1) // 2 + over * each
