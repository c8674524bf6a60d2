"""The solver against every allocation of small instances, and against the proof it gives."""

from dataclasses import replace
from random import Random

import pytest

from beside.engine import certificate, lp
from beside.engine.certificate import WrongPrices
from beside.engine.mentors.columns import Columns
from beside.engine.mentors.generated import generated
from beside.engine.mentors.instance import Instance, Mentor, Pair, Pupil
from beside.engine.mentors.model import CONSTRAINTS, model, objective
from beside.engine.mentors.solve import solve
from beside.engine.mentors.verify import proven, violations
from beside.engine.plain import WrongInstance
from beside.engine.solution import Status
from tests.engine.mentors import made
from tests.engine.watches import Stopping


@pytest.mark.parametrize("families", [False, True])
def test_nothing_is_better_in_a_thousand_small_instances(families):
    chance = Random(4)
    for _ in range(1000):
        instance = made.instance(chance, families=families)
        kept = [each for each in made.allocations(instance) if not violations(instance, each)]
        found = solve(instance)
        assert violations(instance, found.allocation) == []
        assert found.objective == (min(objective(instance, each) for each in kept),)
        assert proven(instance, found)
        assert found.status == Status.OPTIMAL or instance.families


def test_rows_and_checker_agree_on_every_allocation():
    chance = Random(5)
    for _ in range(300):
        instance = made.instance(chance)
        written = model(instance)
        for allocation in made.allocations(instance):
            taken = _taken(instance, allocation)
            broken = {row.rule for row in written.broken(taken)}
            assert broken == {each.rule for each in violations(instance, allocation)}
            assert written.cost(taken) == objective(instance, allocation)


def _taken(instance, allocation) -> list[int]:
    """The columns of an allocation, families choosing whom their members have."""
    columns = Columns(instance)
    with_ = {(f, allocation.get(key)) for f, keys in instance.families.items() for key in keys}
    pairs = [int(pair in allocation.items()) for pair in instance.pair]
    return pairs + [int(key in with_) for key in columns.families]


@pytest.mark.parametrize("rule", [rule for rule in CONSTRAINTS if rule.NAME != "one_each"])
def test_a_rule_taken_out_is_missed(rule, monkeypatch):
    chance = Random(6)
    instances = [made.instance(chance) for _ in range(200)]
    without = tuple(each for each in CONSTRAINTS if each is not rule)
    monkeypatch.setattr("beside.engine.mentors.model.CONSTRAINTS", without)
    faults = [v.rule for each in instances for v in violations(each, solve(each).allocation)]
    assert set(faults) == {rule.NAME}


def test_wrong_prices_prove_nothing():
    instance = made.instance(Random(7), families=False)
    found = solve(instance)
    written = model(instance)
    (prices,), (best,) = found.prices, found.objective
    for wrong in (prices[1:], tuple(-each - 1 for each in prices)):
        with pytest.raises(WrongPrices):
            certificate.bound(written, wrong)
    for other in (tuple(0 for _ in prices), tuple(2 * each for each in prices)):
        assert certificate.bound(written, other) <= best
    assert not proven(instance, replace(found, bound=(best + 1,)))


def test_a_run_that_is_stopped_at_once_keeps_every_rule_and_knows_how_far_off_it_is():
    instance, watch = generated(200, 30, rules=True, seed=1), Stopping(lambda _step: True)
    found, whole = solve(instance, watch=watch), solve(instance)
    assert proven(instance, found)
    assert violations(instance, found.allocation) == []
    assert found.bound[0] <= whole.bound[0] <= whole.objective[0] <= found.objective[0]
    assert watch.told[0].objective == found.objective


def test_a_long_run_is_told_as_it_goes_on_and_ends_within_a_second(monkeypatch):
    """It hears of a run without end at every pulse, and ends it at the second."""
    monkeypatch.setattr(lp, "PULSE", 0.1)
    instance = generated(2300, 300, rules=True, seed=1)
    watch = Stopping(lambda _step: len(watch.told) >= 3)
    found = solve(instance, watch=watch)
    assert proven(instance, found)
    heard = [step.seconds for step in watch.told]
    assert heard[0] < heard[1] < heard[2]
    assert heard[-1] - heard[2] < 1


def test_what_goes_wrong_with_a_watch_is_not_lost_in_the_solver(monkeypatch):
    def fail(_step) -> bool:
        if len(watch.told) > 1:
            raise ConnectionError
        return False

    monkeypatch.setattr(lp, "PULSE", 0.1)
    watch = Stopping(fail)
    with pytest.raises(ConnectionError):
        solve(generated(2300, 300, rules=True, seed=1), watch=watch)


def test_the_same_seed_gives_the_same_placement():
    instance = made.instance(Random(8))
    assert solve(instance, seed=3) == solve(instance, seed=3)


def test_an_instance_goes_to_json_and_back():
    instance = made.instance(Random(9))
    assert Instance.from_json(instance.to_json()) == instance


@pytest.mark.parametrize(
    ("pupils", "mentors", "pairs"),
    [
        ("ab", "x", ["cx"]),
        ("ab", "x", ["ay"]),
        ("aa", "x", []),
        ("ab", "xx", []),
        ("ab", "x", ["ax", "ax"]),
    ],
)
def test_a_wrong_instance_is_refused(pupils, mentors, pairs):
    with pytest.raises(WrongInstance):
        Instance(
            tuple(Pupil(key) for key in pupils),
            tuple(Mentor(key, 1) for key in mentors),
            tuple(Pair(pupil, mentor) for pupil, mentor in pairs),
        )


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"pupils": [{"k": 1}], "mentors": [], "pairs": []}']
)
def test_what_is_no_instance_is_refused(text):
    with pytest.raises(WrongInstance):
        Instance.from_json(text)
