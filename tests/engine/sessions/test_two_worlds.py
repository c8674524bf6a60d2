"""What other pupils asked for changes nothing that a pupil reads, but how many asked."""

from dataclasses import replace
from random import Random

from beside.engine.sessions.explain import reasons
from beside.engine.sessions.instance import Friend
from beside.engine.sessions.objectives import company
from beside.engine.sessions.solve import solve
from tests.engine.sessions import made


def _other_world(chance: Random, instance, allocation, pupil: str):
    """Others have changed places and lists, and ranked and missed and are due something else."""
    others = [each.key for each in instance.pupils if each.key != pupil]
    swapped = dict(zip(others, chance.sample(others, len(others)), strict=True)) | {pupil: pupil}
    pupils = tuple(
        each
        if each.key == pupil
        else replace(each, due=9, missed=chance.randint(0, 5), year=chance.choice("78"))
        for each in instance.pupils
    )
    wishes = tuple(
        each
        if each.pupil == pupil
        else replace(each, pupil=swapped[each.pupil], rank=chance.randint(1, 9))
        for each in instance.wishes
    )
    held = {swapped[key]: sessions for key, sessions in allocation.items()}
    return replace(instance, pupils=pupils, wishes=wishes), held


def test_a_pupil_reads_the_same_whoever_the_others_are():
    chance, differing, said = Random(41), 0, set()
    for _ in range(400):
        instance = made.instance(chance, named=0.0)
        allocation = solve(instance).allocation
        for each in instance.pupils:
            other, held = _other_world(chance, instance, allocation, each.key)
            differing += other != instance
            here = list(reasons(instance, allocation, each.key))
            assert here == list(reasons(other, held, each.key))
            said |= {reason.rule for reason in here}
    assert differing > 500
    ways = {"blocked", "years", "after", "away", "course", "one_at_a_time", "seats", "due"}
    assert said == {"met", *ways}


def test_a_pupil_reads_the_same_whomever_others_named():
    chance, said = Random(42), set()
    for _ in range(400):
        instance = made.instance(chance)
        allocation = solve(instance).allocation
        for each in instance.pupils:
            others = [Friend(o.key, each.key) for o in instance.pupils if o.key != each.key]
            own = [friend for friend in instance.friends if friend.pupil == each.key]
            named = tuple(chance.sample(others, chance.randint(0, len(others))))
            other = replace(instance, friends=(*own, *named))
            here = list(reasons(instance, allocation, each.key))
            assert here == list(reasons(other, allocation, each.key))
            said |= {reason.words for reason in here}
    assert {company.WITH, company.WITHOUT} <= said
