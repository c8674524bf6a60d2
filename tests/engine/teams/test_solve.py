"""The solver against all teams of small instances, by proof and by swapping."""

from random import Random

import pytest

from beside.engine.plain import WrongInstance
from beside.engine.solution import Status
from beside.engine.teams import solve as solving
from beside.engine.teams.columns import Columns
from beside.engine.teams.generated import generated
from beside.engine.teams.instance import Apart, Friend, Instance, Pupil, Team, Trait, Wish
from beside.engine.teams.model import CONSTRAINTS, OBJECTIVES, model, objective
from beside.engine.teams.solve import solve
from beside.engine.teams.verify import proven, violations
from tests.engine.teams import made

ONE, TEAM = Pupil("p"), Team("t", "bike", 1, 2)


def _best(instance: Instance) -> int | None:
    kept = (each for each in made.allocations(instance) if not violations(instance, each))
    return min((objective(instance, each) for each in kept), default=None)


def test_nothing_is_better_in_a_thousand_small_instances():
    chance, impossible = Random(1), 0
    for _ in range(1000):
        instance = made.instance(chance)
        best, found = _best(instance), solve(instance)
        impossible += best is None
        if best is None:
            assert (found.status, found.allocation) == (Status.INFEASIBLE, {})
        else:
            assert (found.status, found.objective) == (Status.OPTIMAL, (best,))
            assert proven(instance, found) or found.bound == (best,)
    assert 50 < impossible < 700


def test_swapping_comes_to_the_best_of_most_small_instances_and_its_bound_holds(monkeypatch):
    """Where rules are tight, no row of single swaps may lead to the best: hence the proof."""
    monkeypatch.setattr(solving, "SMALL", 0)
    chance, missed = Random(2), 0
    for _ in range(100):
        instance = made.instance(chance)
        best, found = _best(instance), solve(instance, rounds=200)
        if best is None:
            assert found.status == Status.INFEASIBLE
        else:
            assert proven(instance, found)
            assert found.bound[0] <= best
            missed += found.objective[0] > best
    assert missed <= 6


@pytest.mark.parametrize("rule", CONSTRAINTS)
def test_a_rule_taken_out_is_missed(rule, monkeypatch):
    chance = Random(3)
    instances = [made.instance(chance) for _ in range(200)]
    possible = [each for each in instances if solve(each).status == Status.OPTIMAL]
    without = tuple(each for each in CONSTRAINTS if each is not rule)
    monkeypatch.setattr("beside.engine.teams.model.CONSTRAINTS", without)
    faults = {v.rule for each in possible for v in violations(each, solve(each).allocation)}
    assert rule.NAME in faults


def test_the_rows_and_the_rules_say_the_same_of_teams_at_random():
    chance = Random(4)
    for _ in range(300):
        instance = made.instance(chance)
        written = model(instance)
        names = [each.key for each in instance.pupils]
        teams = [each.key for each in instance.teams]
        allocation = {key: chance.choice(teams) for key in names if chance.random() < 0.95}
        broken = {row.rule for row in written.broken(_taken(instance, allocation))}
        assert broken == {each.rule for each in violations(instance, allocation)}
        if allocation.keys() == set(names):
            assert written.cost(_taken(instance, allocation)) == objective(instance, allocation)


def _taken(instance: Instance, allocation) -> list[int]:
    """The columns that say of teams who is there, who without a friend, and which pairs."""
    columns = Columns(instance)
    taken = [0] * columns.count
    for (key, team), column in columns.places.items():
        taken[column] = int(allocation.get(key) == team)
    for (key, team), column in columns.friendless.items():
        with_ = any(allocation.get(each) == team for each in instance.named[key])
        taken[column] = int(allocation.get(key) == team and not with_)
    for (one, other, team), column in columns.pairs.items():
        taken[column] = int(allocation.get(one) == team == allocation.get(other))
    return taken


def test_a_year_group_keeps_every_rule_and_does_better_than_dealing_out():
    instance = generated(92, seed=1)
    found = solve(instance, rounds=300)
    assert proven(instance, found)
    dealt = {
        each.key: instance.teams[n % len(instance.teams)].key
        for n, each in enumerate(instance.pupils)
    }
    assert found.objective[0] < objective(instance, dealt) / 2
    assert len(found.trajectory) > 10
    costs = [step.objective[0] for step in found.trajectory]
    assert costs == sorted(costs, reverse=True)


def test_the_same_seed_gives_the_same_teams():
    instance = generated(60, seed=2)
    assert solve(instance, seed=3, rounds=100) == solve(instance, seed=3, rounds=100)


def test_a_run_that_is_stopped_gives_the_best_so_far():
    class Impatient:
        told = 0

        def tell(self, _step) -> None:
            self.told += 1

        def is_stopped(self) -> bool:
            return self.told == 3

    watch, instance = Impatient(), generated(60, seed=2)
    found = solve(instance, rounds=1000, watch=watch)
    assert watch.told == 3
    assert proven(instance, found)


def test_no_swap_makes_teams_better():
    instance = generated(46, seed=5)
    found = solve(instance, rounds=50)
    for one in found.allocation:
        for other in found.allocation:
            swapped = {
                **found.allocation,
                one: found.allocation[other],
                other: found.allocation[one],
            }
            if not violations(instance, swapped):
                assert objective(instance, swapped) >= found.objective[0]


def test_an_instance_goes_to_json_and_back():
    instance = made.instance(Random(9))
    assert Instance.from_json(instance.to_json()) == instance


@pytest.mark.parametrize(
    "parts",
    [
        {"pupils": (ONE, ONE)},
        {"teams": (TEAM, TEAM)},
        {"traits": (Trait("group"),)},
        {"pupils": (Pupil("p", team="u"),)},
        {"wishes": (Wish("q", "bike", 1),)},
        {"wishes": (Wish("p", "bike", 1), Wish("p", "bike", 2))},
        {"friends": (Friend("p", "q"),)},
        {"apart": (Apart("q", "p"),)},
    ],
)
def test_a_wrong_instance_is_refused(parts):
    with pytest.raises(WrongInstance):
        Instance(**({"traits": (), "pupils": (ONE,), "teams": (TEAM,)} | parts))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"traits": [{"key": 1, "no": 2}]}'])
def test_what_is_no_instance_is_refused(text):
    with pytest.raises(WrongInstance):
        Instance.from_json(text)


@pytest.mark.parametrize("each", OBJECTIVES)
def test_every_objective_says_what_it_is_in_words(each):
    assert each.SENTENCE.endswith(".")
