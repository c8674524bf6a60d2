"""Deferred acceptance against every placement of small instances, and against `matching`."""

import warnings
from dataclasses import replace
from random import Random

import pytest

from beside.engine.mentors.instance import Allocation, Instance, Mentor, Pair, Pupil
from beside.engine.mentors.solve import solve
from beside.engine.mentors.stable import blocking_pairs, stable
from beside.engine.mentors.verify import violations
from tests.engine.mentors import made


def _ranked(chance: Random) -> Instance:
    """A small instance where everybody ranks everybody of their pairs, without ties."""
    instance = made.instance(chance, families=False, mutual=False)
    pairs = chance.sample(instance.pairs, len(instance.pairs))
    for side, rank in (("pupil", "rank"), ("mentor", "rank_by_mentor")):
        seen: dict[str, int] = {}
        for n, pair in enumerate(pairs):
            key = getattr(pair, side)
            seen[key] = seen.get(key, 0) + 1
            pairs[n] = replace(pair, **{rank: seen[key]})
        chance.shuffle(pairs)
    return replace(instance, pairs=tuple(pairs))


def _is_blocked(instance: Instance, allocation: Allocation) -> bool:
    """Whether some two would leave who they have for each other, by trying every two."""
    for pair in instance.pairs:
        mentor = instance.mentor[pair.mentor]
        years = {each.key: each.year for each in instance.pupils}
        is_younger = 0 < mentor.year <= years[pair.pupil]
        if pair.vetoed or pair.ended or is_younger or not mentor.checked:
            continue
        now = instance.pair.get((pair.pupil, allocation.get(pair.pupil, "")))
        others = [instance.pair[p, m] for p, m in allocation.items() if m == pair.mentor]
        has_room = len(others) < instance.mentor[pair.mentor].room
        mentor_would = has_room or any(o.rank_by_mentor > pair.rank_by_mentor for o in others)
        if (now is None or pair.rank < now.rank) and mentor_would:
            return True
    return False


def _breaks(instance: Instance, allocation: Allocation) -> bool:
    """Whether some rule is broken but that those who chose each other are together."""
    return any(each.rule != "chosen" for each in violations(instance, allocation))


def _rank(instance: Instance, allocation: Allocation, pupil: str) -> int:
    return instance.pair[pupil, allocation[pupil]].rank if pupil in allocation else 99


def test_nobody_blocks_it_and_no_pupil_is_better_off_in_any_stable_placement():
    chance, several = Random(51), 0
    for _ in range(3000):
        instance = _ranked(chance)
        found = stable(instance)
        assert violations(instance, found) == []
        assert list(blocking_pairs(instance, found)) == []
        kept = (each for each in made.allocations(instance) if not _breaks(instance, each))
        all_stable = [each for each in kept if not _is_blocked(instance, each)]
        assert found in all_stable
        several += len(all_stable) > 1
        for other in all_stable:
            assert other.keys() == found.keys()
            for pupil in found:
                assert _rank(instance, found, pupil) <= _rank(instance, other, pupil)
    assert several > 5


def test_a_placement_is_stable_where_both_sides_rank():
    chance, mutual = Random(55), 0
    for _ in range(1000):
        instance = made.instance(chance)
        found = solve(instance).allocation
        assert list(blocking_pairs(instance, found)) == []
        mutual += any(instance.pair[pair].is_mutual for pair in found.items())
    assert mutual > 300


def test_the_checker_finds_a_blocking_pair_wherever_there_is_one():
    chance, blocked = Random(52), 0
    for _ in range(200):
        instance = _ranked(chance)
        for allocation in made.allocations(instance):
            if not _breaks(instance, allocation):
                found = bool(list(blocking_pairs(instance, allocation)))
                assert found == _is_blocked(instance, allocation)
                blocked += found
    assert blocked > 500


def test_it_is_what_the_matching_package_finds():
    from matching.games import HospitalResident

    chance = Random(53)
    for _ in range(200):
        instance = _ranked(chance)
        allowed = [pair for pair in instance.pairs if not instance.is_blocked(pair)]
        allowed = [pair for pair in allowed if instance.mentor[pair.mentor].room]
        pupils: dict[str, list[str]] = {}
        mentors: dict[str, list[str]] = {}
        for pair in sorted(allowed, key=lambda each: each.rank):
            pupils.setdefault(pair.pupil, []).append(pair.mentor)
        for pair in sorted(allowed, key=lambda each: each.rank_by_mentor):
            mentors.setdefault(pair.mentor, []).append(pair.pupil)
        room = {key: instance.mentor[key].room for key in mentors}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            game = HospitalResident.create_from_dictionaries(pupils, mentors, room)
            solved = game.solve(optimal="resident")
        theirs = {each.name: mentor.name for mentor, held in solved.items() for each in held}
        assert stable(instance) == theirs


def test_a_large_one_is_stable():
    chance = Random(54)
    pupils = tuple(Pupil(f"p{n}") for n in range(600))
    mentors = tuple(Mentor(f"m{n}", chance.randint(1, 12)) for n in range(80))
    pairs = [
        Pair(each.key, f"m{mentor}", rank, rank_by_mentor=chance.randint(1, 60))
        for each in pupils
        for rank, mentor in enumerate(chance.sample(range(80), 10), 1)
    ]
    instance = Instance(pupils, mentors, tuple(pairs))
    found = stable(instance)
    assert list(blocking_pairs(instance, found)) == []
    assert violations(instance, found) == []


@pytest.mark.parametrize(("rank", "by_mentor"), [(0, 1), (1, 0), (0, 0)])
def test_who_is_not_ranked_is_not_proposed(rank, by_mentor):
    pair = Pair("p", "m", rank, rank_by_mentor=by_mentor)
    assert stable(Instance((Pupil("p"),), (Mentor("m", 1),), (pair,))) == {}


def test_of_two_ranked_alike_the_first_of_the_list_is_kept():
    pairs = tuple(Pair(key, "m", 1, rank_by_mentor=1) for key in "ab")
    instance = Instance((Pupil("b"), Pupil("a")), (Mentor("m", 1),), pairs)
    assert stable(instance) == {"a": "m"}
