"""What is said to a pupil of who is beside them is so, and tells nothing that is private."""

from dataclasses import replace
from random import Random

from beside.engine.mentors.explain import reasons
from beside.engine.mentors.generated import generated
from beside.engine.mentors.instance import Instance, Mentor, Pair, Pupil
from beside.engine.mentors.solve import solve
from tests.engine.mentors import made
from tests.engine.watches import Stopping


def _cost(pair: Pair) -> int:
    """What a pair costs, as the rules of the game say it."""
    wish = min(pair.rank - 1, 12) if pair.rank else 12
    return (
        wish + 4 * (not pair.knows) + 2 * (not pair.shares_group) + 2 * (not pair.shares_language)
    )


def _family(instance: Instance, pupil: str) -> set[str]:
    family = next(each.family for each in instance.pupils if each.key == pupil)
    return {each.key for each in instance.pupils if family and each.family == family} - {pupil}


def _holds(instance, allocation, pupil, reason) -> bool:
    own = allocation.get(pupil)
    pair = instance.pair[pupil, reason.values["mentor"]]
    mentor = instance.mentor[pair.mentor]
    siblings = {allocation[key] for key in _family(instance, pupil) if key in allocation}
    met = instance.pair.get((pupil, own))
    year = next(each.year for each in instance.pupils if each.key == pupil)
    younger = 0 < mentor.year <= year
    private = pair.vetoed or pair.ended or not mentor.checked
    is_other = own != pair.mentor and reason.values.get("other") == own
    return {
        "wish": lambda: (
            own == pair.mentor and reason.values.get("rank", "1") == str(pair.rank or 1)
        ),
        "shared": lambda: own == pair.mentor and (pair.shares_group or pair.shares_language),
        "room": lambda: list(allocation.values()).count(mentor.key) == mentor.room,
        "older": lambda: own != pair.mentor and younger,
        "chosen": lambda: is_other and 0 not in (met.rank, met.rank_by_mentor),
        "siblings": lambda: is_other and siblings == {own},
        "not_possible": lambda: own != pair.mentor and (private or siblings - {pair.mentor}),
        "suits": lambda: (
            is_other
            and not private
            and not younger
            and _cost(instance.pair[pupil, own]) <= _cost(pair)
        ),
    }[reason.rule]()


def _all(instance, allocation):
    return {each.key: list(reasons(instance, allocation, each.key)) for each in instance.pupils}


def check(instance, allocation) -> set[str]:
    said = set()
    for pupil, own in _all(instance, allocation).items():
        for reason in own:
            assert _holds(instance, allocation, pupil, reason), (pupil, reason)
            assert "{" not in reason.words.format_map(reason.values)
            said.add(reason.rule)
    return said


def test_every_reason_is_so():
    chance, said = Random(21), set()
    for _ in range(600):
        instance = made.instance(chance)
        said |= check(instance, solve(instance).allocation)
    assert said == {
        *("wish", "shared", "room", "older", "siblings", "not_possible", "suits", "chosen")
    }


def test_every_reason_is_so_where_the_run_was_stopped():
    instance = generated(300, 30, rules=True, seed=3)
    check(instance, solve(instance, watch=Stopping(lambda _step: True)).allocation)


def test_there_is_a_reason_for_every_wish_that_ranks_before_the_one_that_was_met():
    chance = Random(22)
    for _ in range(300):
        instance = made.instance(chance)
        allocation = solve(instance).allocation
        for pupil, own in _all(instance, allocation).items():
            met = instance.pair.get((pupil, allocation.get(pupil, "")))
            before = {
                pair.mentor
                for pair in instance.pairs
                if pair.pupil == pupil and pair.rank
                if not met or not met.rank or pair.rank < met.rank
            }
            why_not = [r for r in own if r.rule not in ("wish", "shared")]
            assert sorted(r.values["mentor"] for r in why_not) == sorted(before)


BLOCKS = ("vetoed", "ended", "unchecked")


def _other_world(chance: Random, instance: Instance, pupil: str) -> Instance:
    """The same but for what this pupil may not know: why a pair is blocked, who knows whom, what
    others wished, shared and refused."""
    own = [pair for pair in instance.pairs if pair.pupil == pupil]
    why = {p.mentor: chance.choice(BLOCKS) for p in own if instance.is_blocked(p)}

    def other(pair: Pair) -> Pair:
        knows, block = chance.random() < 0.5, why.get(pair.mentor)
        if pair.pupil != pupil:
            return replace(
                pair, knows=knows, rank=chance.randint(0, 3), vetoed=chance.random() < 0.5
            )
        return replace(pair, knows=knows, vetoed=block == "vetoed", ended=block == "ended")

    mentors = tuple(replace(m, checked=why.get(m.key) != "unchecked") for m in instance.mentors)
    return replace(instance, pairs=tuple(map(other, instance.pairs)), mentors=mentors)


def test_what_a_pupil_may_not_know_changes_no_reason_of_theirs():
    chance, differing = Random(23), 0
    for _ in range(600):
        instance = made.instance(chance)
        allocation = solve(instance).allocation
        for each in instance.pupils:
            other = _other_world(chance, instance, each.key)
            same = [
                instance.is_blocked(p) == other.is_blocked(q)
                for p, q in _own(instance, other, each)
            ]
            assert all(same)
            differing += instance != other
            here, there = (list(reasons(w, allocation, each.key)) for w in (instance, other))
            assert here == there
    assert differing > 500


def _own(one: Instance, other: Instance, pupil: Pupil):
    pairs = zip(one.pairs, other.pairs, strict=True)
    return [(p, q) for p, q in pairs if p.pupil == pupil.key]


def test_vetoes_checks_and_what_ended_are_said_in_the_same_words():
    blocked = {"vetoed": {"vetoed": True}, "ended": {"ended": True}, "unchecked": {}}
    said = set()
    for why, fields in blocked.items():
        mentors = (Mentor("m", 1, checked=why != "unchecked"), Mentor("n", 1))
        pairs = (Pair("p", "m", 1, **fields), Pair("p", "n", 2))
        instance = Instance((Pupil("p"),), mentors, pairs)
        said.add(str(list(reasons(instance, solve(instance).allocation, "p"))))
    assert len(said) == 1
    assert "not possible this time" in said.pop()
