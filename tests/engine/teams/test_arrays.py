"""The arrays say of teams what the rules and objectives say, and swaps change what they say."""

from random import Random

import numpy as np

from beside.engine.teams.annealing import changes
from beside.engine.teams.arrays import RULE, Arrays
from beside.engine.teams.model import objective
from beside.engine.teams.verify import violations
from tests.engine.teams import made


def _cost(instance, allocation) -> int:
    return objective(instance, allocation) + RULE * len(violations(instance, allocation))


def _allocation(chance: Random, instance) -> dict[str, str]:
    """Everybody somewhere where there is a place, whoever is pinned where they are."""
    places = [team.key for team in instance.teams for _ in range(5)]
    dealt = zip(instance.pupils, chance.sample(places, len(places)), strict=False)
    return {each.key: each.team or team for each, team in dealt}


def _members(arrays: Arrays, allocation) -> np.ndarray:
    """With room for everybody in every team, so that teams may be too large."""
    held = arrays.instance.members(allocation).values()
    rows = [[arrays.number[key] for key in keys] for keys in held]
    return np.array([row + [arrays.nobody] * (8 - len(row)) for row in rows])


def test_arrays_cost_what_rules_and_objectives_say():
    chance, checked = Random(1), 0
    for _ in range(300):
        instance = made.instance(chance)
        allocation = _allocation(chance, instance)
        arrays = Arrays(instance)
        members = _members(arrays, allocation)
        cost = arrays.cost(members, np.arange(len(members))).sum()
        by_size = {v.who for v in violations(instance, allocation) if v.rule == "size"}
        sizes = instance.members(allocation)
        over = sum(
            max(team.least - len(sizes[team.key]), len(sizes[team.key]) - team.most) - 1
            for team in instance.teams
            if (team.key,) in by_size
        )
        assert cost == _cost(instance, allocation) + RULE * over
        checked += len(violations(instance, allocation)) > 0
    assert checked > 100


def test_a_swap_changes_what_the_teams_cost_after_it():
    chance = Random(2)
    for _ in range(100):
        instance = made.instance(chance)
        arrays = Arrays(instance)
        members = _members(arrays, _allocation(chance, instance))
        every, meeting = np.arange(len(members)), np.array([[0], [1]])
        said = changes(arrays, members, meeting)[0]
        before = arrays.cost(members, every).sum()
        for mine in range(8):
            for theirs in range(8):
                after = members.copy()
                after[0, mine], after[1, theirs] = members[1, theirs], members[0, mine]
                if not arrays.pinned[[after[0, mine], after[1, theirs]]].any():
                    change = arrays.cost(after, every).sum() - before
                    assert said[mine * 8 + theirs] == change
        assert said[-1] == 0
