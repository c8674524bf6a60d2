"""Whom others named, what they ranked and who is kept apart change nothing that a pupil reads."""

from dataclasses import replace
from random import Random

from beside.engine.teams.explain import reasons
from beside.engine.teams.generated import generated
from beside.engine.teams.instance import Apart, Friend
from beside.engine.teams.solve import solve


def _other_world(chance: Random, instance, pupil: str):
    """Others have changed lists, name others, and others are kept apart, this pupil among them."""
    others = [each.key for each in instance.pupils if each.key != pupil]
    swapped = dict(zip(others, chance.sample(others, len(others)), strict=True)) | {pupil: pupil}
    wishes = tuple(
        each if each.pupil == pupil else replace(each, pupil=swapped[each.pupil])
        for each in instance.wishes
    )
    friends = [each for each in instance.friends if each.pupil == pupil]
    friends += [Friend(each, chance.choice([*others, pupil])) for each in others]
    apart = tuple(Apart(pupil, chance.choice(others)) for _ in range(3))
    return replace(instance, wishes=wishes, friends=tuple(friends), apart=apart)


def test_a_pupil_reads_the_same_whatever_others_say_of_them():
    chance, said = Random(42), set()
    for seed in range(4):
        instance = generated(46, seed=seed)
        allocation = solve(instance, rounds=50).allocation
        for each in instance.pupils:
            here = list(reasons(instance, allocation, each.key))
            assert here == list(
                reasons(_other_world(chance, instance, each.key), allocation, each.key)
            )
            said |= {reason.rule for reason in here}
    assert {"met", "tried", "friend", "friendless"} <= said
