"""What a rule costs, against all allocations of small instances."""

from random import Random

from beside.engine.mentors.costs import RULES, Cost, costs_of_rules
from beside.engine.mentors.instance import Instance, Mentor, Pair, Pupil
from beside.engine.mentors.verify import violations
from tests.engine.mentors import made


def _most(instance: Instance, without: str = "") -> int:
    """How many pupils can have somebody, where every rule but one is kept."""
    kept = (
        allocation
        for allocation in made.allocations(instance)
        if all(each.rule == without for each in violations(instance, allocation))
    )
    return max(map(len, kept))


def test_a_rule_costs_as_many_pupils_as_could_have_somebody_without_it():
    chance, costly = Random(31), set()
    for _ in range(240):
        instance = made.instance(chance, mutual=False)
        now = _most(instance)
        for cost in costs_of_rules(instance):
            assert cost.pupils == _most(instance, cost.rule) - now, (cost, instance)
            costly |= {cost.rule} if cost.pupils else set()
    assert costly == {rule.NAME for rule in RULES} - {"chosen"}


def test_that_two_chose_each_other_can_cost_somebody_else_their_only_one():
    chance, costly = Random(33), 0
    for _ in range(240):
        instance = made.instance(chance)
        cost = next(each for each in costs_of_rules(instance) if each.rule == "chosen")
        assert cost.pupils == _most(instance, "chosen") - _most(instance), instance
        costly += cost.pupils > 0
    assert costly


def test_what_rules_cost_is_counted():
    """Two like m best, who has room for one; one of them may not have n, who is not checked."""
    pupils = (Pupil("a"), Pupil("b"))
    mentors = (Mentor("m", 1), Mentor("n", 2, checked=False))
    pairs = (Pair("a", "m", 1), Pair("b", "m", 1), Pair("b", "n", 2), Pair("a", "n", vetoed=True))
    found = {each.rule: each for each in costs_of_rules(Instance(pupils, mentors, pairs))}
    assert {rule: (each.pupils, each.wishes) for rule, each in found.items()} == {
        "room": (1, 1),
        "siblings": (0, 0),
        "checks": (1, 1),
        "older": (0, 0),
        "veto": (0, 0),
        "ended": (0, 0),
        "chosen": (0, 0),
    }


def test_nobody_is_named():
    assert Cost.__annotations__.keys() == {"rule", "sentence", "pupils", "wishes"}
    for cost in costs_of_rules(made.instance(Random(32))):
        assert cost.sentence in {rule.SENTENCE for rule in RULES}
